import Foundation
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Sets the numbers of two origins side by side.
package struct CompareCommand: Command {
  package static let name = "compare"
  package static let abstract = "Set two baselines, or two runs, side by side."
  package static let usage = """
    Usage: perftest compare OLD NEW [--all] [--json]

      OLD, NEW             each a baseline (.json), a folder of baselines, or the event log of a run (.jsonl)
      --all                also numbers that are shown and never judged
      --json               as JSON

    Shows the best session of each side, for counts the usual count, and the worst change first. It judges nothing and
    exits with 0 whenever it could compare. Of a folder with baselines of several toolchains or machine classes those
    are taken that the other side is of, else those of this machine.
    """

  private let old: String
  private let new: String
  private let showsUnjudged: Bool
  private let asJSON: Bool

  package init(_ arguments: inout ArgumentList) throws {
    showsUnjudged = arguments.takeFlag("--all")
    asJSON = arguments.takeFlag("--json")
    let operands = try arguments.operands("OLD", "NEW")
    (old, new) = (operands[0], operands[1])
  }

  package func run() throws -> ExitStatus {
    let files = (try NumbersFile(old), try NumbersFile(new))
    let comparison = NumbersComparison(
      old: try numbers(old, files.0, beside: files.1), new: try numbers(new, files.1, beside: files.0),
      showsUnjudged: showsUnjudged)
    if asJSON {
      try Output.json(comparison)
    } else {
      let table = ComparisonTable(comparison, width: Output.width(of: 1), colour: Output.colour(of: 1))
      Output.line(table.lines.joined(separator: "\n"))
    }
    return .pass
  }

  private func numbers(_ path: String, _ file: NumbersFile, beside other: NumbersFile) throws -> RecordedNumbers {
    switch file {
    case .run(let events):
      let numbers = RecordedNumbers(events: events)
      guard !numbers.metrics.isEmpty else {
        throw InputError(
          file: path, problem: "has no session, nothing was measured in this run",
          remedy: "Take the log of another run.")
      }
      return numbers
    case .baselines(let documents):
      let selections = [location(other), BaselineKey(Preflight.environment)].compactMap { $0 }
      if let narrowed = RecordedNumbers.narrowed(documents, to: selections) { return RecordedNumbers(documents: narrowed) }
      let locations = Set(documents.map { "\($0.toolchain)/\($0.machine ?? BaselineStore.countsFolder)" }).sorted()
      throw InputError(
        file: path, problem: "has baselines of several toolchains or machine classes, none of them this machine's",
        remedy: "Name one of its folders: \(locations.joined(separator: ", ").printable).")
    }
  }

  private func location(_ file: NumbersFile) -> BaselineKey? {
    switch file {
    case .run(let events): BaselineKey(of: RecordedNumbers(events: events))
    case .baselines(let documents): BaselineKey(of: RecordedNumbers(documents: documents))
    }
  }
}
