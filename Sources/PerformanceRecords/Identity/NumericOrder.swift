/// An order of texts, as people read sizes: finite numbers come first, by their values, then all other texts.
package struct NumericOrder: Equatable, Sendable, Comparable {
  /// The text that is ordered, unchanged.
  package let text: String
  private let number: Double?

  /// Creates the sort key of a text.
  package init(_ text: String) {
    self.text = text
    number = Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  package static func < (first: NumericOrder, second: NumericOrder) -> Bool {
    switch (first.number, second.number) {
    // Different texts of one number have an order, too: 1 and 1.0, or integers that round to the same Double.
    case (let one?, let other?) where one != other: one < other
    case (_?, nil): true
    case (nil, _?): false
    default: first.text < second.text
    }
  }
}
