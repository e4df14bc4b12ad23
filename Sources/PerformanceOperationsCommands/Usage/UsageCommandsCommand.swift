import PerformanceBuild
import PerformanceOperations
import PerformanceText
import PerformanceWorkflows

/// Shows which commands are used, how they end, and what their time goes into.
package struct UsageCommandsCommand: Command {
  package static let name = "usage commands"
  package static let syntax = Syntax(
    optional: [UsageArguments.days, UsageArguments.timeZone, CommonArguments.json, CommonArguments.packagePath],
    remarks: """
      Reads the log of this machine, which is never sent anywhere. Days and weeks are those of the time zone. Sequences
      that make a gate worthless are listed with their runs: the same commit measured again until it is green, and
      baselines recorded within an hour of a red run.
      """)

  private let usage: UsageArguments
  private let arguments: Arguments
  private let output: Output

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    usage = try UsageArguments(arguments, in: context)
    (self.arguments, output) = (arguments, context.output)
  }

  package func run() throws -> ExitStatus {
    try usage.withEntries { entries in
      let report = Report(entries, patterns: UsagePattern.all(in: try usage.runs().runs), calendar: usage.calendar)
      if arguments[CommonArguments.json] {
        try output.json(report)
      } else {
        output.lines { report.lines(width: $0, colour: $1) }
      }
    }
  }

  /// The contents of the output.
  struct Report: Encodable {
    let commands: [CommandUsage.Row]
    let days: [String: Int]
    let weeks: [String: Int]
    let exits: [String: Int]
    let phases: [PhaseUsage.Row]
    let patterns: [UsagePattern]

    init(_ entries: [UsageEntry], patterns: [UsagePattern], calendar: UsageCalendar) {
      let usage = CommandUsage(entries, calendar: calendar)
      (commands, days, weeks, exits) = (usage.rows, usage.days, usage.weeks, usage.exits)
      phases = PhaseUsage(entries).rows
      self.patterns = patterns
    }

    func lines(width: Int, colour: Colour) -> [String] {
      guard !commands.isEmpty else { return ["no command in this period"] + patterns.map(UsageTexts.line) }
      let rows = commands.prefix(UsageTexts.mostRows).map(UsageTexts.cells)
      let titles =
        ["command", "count", "share"] + UsageEntry.Ending.allCases.map(\.rawValue) + ["usual", "in all"]
      var lines = UsageTexts.table(titles, rows, width: width, colour: colour)
      lines += ["", "weeks: " + UsageTexts.counts(weeks), "exits: " + UsageTexts.counts(exits)]
      if let times = UsageTexts.line(phases) { lines.append(times) }
      return lines + patterns.map(UsageTexts.line)
    }
  }
}
