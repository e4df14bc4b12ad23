/// What the judge asks of numbers most often.
///
/// This module is optimised in every build. The modules that judge are not, where the same generic functions of the
/// standard library made up two thirds of judging a large suite.
extension [Double] {
  /// The numbers, the lowest first.
  package var ascending: [Double] { sorted() }

  /// The numbers, the greatest first.
  package var descending: [Double] { sorted(by: >) }

  /// The lowest number; `nil` without any.
  package var lowest: Double? { self.min() }

  /// The greatest number; `nil` without any.
  package var greatest: Double? { self.max() }

  /// The sum, added in order.
  package var sum: Double { reduce(0, +) }

  /// Whether no number is infinite or not a number.
  package var areFinite: Bool { allSatisfy(\.isFinite) }
}
