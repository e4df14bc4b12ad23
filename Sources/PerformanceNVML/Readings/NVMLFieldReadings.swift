/// The readings of fields that were read together.
package struct NVMLFieldReadings: Hashable, Sendable {
  private var readings: [NVMLField: Reading<NVMLFieldValue>] = [:]

  /// The reading of a field; unavailable when it was not requested.
  package subscript(field: NVMLField) -> Reading<NVMLFieldValue> {
    get { readings[field] ?? .unavailable("field \(field.id) was not asked for") }
    set { readings[field] = newValue }
  }

  /// The value of a counter, in the field's own unit; unavailable where it is negative or a fraction.
  package func counter(_ field: NVMLField) -> Reading<UInt64> {
    self[field].flatMap { value in
      value.number.counter.map { .value($0) } ?? .unavailable("field \(field.id) is no counter: \(value.number)")
    }
  }

  /// The value of a field, in its own unit.
  package func quantity(_ field: NVMLField) -> Reading<Double> {
    self[field].map { $0.number.quantity }
  }
}
