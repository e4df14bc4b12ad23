/// A count with its noun.
package enum Plural {
  /// `1 benchmark`, `12 benchmarks`.
  package static func text(_ count: Int, _ noun: String) -> String {
    text(count, noun, many: noun + "s")
  }

  /// A count with a noun whose plural is irregular: `2 series`.
  package static func text(_ count: Int, _ noun: String, many: String) -> String {
    "\(Digits.fixed(Double(count), decimals: 0)) \(count == 1 ? noun : many)"
  }
}
