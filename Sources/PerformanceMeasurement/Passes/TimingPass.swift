import PerformanceRecords
import PerformanceWindow

/// Warms up, selects the iteration count and takes timed samples. Nothing else is read in its windows.
package struct TimingPass: SessionPass {
  private enum Phase { case warmup, samples, done }

  package static let order = PassOrder.timing

  /// Nanoseconds an iteration, one value per sample.
  package private(set) var wall: [Double] = []
  /// Nanoseconds of CPU time an iteration, one value per sample.
  package private(set) var cpu: [Double] = []
  /// Nanoseconds an iteration that all threads waited for a processor while the samples were taken; `nil` if unknown.
  package private(set) var waited: Double?

  private var phase = Phase.warmup
  /// The iterations of the next window of the warm-up.
  private var batch = 1
  private var warm = 0.0
  private var spent = 0.0
  private var sampled = 0.0
  private var before: HostConditions?
  private var calibration: CalibrationLoops?
  private var conditions = SessionConditions()

  package init() {}

  package mutating func next(_ session: SessionState) -> SessionWindow? {
    // The first iteration is the only sample of a body that takes longer than a session may.
    if before == nil, !session.settings.isSingleRun { observeMachine() }
    switch phase {
    case .warmup: return window(batch, session)
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
    SessionWindow(iterations: iterations, stopwatch: Stopwatch(slowdown: session.settings.slowdown))
  }
}

// MARK: - The machine

extension TimingPass {
  private mutating func observeMachine() {
    calibration = CalibrationLoops()
    before = .now()
  }

  private mutating func end(_ session: SessionState) {
    phase = .done
    guard let before else { return }
    let after = HostConditions.now()
    conditions = HostConditions.between(before, after)
    waited = HostConditions.waited(before, after).map { $0 / Double(session.iterations) }
    conditions.calibration = calibration?.after() ?? CalibrationTimes()
    // The memory of the loops must be freed before anything else is counted.
    calibration = nil
  }
}

// MARK: - The warm-up

extension TimingPass {
  private mutating func warmedUp(_ stopwatch: Stopwatch, _ session: inout SessionState) {
    let settings = session.settings
    let elapsed = Double(stopwatch.wall)
    let whole = max(session.windowLength, elapsed)
    warm += elapsed
    spent += whole
    if settings.isSingleRun {
      keep(stopwatch, &session)
      phase = .done
      return
    }
    let each = max(elapsed / Double(batch), 0.1)
    if session.isOutOfPatience {  // so slow that the first iteration must serve as the only sample
      session.iterations = batch
      keep(stopwatch, &session)
      return end(session)
    }
    // A set-up may cost a hundred times the body; then the time of a sample includes its set-ups.
    // The fastest window counts: an interrupted one would make every later sample far too short.
    let share = min(session.fastest, max(each, whole / Double(batch) / SessionSettings.longestAround))
    session.fastest = share
    let isWarm = warm >= settings.warmup || spent >= settings.warmup * SessionSettings.longestAround
    let isKnown = share * Double(batch) >= SessionSettings.sampleLength / 4 || settings.iterations != nil
    if isWarm, isKnown {
      session.iterations = Self.iterations(each: share, planned: settings.iterations)
      phase = .samples
      before = .now()
      return
    }
    // The batch doubles each time, but not beyond a sample: the estimate of a cold body is far too high.
    let longest = (SessionSettings.sampleLength / share).rounded(.up)
    batch = max(min(batch * 2, Int(longest)), 1)
  }

  /// The planned count, unless the body has become so slow that a sample of it would take too long.
  private static func iterations(each: Double, planned: Int?) -> Int {
    let fitting = max(Int((SessionSettings.sampleLength / each).rounded()), 1)
    guard let planned, planned > 0, planned <= fitting * 16 else { return fitting }
    return planned
  }
}

// MARK: - The samples

extension TimingPass {
  private mutating func sampled(_ stopwatch: Stopwatch, _ session: inout SessionState) {
    keep(stopwatch, &session)
    sampled += Double(stopwatch.wall)
    if hasEnoughSamples(session.settings) || session.isOutOfPatience { end(session) }
  }

  private func hasEnoughSamples(_ settings: SessionSettings) -> Bool {
    if wall.count >= settings.samples { return true }
    let isSlow = sampled >= settings.duration * SessionSettings.longest
    let fewest = isSlow ? SessionSettings.fewestSlowSamples : SessionSettings.fewestSamples
    return sampled >= settings.duration && wall.count >= fewest
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
