import PerformanceRecords
import PerformanceSystem
import PerformanceWindow

/// The calibration loops of one session: they run before and after its samples, which takes three milliseconds in all.
struct CalibrationLoops: Sendable {
  private let loads: LoadsLoop?
  private let before: CalibrationTimes

  /// Runs them for the first time. A script has no machine that could be slower: there only the first loop runs.
  init() {
    loads = RunClock.isScripted ? nil : LoadsLoop()
    before = Self.measure(loads)
  }

  /// Runs them once more, and gives the shorter time of each.
  func after() -> CalibrationTimes { before.fastest(Self.measure(loads)) }

  private static func measure(_ loads: LoadsLoop?) -> CalibrationTimes {
    var times = CalibrationTimes(dependent: DependentLoop.measure())
    if !RunClock.isScripted { times.independent = IndependentLoop.measure() }
    times.loads = loads?.measure()
    return times
  }
}
