/// A count with its noun.
package enum Plural {
  /// `1 benchmark`, `12 benchmarks`.
  package static func text(_ count: Int, _ noun: String) -> String {
    "\(Digits.fixed(Double(count), decimals: 0)) \(noun)\(count == 1 ? "" : "s")"
  }
}
