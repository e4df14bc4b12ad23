import PerformanceRecords
import PerformanceSystem
import PerformanceWindow

/// The calibration loops of a session, run before and after its samples; they take three milliseconds altogether.
struct CalibrationLoops: Sendable {
  private let loads: LoadsLoop?
  private let before: CalibrationTimes

  /// Runs them for the first time. With a scripted clock only the first loop runs, since no machine could be slower.
  init() {
    loads = RunClock.isScripted ? nil : LoadsLoop()
    before = Self.measure(loads)
  }

  /// Runs them again, and returns the shorter time of each.
  func after() -> CalibrationTimes { before.fastest(Self.measure(loads)) }

  private static func measure(_ loads: LoadsLoop?) -> CalibrationTimes {
    var times = CalibrationTimes(dependent: DependentLoop.measure())
    if !RunClock.isScripted { times.independent = IndependentLoop.measure() }
    times.loads = loads?.measure()
    return times
  }
}
