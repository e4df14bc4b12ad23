import Foundation
import PerformanceBuild
import PerformanceOperations
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Shows when somebody worked, for how long, and what followed what.
package struct UsageSessionsCommand: Command {
  package static let name = "usage sessions"
  package static let syntax = Syntax(
    optional: [UsageArguments.days, UsageArguments.timeZone, CommonArguments.json, CommonArguments.packagePath],
    remarks: "A session ends where no command follows within half an hour.")

  private let usage: UsageArguments
  private let arguments: Arguments
  private let output: Output

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    usage = try UsageArguments(arguments, in: context)
    (self.arguments, output) = (arguments, context.output)
  }

  package func run() throws -> ExitStatus {
    try usage.withEntries { entries in
      let report = Report(SessionUsage(entries))
      if arguments[CommonArguments.json] {
        try output.json(report)
      } else {
        output.lines { report.lines(usage.calendar, width: $0, colour: $1) }
      }
    }
  }

  /// The contents of the output.
  struct Report: Encodable {
    let count: Int
    let medianSeconds: Double?
    let meanSeconds: Double?
    let sessions: [SessionUsage.Session]
    let transitions: [SessionUsage.Transition]

    init(_ usage: SessionUsage) {
      (count, medianSeconds, meanSeconds) = (usage.sessions.count, usage.medianSeconds, usage.meanSeconds)
      (sessions, transitions) = (usage.sessions, usage.transitions)
    }

    func lines(_ calendar: UsageCalendar, width: Int, colour: Colour) -> [String] {
      guard let medianSeconds, let meanSeconds else { return ["no command in this period"] }
      let rows = transitions.prefix(UsageTexts.mostRows).map { ["\($0.from) → \($0.to)", "\($0.count)"] }
      let busiest = Dictionary(sessions.map { (calendar.day($0.begin), 1) }, uniquingKeysWith: +)
      let head = [
        "\(Plural.text(count, "session")), usually \(ValueFormat.duration(seconds: medianSeconds)), "
          + "on average \(ValueFormat.duration(seconds: meanSeconds))",
        "days: " + UsageTexts.counts(busiest),
      ]
      guard !rows.isEmpty else { return head }
      return head + [""] + UsageTexts.table(["what followed what", "count"], rows, width: width, colour: colour)
    }
  }
}
