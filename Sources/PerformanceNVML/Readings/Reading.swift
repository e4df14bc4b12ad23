/// What asking a GPU for a number gave: the number, or why there is none.
///
/// A missing number is never a zero.
public enum Reading<Value> {
  /// The GPU answered.
  case value(Value)
  /// There is no such number here; the reason is one sentence. Other readings hold.
  case unavailable(String)
  /// The GPU was lost or is in a state in which no number of it holds; the reason is one sentence.
  case invalid(String)

  /// The number, or `nil` when there is none.
  public var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  /// Why there is no number, or `nil` when there is one.
  public var reason: String? {
    switch self {
    case .value: nil
    case .unavailable(let reason), .invalid(let reason): reason
    }
  }

  /// Whether the GPU was in a state in which no number of it holds.
  public var isInvalid: Bool {
    if case .invalid = self { true } else { false }
  }

  /// The reading with its number changed, and the reason kept.
  public func map<Other>(_ transform: (Value) -> Other) -> Reading<Other> {
    flatMap { .value(transform($0)) }
  }

  /// The reading that another one leads to, and the reason kept where there is none.
  public func flatMap<Other>(_ transform: (Value) -> Reading<Other>) -> Reading<Other> {
    switch self {
    case .value(let value): transform(value)
    case .unavailable(let reason): .unavailable(reason)
    case .invalid(let reason): .invalid(reason)
    }
  }

  /// This reading, or the other one when this is not available; an invalid one stays invalid.
  package func or(_ other: () -> Reading) -> Reading {
    if case .unavailable = self { other() } else { self }
  }
}

extension Reading: Sendable where Value: Sendable {}
extension Reading: Equatable where Value: Equatable {}
extension Reading: Hashable where Value: Hashable {}
