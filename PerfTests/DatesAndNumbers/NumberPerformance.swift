import Foundation
import PerformanceTesting
import Testing

/// Numbers as text, and numbers that are not binary.
///
/// A regression means that tables, invoices and imports of figures became slower.
@Suite(.performance, .duration(.milliseconds(40)))
struct NumberPerformance {
  private static let numbers = SplitMix64.integers(96).map { Double($0 % 100_000_000) / 100 }
  private static let locale = Locale(identifier: "en_US_POSIX")

  @Test func formatWithAStyle() {
    let style = FloatingPointFormatStyle<Double>.number.precision(.fractionLength(2)).locale(Self.locale)
    measure(throughput: .elements(Self.numbers.count)) {
      Self.numbers.reduce(into: 0) { $0 += style.format($1).utf8.count }
    }
  }

  @Test func describeDoubles() {
    measure(throughput: .elements(Self.numbers.count)) {
      Self.numbers.reduce(into: 0) { $0 += $1.description.utf8.count }
    }
  }

  @Test func parseDoubles() {
    let texts = Self.numbers.map(\.description)
    measure(throughput: .elements(texts.count)) { texts.reduce(into: 0.0) { $0 += Double($1) ?? 0 } }
  }

  @Test func sumDecimals() {
    let amounts = Self.numbers.compactMap { Decimal(string: $0.description) }
    measure(throughput: .elements(amounts.count)) { amounts.reduce(Decimal.zero) { $0 * 2 + $1 } / 7 }
  }
}
