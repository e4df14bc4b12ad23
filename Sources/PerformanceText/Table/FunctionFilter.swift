import PerformanceRecords

/// The `--filter` options that select functions, ready to paste: an abbreviated expression would select nothing.
package enum FunctionFilter {
  /// The most options of one command; longer ones are not pasted.
  private static let mostOptions = 12

  /// The functions by name; by suite where they are too many or a name cannot be shown; else the options for all.
  ///
  /// A suite may select more functions than requested. That is harmless: a recording keeps what agrees with its
  /// baseline, and a gate only measures more than necessary.
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
