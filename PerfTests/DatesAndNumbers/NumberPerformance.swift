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

  @Test func formatIntegersWithGroups() {
    let style = IntegerFormatStyle<Int>.number.locale(Locale(identifier: "de_DE"))
    measure(throughput: .elements(Self.numbers.count)) {
      Self.numbers.reduce(into: 0) { $0 += style.format(Int($1)).utf8.count }
    }
  }

  @Test func formatWithAPattern() {
    measure(throughput: .elements(Self.numbers.count)) {
      Self.numbers.reduce(into: 0) { $0 += String(format: "%10.3f", $1).utf8.count }
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

  @Test func parseIntegers() {
    let texts = SplitMix64.integers(128).map { String($0) }
    measure(throughput: .elements(texts.count)) { texts.reduce(into: 0) { $0 &+= Int($1) ?? 0 } }
  }

  @Test func sumDecimals() {
    let amounts = Self.numbers.compactMap { Decimal(string: $0.description) }
    measure(throughput: .elements(amounts.count)) { amounts.reduce(Decimal.zero) { $0 * 2 + $1 } / 7 }
  }

  @Test func multiplyWide() {
    let factors = SplitMix64.integers(2_048).map { Int128($0) }
    measure(throughput: .elements(factors.count)) { factors.reduce(1 as Int128) { ($0 &* $1) ^ ($0 >> 64) } }
  }
}
