import PerformanceBuild
import PerformanceOperations
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Shows the state of the objectives.
package struct SLOStatusCommand: Command {
  package static let name = "slo status"
  package static let syntax = Syntax(
    optional: [CommonArguments.json, CommonArguments.packagePath],
    remarks: """
      The objectives are in baselines/objectives.json; their events come from the runs of the history. Below the table
      are the windows in which a budget burns too fast: they have at least two bad events, a single bad event would stay
      below the limit, and the lower bound of the share of bad events is above it. Judges nothing and exits with 0.
      """)

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let reading = try ObjectiveReading(arguments, in: context)
    let document = reading.keptDocument()
    if arguments[CommonArguments.json] {
      try context.output.json(document)
    } else {
      ObjectiveLines(reading).write(to: context.output)
    }
    return .pass
  }
}

/// The state of objectives and invariants as lines.
struct ObjectiveLines {
  private let standings: [ObjectiveStanding]
  private let invariants: [InvariantStanding]

  init(_ reading: ObjectiveReading) { (standings, invariants) = (reading.standings, reading.invariantStandings) }

  func write(to output: Output) {
    let table = TextTable(
      columns: [
        .init("objective", narrowest: 16), .init("target", alignment: .right), .init("now", alignment: .right),
        .init("good", alignment: .right), .init("period"), .init("budget left", alignment: .right), .init("state"),
      ],
      noteTitle: "", rows: standings.map { $0.row() })
    if !standings.isEmpty { output.lines { table.lines(width: $0, colour: $1) } }
    for impossible in impossible { output.line(impossible) }
    for invariant in invariants { output.line(text(of: invariant)) }
  }

  /// The pairs of windows that no share of bad events can make fire.
  private var impossible: [String] {
    standings.compactMap { standing in
      let windows = standing.rates.impossible.filter { $0.unit == .hours }.map(\.text)
      guard !windows.isEmpty else { return nil }
      return
        "\(standing.objective.id): with a target of \(ValueFormat.percent(standing.objective.target)) these windows "
        + "cannot fire: \(windows.joined(separator: ", "))"
    }
  }

  private func text(of standing: InvariantStanding) -> String {
    guard let newest = standing.newest else { return "invariant \(standing.invariant.id): no data" }
    let bad = newest.total - newest.good
    return "invariant \(standing.invariant.id): "
      + (bad == 0 ? "kept" : "BROKEN, \(bad) of \(newest.total) in run \(newest.run.printable(atMost: 80))")
  }
}
