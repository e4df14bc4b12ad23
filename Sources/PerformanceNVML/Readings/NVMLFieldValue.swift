/// The number of a field, and when the driver read it.
package struct NVMLFieldValue: Hashable, Sendable {
  /// The number, in the unit of the field.
  package var number: NVMLNumber
  /// When the driver read it, in microseconds of a clock that is only comparable with itself: two readings with the
  /// same time are one reading.
  package var timestamp: Int64

  /// A value from its parts.
  package init(number: NVMLNumber, timestamp: Int64) {
    self.number = number
    self.timestamp = timestamp
  }
}
