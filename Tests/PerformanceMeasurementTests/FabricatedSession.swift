import CPerformanceProbe
import PerformanceMeasurement
import PerformanceRecords
import PerformanceTestSupport
import PerformanceWindow

/// A session of a body that costs what the test says, without running anything.
struct FabricatedSession {
  /// A window that the program asked for.
  struct Window: Hashable {
    var iterations: Int
    var executions: Int
    var body: SessionWindow.Body
    /// The type of the pass that asked for it.
    var pass: ObjectIdentifier
  }

  /// The windows in the order asked for.
  private(set) var windows: [Window] = []
  /// The measured session.
  private(set) var session: BenchmarkSession

  /// Runs a whole session. An iteration allocates seven times and reads 512 bytes for each 1000 ns.
  /// - Parameters:
  ///   - cost: nanoseconds of an iteration.
  ///   - around: nanoseconds an iteration takes besides, outside the windows.
  ///   - emptyCost: nanoseconds of an empty iteration.
  ///   - referenceCost: nanoseconds of an iteration of the body that it is compared with.
  ///   - counters: whether something counts allocations in the process.
  ///   - host: the machine's counters at a time in nanoseconds; those of this machine where it is `nil`.
  init(
    _ settings: SessionSettings, cost: Double, around: Double = 0, emptyCost: Double = 1, referenceCost: Double = 1,
    counters: Bool = true, host: (@Sendable (Double) -> HostConditions)? = nil
  ) {
    let clock = ManualClock()
    var settings = settings
    settings.metrics = settings.metrics.map { metric in
      var metric = metric
      if metric.pass.type == AllocationPass.self {
        metric.pass = PassReference(AllocationPass(source: counters ? SevenAllocations.source() : nil))
      }
      if let host, metric.pass.type == TimingPass.self {
        metric.pass = PassReference(TimingPass(host: { host(Double(clock.now)) }))
      }
      if metric.pass.type == ProcessPass.self {
        metric.pass = PassReference(ProcessPass(now: { Self.account(at: clock.now) }))
      }
      return metric
    }
    var program = SessionProgram(settings: settings, now: { clock.now })
    while var window = program.next(), windows.count < 1000 {
      guard let pass = program.currentPass else { break }
      windows.append(
        Window(
          iterations: window.iterations, executions: window.executions, body: window.body,
          pass: ObjectIdentifier(type(of: pass))))
      let elapsed =
        switch window.body {
        case .measured: UInt64(Double(window.executions) * cost)
        case .reference: UInt64(Double(window.iterations) * referenceCost)
        case .empty: UInt64(Double(window.iterations) * emptyCost)
        }
      let isTimed = window.stopwatch.probe == nil
      if !isTimed { window.stopwatch.start() }
      clock.advance(by: elapsed)
      if !isTimed { window.stopwatch.stop() }
      if isTimed { (window.stopwatch.wall, window.stopwatch.cpu) = (elapsed, elapsed / 2) }
      if let call = (pass as? FirstCallPass)?.reading {
        call.value.watch.wall = elapsed
        call.value.watch.cpu = elapsed / 2
      }
      if window.body == .measured { clock.advance(by: UInt64(Double(window.executions) * around)) }
      program.finish(window)
    }
    session = program.session(id: Example.id, location: Example.location, budgets: [])
  }

  private static func account(at nanoseconds: UInt64) -> ProcessAccount {
    var account = ProcessAccount()
    account.bytesRead = Double(nanoseconds) * 0.512
    account.bytesWritten = 0
    account.voluntarySwitches = Double(nanoseconds) * 0.002
    account.involuntarySwitches = Double(nanoseconds) * 0.003
    return account
  }

  /// The windows of a pass.
  func windows<Pass: SessionPass>(of pass: Pass.Type) -> [Window] {
    windows.filter { $0.pass == ObjectIdentifier(pass) }
  }

  /// The values of the wall clock, one a sample.
  var samples: [Double] { session.reading("wallClock")?.values ?? [] }

  /// The iteration counts of the warm-up: what was timed before the samples.
  var warmup: [Int] { windows(of: TimingPass.self).dropLast(samples.count).map(\.iterations) }
}

/// Counters that count seven allocations in each window.
private enum SevenAllocations {
  /// The source; it lives as long as the process, like that of a test bundle.
  static func source() -> UnsafePointer<perf_counter_source> {
    let source = UnsafeMutablePointer<perf_counter_source>.allocate(capacity: 1)
    source.initialize(
      to: perf_counter_source(
        start: {},
        stop: {
          var counts = perf_counts()
          counts.allocations = 7
          return counts
        }))
    return UnsafePointer(source)
  }
}
