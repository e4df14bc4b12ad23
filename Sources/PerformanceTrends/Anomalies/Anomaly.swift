/// A value outside of the band that its series keeps otherwise.
package struct Anomaly: Equatable, Sendable {
  /// The index of the value.
  package var index: Int
  package var value: Double
  /// The level of its segment at this time, with what the hour and the weekday add.
  package var expected: Double
  /// The band: values outside of it are anomalies.
  package var band: ClosedRange<Double>
  /// The distance from the level in robust standard deviations of that side; `nil` where all other values are equal.
  package var score: Double?

  package init(index: Int, value: Double, expected: Double, band: ClosedRange<Double>, score: Double?) {
    self.index = index
    self.value = value
    self.expected = expected
    self.band = band
    self.score = score
  }
}
