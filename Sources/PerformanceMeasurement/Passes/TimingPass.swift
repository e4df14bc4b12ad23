import PerformanceRecords
import PerformanceWindow

/// Warms up, has an ``IterationCount`` selected and takes timed samples. Nothing else is read in its windows.
package struct TimingPass: SessionPass {
  private enum Phase { case warmup, samples, done }

  package static let order = PassOrder.timing

  /// Nanoseconds an iteration, one value per sample.
  package private(set) var wall: [Double] = []
  /// Nanoseconds of CPU time an iteration, one value per sample.
  package private(set) var cpu: [Double] = []
  /// Nanoseconds an iteration that all threads waited for a processor while the samples were taken; `nil` if unknown.
  package private(set) var waited: Double?

  private let host: @Sendable () -> HostConditions
  private var phase = Phase.warmup
  private var warmUp = WarmUp()
  private var sampled = 0.0
  private var before: HostConditions?
  private var calibration: CalibrationLoops?
  private var conditions = SessionConditions()

  /// Creates a pass.
  /// - Parameter host: reads the machine's counters.
  package init(host: @escaping @Sendable () -> HostConditions = { .now() }) { self.host = host }

  package mutating func next(_ session: SessionState) -> SessionWindow? {
    // The first iteration is the only sample of a body that takes longer than a session may.
    if before == nil, !session.settings.isSingleRun { observeMachine() }
    switch phase {
    case .warmup:
      warmUp.batch = session.wholeIterations(from: warmUp.batch)
      return window(warmUp.batch, session)
    case .samples: return window(session.iterations, session)
    case .done: return nil
    }
  }

  package mutating func finish(_ window: SessionWindow, _ session: inout SessionState) {
    switch phase {
    case .warmup: warmedUp(window.stopwatch, &session)
    case .samples: sampled(window.stopwatch, &session)
    case .done: break
    }
  }

  package func complete(_ result: inout BenchmarkSession, _ session: SessionState) { result.conditions = conditions }

  private func window(_ iterations: Int, _ session: SessionState) -> SessionWindow {
    SessionWindow(
      iterations: iterations, stopwatch: Stopwatch(slowdown: session.settings.slowdown.timeFactor))
  }
}

// MARK: - The machine

extension TimingPass {
  private mutating func observeMachine() {
    calibration = CalibrationLoops()
    before = host()
  }

  private mutating func end(_ session: SessionState) {
    phase = .done
    guard let before else { return }
    let after = host()
    conditions = HostConditions.between(before, after)
    waited = HostConditions.waited(before, after).map { $0 / Double(session.iterations) }
    conditions.calibration = calibration?.after() ?? CalibrationTimes()
    // The memory of the loops must be freed before anything else is counted.
    calibration = nil
  }
}

// MARK: - The first call of a process

extension TimingPass: FirstCallReader {
  package mutating func prepare(_ call: inout FirstCall, _ session: SessionState) {
    if before == nil { observeMachine() }
  }

  package mutating func take(_ call: FirstCall, _ session: inout SessionState) {
    keep(call.watch, &session)
    end(session)
  }
}

// MARK: - The warm-up

extension TimingPass {
  private mutating func warmedUp(_ stopwatch: Stopwatch, _ session: inout SessionState) {
    let settings = session.settings
    if settings.isSingleRun {
      keep(stopwatch, &session)
      phase = .done
      return
    }
    if session.isOutOfPatience {  // so slow that the first iteration must serve as the only sample
      session.iterations = warmUp.batch
      keep(stopwatch, &session)
      return end(session)
    }
    warmUp.add(measured: Double(stopwatch.wall), length: session.windowLength)
    session.fastest = warmUp.fastest
    guard warmUp.isOver(settings.warmup, planned: settings.iterations) else { return warmUp.grow() }
    session.iterations = session.wholeIterations(
      from: IterationCount.selected(planned: settings.iterations, fastest: warmUp.fastest))
    phase = .samples
    before = host()
  }
}

// MARK: - The samples

extension TimingPass {
  private mutating func sampled(_ stopwatch: Stopwatch, _ session: inout SessionState) {
    keep(stopwatch, &session)
    sampled += Double(stopwatch.wall)
    if session.settings.suffices(wall.count, taking: sampled) || session.isOutOfPatience { end(session) }
  }

  private mutating func keep(_ stopwatch: Stopwatch, _ session: inout SessionState) {
    let sample = Double(stopwatch.wall) / Double(session.iterations)
    wall.append(sample)
    cpu.append(Double(stopwatch.cpu) / Double(session.iterations))
    session.fastestSample = min(session.fastestSample ?? sample, sample)
  }

  /// How long the threads of the fastest sample were ready without a processor.
  ///
  /// The fastest of many samples shorter than a time slice of the scheduler is never interrupted. One of 150 ms always
  /// is: beside two endless loops such a body took 28 % longer in each of fifteen processes.
  var waitedInBestSample: Double? {
    guard let waited, let best = wall.indices.min(by: { wall[$0] < wall[$1] }), cpu.indices.contains(best) else {
      return nil
    }
    return min(max(wall[best] - cpu[best], 0), waited)
  }
}
