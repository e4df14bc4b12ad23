/// What fields that were read together gave.
package struct NVMLFieldReadings: Hashable, Sendable {
  private var readings: [NVMLField: Reading<NVMLFieldValue>] = [:]

  /// What a field gave; unavailable when it was not asked for.
  package subscript(field: NVMLField) -> Reading<NVMLFieldValue> {
    get { readings[field] ?? .unavailable("field \(field.id) was not asked for") }
    set { readings[field] = newValue }
  }

  /// A field that counts something.
  package func counter(_ field: NVMLField) -> Reading<UInt64> {
    self[field].flatMap { value in
      value.number.counter.map { .value($0) } ?? .unavailable("field \(field.id) is no counter: \(value.number)")
    }
  }

  /// A field that is a quantity.
  package func quantity(_ field: NVMLField) -> Reading<Double> {
    self[field].map { $0.number.quantity }
  }
}
