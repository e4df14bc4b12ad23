import PerformanceRecords
import PerformanceSystem

/// Arguments that several commands have.
package enum CommonArguments {
  package static let filter = Argument<String>.options(
    "--filter", "REGEX", "only functions whose id matches, such as 'JSONPerformance/decode'", parse: regularExpression)
  package static let skip = Argument<String>.options("--skip", "REGEX", "not those", parse: regularExpression)
  package static let packagePath = Argument<String>.text(
    "--package-path", "DIR", "the package; the current folder unless given")
  package static let json = Argument<Bool>.flag("--json", "the result as JSON on standard output")
  package static let benchmark = Argument<String>.operand(
    "BENCHMARK", "its id, or a part of it that no other one has, such as 'JSONPerformance/decode()'")

  private static func regularExpression(_ text: String) throws(UsageError) -> String {
    guard (try? Regex(text)) != nil else { throw UsageError("'\(text)' is no regular expression") }
    return text
  }
}

extension Arguments {
  /// The tests that `--filter` and `--skip` select.
  /// - Throws: ``UsageError``, which parsing has found before.
  package func selection() throws(UsageError) -> TestSelection {
    TestSelection(filters: try all(CommonArguments.filter), skips: try all(CommonArguments.skip))
  }
}
