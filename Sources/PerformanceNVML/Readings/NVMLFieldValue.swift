/// The number of a field, with the time of the driver's reading.
package struct NVMLFieldValue: Hashable, Sendable {
  /// The number, in the unit of the field.
  package var number: NVMLNumber
  /// The time of the driver's reading, in microseconds of a clock that can only be compared with itself: two readings
  /// with the same time are one reading.
  package var timestamp: Int64

  package init(number: NVMLNumber, timestamp: Int64) {
    self.number = number
    self.timestamp = timestamp
  }
}
