/// The tests that a run selects.
package struct TestSelection: Equatable, Sendable, Codable {
  /// `--filter` expressions; without any, all tests are selected.
  package var filters: [String]
  /// `--skip` expressions.
  package var skips: [String]

  package init(filters: [String] = [], skips: [String] = []) {
    self.filters = filters
    self.skips = skips
  }

  /// Whether every test is selected.
  package var isEverything: Bool { filters.isEmpty && skips.isEmpty }

  /// Whether a function is selected, as far as its id shows.
  ///
  /// Swift Testing matches `Module.Suite/function()/File.swift:line:column`. The file of a removed test is unknown, so
  /// that an expression on it selects nothing here.
  package func selects(_ function: TestFunctionID) -> Bool {
    let text = function.description + "/"
    func matches(_ expression: String) -> Bool {
      guard let regex = try? Regex(expression) else { return false }
      return text.firstMatch(of: regex) != nil
    }
    return (filters.isEmpty || filters.contains(where: matches)) && !skips.contains(where: matches)
  }
}
