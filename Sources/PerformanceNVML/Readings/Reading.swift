/// The result of reading a number from a GPU: the number, or the reason why there is none.
///
/// A missing number is never a zero.
public enum Reading<Value> {
  /// The number.
  case value(Value)
  /// There is no such number; the reason is one sentence. Other readings are unaffected.
  case unavailable(String)
  /// The GPU is lost or in a state in which none of its numbers is valid; the reason is one sentence.
  case invalid(String)

  /// The number, or `nil` when there is none.
  public var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  /// The reason why there is no number, or `nil` when there is one.
  public var reason: String? {
    switch self {
    case .value: nil
    case .unavailable(let reason), .invalid(let reason): reason
    }
  }

  /// Whether none of the GPU's numbers is valid.
  public var isInvalid: Bool {
    if case .invalid = self { true } else { false }
  }

  /// Transforms the number, and keeps a reason.
  public func map<Other>(_ transform: (Value) -> Other) -> Reading<Other> {
    flatMap { .value(transform($0)) }
  }

  /// Transforms the number to another reading, and keeps a reason.
  public func flatMap<Other>(_ transform: (Value) -> Reading<Other>) -> Reading<Other> {
    switch self {
    case .value(let value): transform(value)
    case .unavailable(let reason): .unavailable(reason)
    case .invalid(let reason): .invalid(reason)
    }
  }

  /// This reading, or the other one when this is unavailable; an invalid one stays invalid.
  package func or(_ other: () -> Reading) -> Reading {
    if case .unavailable = self { other() } else { self }
  }
}

extension Reading: Sendable where Value: Sendable {}
extension Reading: Equatable where Value: Equatable {}
extension Reading: Hashable where Value: Hashable {}
