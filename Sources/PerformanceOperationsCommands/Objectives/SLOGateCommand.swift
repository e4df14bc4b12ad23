import PerformanceBuild
import PerformanceLog
import PerformanceOperations
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Stops releases while too little of an error budget is left.
package struct SLOGateCommand: Command {
  package static let name = "slo gate"
  package static let syntax = Syntax(
    optional: [override, CommonArguments.json, CommonArguments.packagePath],
    remarks: """
      Exits with 3 while an objective with "gating" has less than 10 % of its budget left, unless a single bad event
      among few is the cause, or while an invariant is broken; with 75 while none of them has an event. --override lets
      a release pass once and writes the reason to the audit log. A fix needs no override to be merged, only to be
      released.
      """)

  private static let override = Argument<String>.text(
    "--override", "REASON", "exit with 0 nevertheless; the reason is written to the audit log")

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
    if let reason = try arguments.value(Self.override), !reason.contains(where: { !$0.isWhitespace }) {
      throw UsageError("--override needs a reason")
    }
  }

  package func run() throws -> ExitStatus {
    let reading = try ObjectiveReading(arguments, in: context)
    let (standings, invariants) = (reading.standings, reading.invariantStandings)
    let document = reading.keptDocument()
    if arguments[CommonArguments.json] {
      try context.output.json(document)
    } else {
      ObjectiveLines(reading).write(to: context.output)
    }
    guard let obstacle = Obstacle(standings, invariants) else { return .pass }
    guard let reason = try arguments.value(Self.override) else {
      context.output.error(obstacle.text)
      return obstacle.status
    }
    context.log.audit(
      .gateOverridden, "A release passes in spite of its objectives.",
      [
        "override.name": .string(Self.name), "override.obstacle": .string(obstacle.text),
        "override.reason": .string(reason),
      ])
    let kept = context.log.keepsRecords ? "" : " (in no audit log: logging is switched off)"
    context.output.error("\(obstacle.text)\nreleased all the same: \(reason.printable(atMost: 300))\(kept)")
    return .pass
  }
}

/// What keeps a release from passing.
private enum Obstacle {
  /// These objectives and invariants stop it.
  case spent([String])
  /// Nothing could stop it: no objective does.
  case noGate
  /// There is no event of what could stop it, which is not healthy.
  case noData

  /// `nil` where nothing is in the way.
  init?(_ standings: [ObjectiveStanding], _ invariants: [InvariantStanding]) {
    let reasons =
      standings.filter(\.stopsReleases).map(\.objective.id) + invariants.filter(\.isBroken).map(\.invariant.id)
    let gating = standings.filter(\.objective.isGating)
    if !reasons.isEmpty {
      self = .spent(reasons)
    } else if gating.isEmpty, invariants.isEmpty {
      self = .noGate
    } else if !gating.contains(where: { $0.budget.count.total > 0 }), !invariants.contains(where: { $0.newest != nil })
    {
      self = .noData
    } else {
      return nil
    }
  }

  var status: ExitStatus {
    switch self {
    case .spent: .frozen
    case .noGate: .configuration
    case .noData: .notMeasurable
    }
  }

  var text: String {
    switch self {
    case .spent(let names):
      "releases stop for \(names.joined(separator: ", ")); to release all the same: --override 'REASON'"
    case .noGate: "nothing can stop a release: give an objective \"gating\": true in baselines/objectives.json"
    case .noData:
      "no gating objective and no invariant has an event yet; measure with '\(PerftestCommand.prefix) gate'"
    }
  }
}
