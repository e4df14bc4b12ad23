/// A property whose value is held by reference, so that a copy of its owner copies one pointer.
///
/// The compiler writes the copy of a large structure out, field by field, wherever a value that has it is copied: such
/// code was two fifths of what an adopter compiles.
@propertyWrapper
package indirect enum Boxed<Value> {
  case value(Value)

  package init(wrappedValue: Value) { self = .value(wrappedValue) }

  package var wrappedValue: Value {
    get {
      switch self {
      case .value(let value): value
      }
    }
    set { self = .value(newValue) }
  }
}

extension Boxed: Sendable where Value: Sendable {}
