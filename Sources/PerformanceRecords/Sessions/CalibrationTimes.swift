/// The durations of the calibration loops: fixed work, independent of the code under test, in nanoseconds for a
/// thousand steps.
///
/// Each loop detects another way in which a machine gets slower; `nil` for a loop that was not run.
package struct CalibrationTimes: Equatable, Sendable {
  /// A chain of dependent arithmetic: sensitive to the clock rate and to processor time taken by the hypervisor.
  package var dependent: Double?
  /// Independent arithmetic, which fills all execution units: a busy sibling thread takes up to half of them.
  package var independent: Double?
  /// Dependent loads from 4 MiB: sensitive to other users of the shared cache and of the memory.
  package var loads: Double?

  package init(dependent: Double? = nil, independent: Double? = nil, loads: Double? = nil) {
    self.dependent = dependent
    self.independent = independent
    self.loads = loads
  }

  /// The shorter time of each loop in both.
  package func fastest(_ other: CalibrationTimes) -> CalibrationTimes {
    func least(_ path: KeyPath<CalibrationTimes, Double?>) -> Double? {
      [self[keyPath: path], other[keyPath: path]].compactMap { $0 }.min()
    }
    return CalibrationTimes(
      dependent: least(\.dependent), independent: least(\.independent), loads: least(\.loads))
  }
}

extension [CalibrationTimes] {
  /// The shortest time of each loop in all.
  package var fastest: CalibrationTimes { reduce(CalibrationTimes()) { $0.fastest($1) } }
}
