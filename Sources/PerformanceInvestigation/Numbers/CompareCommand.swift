import Foundation
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Compares the numbers of two origins.
package struct CompareCommand: Command {
  package static let name = "compare"
  package static let abstract = "Compare two baselines or two runs."
  package static let syntax = Syntax(
    required: [before, after], optional: [unjudged, CommonArguments.json],
    remarks: """
      Shows the best session of each side, for counts the usual count, and the worst change first. It judges nothing and
      exits with 0 whenever it could compare. Of a folder with baselines of several toolchains or machine classes those
      are used that match the other side, else those of this machine.
      """)

  private static let before = Argument<String>.operand(
    "OLD", "a baseline (.json), a folder of baselines, or the event log of a run (.jsonl)")
  private static let after = Argument<String>.operand("NEW", "another one")
  private static let unjudged = Argument<Bool>.flag("--all", "also numbers that are shown and never judged")

  private let old: String
  private let new: String
  private let showsUnjudged: Bool
  private let asJSON: Bool
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    showsUnjudged = arguments[Self.unjudged]
    asJSON = arguments[CommonArguments.json]
    (old, new) = (try arguments.required(Self.before), try arguments.required(Self.after))
    self.context = context
  }

  package func run() throws -> ExitStatus {
    let files = (try NumbersFile(old, in: context), try NumbersFile(new, in: context))
    let comparison = NumbersComparison(
      old: try numbers(old, files.0, beside: files.1), new: try numbers(new, files.1, beside: files.0),
      showsUnjudged: showsUnjudged)
    if asJSON {
      try context.output.json(comparison)
    } else {
      context.output.lines { ComparisonTable(comparison, width: $0, colour: $1).lines }
    }
    return .pass
  }

  private func numbers(_ path: String, _ file: NumbersFile, beside other: NumbersFile) throws -> RecordedNumbers {
    switch file {
    case .run(let record):
      let numbers = RecordedNumbers(record)
      guard !numbers.metrics.isEmpty else {
        throw InputError(
          file: path, problem: "has no session, nothing was measured in this run",
          remedy: "Take the log of another run.")
      }
      return numbers
    case .baselines(let documents):
      let selections = [location(other), BaselineKey(Preflight.environment)].compactMap { $0 }
      if let narrowed = RecordedNumbers.narrowed(documents, to: selections) {
        return RecordedNumbers(documents: narrowed)
      }
      let locations = Set(documents.map { "\($0.toolchain)/\($0.machine ?? BaselineStore.countsFolder)" }).sorted()
      throw InputError(
        file: path, problem: "has baselines of several toolchains or machine classes, none of them this machine's",
        remedy: "Name one of its folders: \(locations.joined(separator: ", ").printable).")
    }
  }

  private func location(_ file: NumbersFile) -> BaselineKey? {
    switch file {
    case .run(let record): BaselineKey(of: RecordedNumbers(record))
    case .baselines(let documents): BaselineKey(of: RecordedNumbers(documents: documents))
    }
  }
}
