import PerformanceRecords

/// The `--filter` options that select functions, as they can be pasted: an ellipsis in their place would select nothing.
package enum FunctionFilter {
  /// More options than this make a line that nobody pastes.
  private static let mostOptions = 12

  /// The functions by name; by suite where they are too many or a name cannot be shown; else the options for all.
  ///
  /// A suite may select more than was asked for, which is harmless for what is typed after them: a recording leaves alone
  /// what agrees with what is on file, and a gate measures more than it must.
  package static func text(_ functions: Set<TestFunctionID>, orAll all: String = "") -> String {
    for expressions in [Set(functions.map(\.filter)), Set(functions.map(suite))] where expressions.count <= mostOptions
    {
      let quoted = expressions.sorted().map(\.quotedForShell)
      if !quoted.contains(nil) { return quoted.compactMap { $0 }.map { " --filter " + $0 }.joined() }
    }
    return all
  }

  /// An expression for the functions of the suite that a function is in.
  private static func suite(of function: TestFunctionID) -> String {
    var parent = function
    parent.test = ""
    return String(parent.filter.dropLast())
  }
}
