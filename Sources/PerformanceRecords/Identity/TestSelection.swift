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

  /// Finds the selected functions.
  package var matcher: Matcher { Matcher(self) }
}

extension TestSelection {
  /// The expressions of a selection, compiled: that takes a hundred times as long as a match.
  package struct Matcher {
    private let selectsAll: Bool
    private let filters: [Regex<AnyRegexOutput>]
    private let skips: [Regex<AnyRegexOutput>]

    fileprivate init(_ selection: TestSelection) {
      selectsAll = selection.filters.isEmpty
      // An expression that is none matches nothing.
      filters = selection.filters.compactMap { try? Regex($0) }
      skips = selection.skips.compactMap { try? Regex($0) }
    }

    /// Whether a function is selected, as far as its id shows.
    ///
    /// Swift Testing matches `Module.Suite/function()/File.swift:line:column`. The file of a removed test is unknown, so
    /// that an expression on it selects nothing here.
    package func selects(_ function: TestFunctionID) -> Bool {
      guard !selectsAll || !skips.isEmpty else { return true }
      let text = function.description + "/"
      func matches(_ expression: Regex<AnyRegexOutput>) -> Bool { text.firstMatch(of: expression) != nil }
      return (selectsAll || filters.contains(where: matches)) && !skips.contains(where: matches)
    }
  }
}
