/// When a rule holds: a quantity beyond a limit, unless another one is on the other side of its own.
package struct AlertCondition: Equatable, Sendable {
  /// The side of a limit.
  package enum Side: String, Sendable {
    case above = ">"
    case below = "<"

    func holds(_ value: Double, _ limit: Double) -> Bool { self == .above ? value > limit : value < limit }
  }

  /// A quantity of the same labels that contradicts the first one.
  package struct Exception: Equatable, Sendable {
    package var quantity: AlertQuantity
    package var side: Side
    package var limit: Double
  }

  /// The compared numbers.
  package var quantity: AlertQuantity
  /// The side of the limit on which the rule holds.
  package var side: Side
  /// The limit, in the unit of the metric.
  package var limit: Double
  /// What contradicts it: the interval of a change that reaches 0.
  package var exception: Exception?

  init(_ quantity: AlertQuantity, _ side: Side, _ limit: Double, unless exception: Exception? = nil) {
    (self.quantity, self.side, self.limit, self.exception) = (quantity, side, limit, exception)
  }

  /// The selectors of all quantities.
  package var selectors: [AlertSelector] { quantity.selectors + (exception?.quantity.selectors ?? []) }
}
