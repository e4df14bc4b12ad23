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
    var body: SessionProgram.Step.Body
    var pass: Stopwatch.Pass
  }

  /// The windows in the order asked for.
  private(set) var windows: [Window] = []
  /// What came out.
  private(set) var session: BenchmarkSession

  /// Runs a whole session.
  /// - Parameters:
  ///   - cost: nanoseconds of an iteration.
  ///   - around: nanoseconds an iteration takes besides, outside the windows.
  ///   - emptyCost: nanoseconds of an empty iteration.
  init(_ settings: SessionSettings, cost: Double, around: Double = 0, emptyCost: Double = 1) {
    let clock = ManualClock()
    var program = SessionProgram(settings: settings, now: { clock.now })
    while var step = program.next(), windows.count < 1000 {
      windows.append(Window(iterations: step.iterations, body: step.body, pass: step.stopwatch.pass))
      let elapsed = UInt64(Double(step.iterations) * (step.body == .empty ? emptyCost : cost))
      clock.advance(by: elapsed + (step.body == .empty ? 0 : UInt64(Double(step.iterations) * around)))
      step.stopwatch.wall = elapsed
      step.stopwatch.cpu = elapsed / 2
      step.stopwatch.counts.allocations = 7
      step.stopwatch.process.bytesRead = Double(step.iterations) * 512
      program.finish(step)
    }
    session = program.session(id: Example.id, location: Example.location, budgets: [])
  }

  /// The windows of the body under the clock.
  var timed: [Window] { windows.filter { $0.body == .measured && $0.pass == .clock } }

  /// The values of the wall clock, one a sample.
  var samples: [Double] { session.reading("wallClock")?.values ?? [] }

  /// The iteration counts of the warm-up: what was timed before the samples.
  var warmup: [Int] { timed.dropLast(samples.count).map(\.iterations) }
}
