/// The tests that a run selects.
package struct TestSelection: Hashable, Sendable, Codable {
  /// `--filter` expressions; without any, all tests are selected.
  package var filters: [String]
  /// `--skip` expressions.
  package var skips: [String]

  package init(filters: [String] = [], skips: [String] = []) {
    self.filters = filters
    self.skips = skips
  }

  /// Parses the arguments of `swift test` or of a test bundle.
  package init(arguments: [String]) {
    self.init(filters: Self.values(of: "--filter", in: arguments), skips: Self.values(of: "--skip", in: arguments))
  }

  /// The arguments that express this selection.
  package var arguments: [String] {
    filters.flatMap { ["--filter", $0] } + skips.flatMap { ["--skip", $0] }
  }

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

  private static func values(of option: String, in arguments: [String]) -> [String] {
    arguments.indices.compactMap { index in
      let argument = arguments[index]
      if argument.hasPrefix(option + "=") { return String(argument.dropFirst(option.count + 1)) }
      return argument == option && index + 1 < arguments.count ? arguments[index + 1] : nil
    }
  }
}
