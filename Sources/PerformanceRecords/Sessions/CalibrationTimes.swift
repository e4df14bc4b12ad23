/// What the calibration loops took: fixed work that uses nothing of the code under test, in nanoseconds for a thousand
/// steps.
///
/// Each loop shows another way in which a machine gets slower; one that was not run is `nil` and explains nothing.
package struct CalibrationTimes: Hashable, Sendable {
  /// A chain of dependent arithmetic: the clock rate, and what the hypervisor leaves of it.
  package var dependent: Double?
  /// Independent arithmetic, which fills all execution units: a busy sibling thread takes up to half of it.
  package var independent: Double?
  /// Dependent loads from 4 MiB: another guest of the shared cache or of the memory.
  package var loads: Double?

  /// Times from their parts.
  package init(dependent: Double? = nil, independent: Double? = nil, loads: Double? = nil) {
    self.dependent = dependent
    self.independent = independent
    self.loads = loads
  }

  /// The shorter time of each loop.
  package func fastest(_ other: CalibrationTimes) -> CalibrationTimes {
    func least(_ path: KeyPath<CalibrationTimes, Double?>) -> Double? {
      [self[keyPath: path], other[keyPath: path]].compactMap { $0 }.min()
    }
    return CalibrationTimes(
      dependent: least(\.dependent), independent: least(\.independent), loads: least(\.loads))
  }
}

extension [CalibrationTimes] {
  /// The shortest time of each loop.
  package var fastest: CalibrationTimes { reduce(CalibrationTimes()) { $0.fastest($1) } }
}
