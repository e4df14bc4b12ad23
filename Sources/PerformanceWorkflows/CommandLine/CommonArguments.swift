import PerformanceBuild
import PerformanceRecords
import PerformanceSystem

/// Arguments of several commands.
package enum CommonArguments {
  package static let filter = Argument<String>.options(
    "--filter", "REGEX", "only functions whose id matches, such as 'JSONPerformance/decode'", parse: regularExpression)
  package static let skip = Argument<String>.options(
    "--skip", "REGEX", "exclude functions whose id matches", parse: regularExpression)
  package static let packagePath = Argument<String>.text(
    "--package-path", "DIR", "the package; the current folder unless given")
  package static let swiftBuildArgument = Argument<String>.words(
    "--swift-build-arg", "ARG",
    "one argument of every 'swift build', such as --traits=Fast, after those in "
      + PerftestVariable.swiftBuildArguments.rawValue
  )
  package static let json = Argument<Bool>.flag("--json", "the result as JSON on standard output")
  package static let benchmark = Argument<String>.operand(
    "BENCHMARK", "its id, or a part of it that no other one has, such as 'JSONPerformance/decode()'")

  private static func regularExpression(_ text: String) throws(UsageError) -> String {
    guard (try? Regex(text)) != nil else { throw UsageError("'\(text)' is not a regular expression") }
    return text
  }
}

extension Arguments {
  /// The tests that `--filter` and `--skip` select.
  /// - Throws: ``UsageError``; parsing has already excluded this.
  package func selection() throws(UsageError) -> TestSelection {
    TestSelection(filters: try all(CommonArguments.filter), skips: try all(CommonArguments.skip))
  }

  /// The folder of the package, or a folder in it.
  /// - Throws: ``UsageError``, which parsing has found before.
  package func packagePath(in context: CommandContext) throws(UsageError) -> String {
    try value(CommonArguments.packagePath) ?? context.packageFolder.path
  }
}
