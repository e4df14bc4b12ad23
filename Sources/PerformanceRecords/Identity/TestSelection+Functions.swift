extension TestSelection {
  /// The most bytes of an expression: long ones are slow to compile.
  private static let longestExpression = 16_000

  /// Creates a selection of exactly these functions, with one or more bounded expressions for each suite.
  ///
  /// One expression for each function would be matched with each test of the bundle.
  package init(functions: some Sequence<TestFunctionID>) {
    let suites = Dictionary(grouping: Set(functions)) { [$0.module] + $0.suite }
    let ordered = suites.values.map { $0.sorted { $0.test < $1.test } }
      .sorted { $0[0].description < $1[0].description }
    self.init(filters: ordered.flatMap(Self.expressions))
  }

  /// Expressions for functions of one suite.
  private static func expressions(_ functions: [TestFunctionID]) -> [String] {
    var expressions: [String] = []
    var names: [String] = []
    var length = 0
    func end() {
      guard let first = functions.first, !names.isEmpty else { return }
      expressions.append("^" + TestFunctionID.quoted(first.prefix) + "(?:" + names.joined(separator: "|") + ")/")
      (names, length) = ([], 0)
    }
    guard functions.count > 1 else { return functions.map(\.filter) }
    for function in functions {
      let name = TestFunctionID.quoted(function.test)
      if length + name.utf8.count > longestExpression { end() }
      names.append(name)
      length += name.utf8.count + 1
    }
    end()
    return expressions
  }
}
