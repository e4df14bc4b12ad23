/// Every test function of a bundle, as Swift Testing's own listing names them.
///
/// It asks no trait: a suite that a trait disables before `.performance` comes to its turn is in it all the same.
package struct TestListing: Hashable, Sendable {
  private let lines: Set<String>

  /// The listing in the output of `--list-tests`.
  package init(output: String) { lines = Set(output.split(whereSeparator: \.isNewline).map(String.init)) }

  /// Whether a function is in the bundle.
  ///
  /// Of several functions with one name Swift Testing adds where each of them stands.
  package func has(_ function: TestFunctionID) -> Bool {
    let name = function.description
    return lines.contains(name) || lines.contains { $0.hasPrefix(name + "/") }
  }
}
