import Foundation
import PerformanceBuild
import PerformanceHealth
import PerformanceText
import PerformanceWorkflows

/// Checks whether this machine and package can be measured: all checks of `health`, for people.
package struct DoctorCommand: Command {
  package static let name = "doctor"
  package static let syntax = Syntax(
    optional: [checklist, CommonArguments.json, CommonArguments.packagePath],
    exclusions: [.init(checklist, CommonArguments.json)],
    remarks: """
      Prints a line for each finding: ok, warning (measuring works, with more noise or less information) or problem. Exits
      as 'health' does: with 0 unless there is a problem. It builds nothing and runs no benchmark.
      """)

  private static let checklist = Argument<Bool>.flag(
    "--checklist", "what a team that relies on the gate has set up and what it has not, and what this version has")

  private let asJSON: Bool
  private let showsChecklist: Bool
  private let doctor: Doctor
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    asJSON = arguments[CommonArguments.json]
    showsChecklist = arguments[Self.checklist]
    doctor = try Doctor(arguments, in: context)
    self.context = context
  }

  package func run() throws -> ExitStatus {
    let report = HealthReport(HealthChecker().results(of: doctor.checks))
    if asJSON {
      try context.output.json(HealthDocument(report, time: Date()))
    } else if showsChecklist {
      let (checklist, counts) = (ProductionChecklist(doctor, report), PackageCounts(checks: doctor.checks))
      context.output.lines { checklist.lines(width: $0, colour: $1) + [""] + counts.lines(width: $0, colour: $1) }
      return .pass
    } else {
      context.output.lines { report.results.flatMap(\.findings).lines(colour: $1) }
    }
    return report.exitStatus
  }
}
