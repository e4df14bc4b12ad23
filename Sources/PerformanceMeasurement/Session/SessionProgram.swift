import CPerformanceProbe
import PerformanceRecords
import PerformanceWindow

/// The course of a session as a state machine: it says which window to run next and takes in what the window gave.
///
/// The loops of synchronous and asynchronous bodies differ in nothing but `await`; all decisions are made here.
/// Order: warm up, choose the iteration count, samples, counters, process account, GPU, the loop's own cost. Where instructions
/// are counted: warm up with one iteration, then single iterations, whose costs Callgrind writes to files.
package struct SessionProgram {
  /// A window to run.
  package struct Step {
    /// How many iterations to run.
    package var iterations: Int
    /// Which body: the user's, or an empty one of the same form, which costs what the loop costs.
    package var body: Body
    /// A stopwatch for the window's edges.
    package var stopwatch: Stopwatch

    /// Which body a window runs.
    package enum Body: Sendable { case measured, empty }
  }

  private enum Phase { case warmup, samples, counters, process, gpu, overhead, instructions, done }

  private let settings: SessionSettings
  private let now: @Sendable () -> UInt64
  private var phase = Phase.warmup
  private var begin: UInt64 = 0
  private var windowBegin: UInt64 = 0
  private var spent: Double = 0
  private var warm: Double = 0
  private var fastest = Double.infinity
  private var batch = 1
  private var iterations = 1
  private var sampled: Double = 0
  private var windows = 0
  private var readings = GatheredReadings()
  private var overhead = Double.infinity
  /// The labels of the files with the costs of single iterations, in their order.
  package private(set) var dumps: [String] = []
  /// Whether the body may go on in another thread.
  package var isAsynchronous = false
  private var gpu: GPUPass?
  private var before = HostConditions()
  private var conditions = SessionConditions()
  private var calibration: CalibrationLoops?

  /// A session that has not begun.
  /// - Parameter now: nanoseconds of the clock by which patience ends.
  package init(settings: SessionSettings, now: @escaping @Sendable () -> UInt64 = { perf_now() }) {
    self.settings = settings
    self.now = now
    readings.throughput = settings.throughput
  }

  /// The next window, or `nil` when the session is complete.
  package mutating func next() -> Step? {
    if begin == 0 { beginSession() }
    windowBegin = now()
    switch phase {
    case .warmup: return step(batch, .clock)
    case .samples: return step(iterations, .clock)
    case .counters: return step(1, .counters)
    case .process:
      readings.peakMemory = PeakMemory.reset() ? 0 : nil
      return step(processIterations, .process)
    case .instructions:
      CallgrindDump.begin()
      return step(1, .instructions)
    case .gpu:
      guard let chunk = gpu?.next() else {
        finishGPU()
        return next()
      }
      return step(chunk, .gpu)
    case .overhead: return Step(iterations: 1000, body: .empty, stopwatch: Stopwatch(pass: .clock))
    case .done: return nil
    }
  }

  /// Takes in what a window gave and decides what follows.
  package mutating func finish(_ step: Step) {
    if Double(now() - windowBegin) >= SessionSettings.longWindow { settings.progressed() }
    switch phase {
    case .warmup: warmedUp(step.stopwatch)
    case .samples: sampled(step.stopwatch)
    case .counters: counted(step.stopwatch)
    case .process: accounted(step.stopwatch)
    case .gpu: gpu?.finish(step.stopwatch.wall)
    case .overhead: emptied(step.stopwatch)
    case .instructions: countedInstructions()
    case .done: break
    }
  }

  /// What the session gave.
  package func session(id: BenchmarkID, location: CodeLocation, budgets: [Budget]) -> BenchmarkSession {
    var session = BenchmarkSession(
      id: id, location: location, iterations: iterations, readings: definitions.map { $0.reading(from: readings) },
      budgets: budgets, conditions: conditions, overhead: overhead.isFinite ? overhead : 0, warnings: warnings)
    if case .success(let gpu) = readings.gpu { session.gpu = gpu.conditions }
    return session
  }

  // MARK: - Phases

  /// Reads the machine's state before anything runs: of a body that takes longer than a session may, the first iteration
  /// is the only sample.
  private mutating func beginSession() {
    if !settings.isSingleRun, settings.countedIterations == nil {
      calibration = CalibrationLoops()
      before = .now()
    }
    begin = now()
  }

  private func step(_ iterations: Int, _ pass: Stopwatch.Pass) -> Step {
    Step(iterations: iterations, body: .measured, stopwatch: Stopwatch(pass: pass, slowdown: settings.slowdown))
  }

  private mutating func warmedUp(_ stopwatch: Stopwatch) {
    let elapsed = Double(stopwatch.wall)
    let whole = max(Double(now() - windowBegin), elapsed)
    warm += elapsed
    spent += whole
    if settings.isSingleRun {
      keep(stopwatch)
      return enter(.done)
    }
    if settings.countedIterations != nil { return enter(.instructions) }
    let each = max(elapsed / Double(batch), 0.1)
    if isOutOfPatience {  // so slow that the first iteration must serve as the only sample
      iterations = batch
      keep(stopwatch)
      return enter(after: .samples)
    }
    // A set-up may cost a hundred times what is measured; then a sample is as long as its windows with all around them.
    // The fastest window counts: one that was interrupted would make every later sample far too short.
    let share = min(fastest, max(each, whole / Double(batch) / SessionSettings.longestAround))
    fastest = share
    let isWarm = warm >= settings.warmup || spent >= settings.warmup * SessionSettings.longestAround
    let isKnown = share * Double(batch) >= SessionSettings.sampleLength / 4 || settings.iterations != nil
    if isWarm, isKnown {
      iterations = chosenIterations(each: share)
      return enter(.samples)
    }
    // Twice as many each time, but no further than a sample: the estimate of a cold body is far too high.
    let wanted = SessionSettings.sampleLength / share
    batch = max(min(batch * 2, Int(wanted.rounded(.up))), 1)
  }

  /// The planned count, unless the body became so slow that a sample of it would take too long.
  private func chosenIterations(each: Double) -> Int {
    let fitting = max(Int((SessionSettings.sampleLength / each).rounded()), 1)
    guard let planned = settings.iterations, planned > 0, planned <= fitting * 16 else { return fitting }
    return planned
  }

  private mutating func sampled(_ stopwatch: Stopwatch) {
    keep(stopwatch)
    sampled += Double(stopwatch.wall)
    if hasEnoughSamples || isOutOfPatience { enter(after: .samples) }
  }

  private var hasEnoughSamples: Bool {
    let count = readings.wall.count
    if count >= settings.samples { return true }
    let isSlow = sampled >= settings.duration * SessionSettings.longest
    let fewest = isSlow ? SessionSettings.fewestSlowSamples : SessionSettings.fewestSamples
    return sampled >= settings.duration && count >= fewest
  }

  private mutating func keep(_ stopwatch: Stopwatch) {
    readings.wall.append(Double(stopwatch.wall) / Double(iterations))
    readings.cpu.append(Double(stopwatch.cpu) / Double(iterations))
  }

  private mutating func counted(_ stopwatch: Stopwatch) {
    readings.counts?.append(stopwatch.counts)
    windows += 1
    // Other sessions count as well; a body that takes long need not show three times in each that its counts repeat.
    let isSlow = fastest > SessionSettings.sampleLength * 5
    if windows == 3 || isSlow || isOutOfPatience { enter(after: .counters) }
  }

  private mutating func countedInstructions() {
    dumps.append(CallgrindDump.write())
    windows += 1
    if windows >= settings.countedIterations ?? 0 || isOutOfPatience { enter(.done) }
  }

  private mutating func accounted(_ stopwatch: Stopwatch) {
    readings.process = (stopwatch.process, Double(processIterations))
    if readings.peakMemory != nil { readings.peakMemory = PeakMemory.read() }
    enter(after: .process)
  }

  private mutating func emptied(_ stopwatch: Stopwatch) {
    overhead = min(overhead, (Double(stopwatch.wall) / 10).rounded() / 100)
    windows += 1
    if windows == 3 { enter(.done) }
  }

  private mutating func finishGPU() {
    readings.gpu = gpu?.readings
    gpu = nil
    enter(after: .gpu)
  }

  private mutating func enter(after finished: Phase) {
    if finished == .samples {
      let after = HostConditions.now()
      conditions = HostConditions.between(before, after)
      readings.waited = HostConditions.waited(before, after).map { $0 / Double(iterations) }
      conditions.calibration = calibration?.after() ?? CalibrationTimes()
      // The memory of the loops must be gone before anything else is counted.
      calibration = nil
      if settings.needs(.counters), perf_registered_counter_source() != nil { readings.counts = [] }
    }
    let order: [(phase: Phase, isWanted: Bool)] = [
      (.samples, true), (.counters, readings.counts != nil), (.process, settings.needs(.process)),
      (.gpu, settings.needs(.gpu)), (.overhead, true),
    ]
    let later = order.drop { $0.phase != finished }.dropFirst()
    enter(later.first(where: \.isWanted)?.phase ?? .overhead)
  }

  private mutating func enter(_ next: Phase) {
    phase = next
    windows = 0
    if next == .samples { before = .now() }
    if next == .gpu { openGPU() }
  }

  /// A GPU that is not there is told by each of its readings.
  private mutating func openGPU() {
    switch settings.gpu() {
    case .failure(let absence): readings.gpu = .failure(absence)
    case .success(let reader):
      gpu = GPUPass(reader: reader, each: fastest, now: now, pause: settings.pause)
    }
  }

  // MARK: - Derived

  private var definitions: [MetricDefinition] {
    let throughput = settings.throughput.map(Metric.throughput)?.definitions ?? []
    return settings.metrics + throughput
  }

  /// Time since the session began, set-ups included.
  private var isOutOfPatience: Bool { Double(now() - begin) > settings.patience }

  /// Enough iterations for the kernel's accounting to see something, without spending more than two samples on it.
  private var processIterations: Int { max(min(iterations, 64), 1) }

  private var warnings: [BenchmarkWarning] {
    guard overhead.isFinite, overhead > 0, let fastest = readings.wall.min() else { return [] }
    if fastest < 2 * overhead { return [.removedByOptimiser(nanoseconds: fastest, overhead: overhead)] }
    return fastest < 20 * overhead ? [.tooShort(nanoseconds: fastest, overhead: overhead)] : []
  }
}
