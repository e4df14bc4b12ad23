/// The test functions of a bundle, as listed by Swift Testing.
///
/// The listing evaluates no trait: it includes suites that a trait disables before `.performance` is evaluated.
package struct TestListing: Equatable, Sendable {
  private let lines: Set<String>

  /// Parses the output of `--list-tests`.
  package init(output: String) { lines = Set(output.split(whereSeparator: \.isNewline).map(String.init)) }

  /// Whether a function is in the bundle.
  ///
  /// Swift Testing appends the source location to functions of one name.
  package func has(_ function: TestFunctionID) -> Bool {
    let name = function.description
    return lines.contains(name) || lines.contains { $0.hasPrefix(name + "/") }
  }
}
