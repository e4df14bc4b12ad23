import Foundation
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceVerification
import PerformanceWorkflows

/// Gates unchanged code and planted slowdowns again and again, and counts how often the gate is wrong.
package struct VerifyGateCommand: Command {
  package static let name = "verify-gate"
  package static let abstract = "Count false alarms and found slowdowns of the gate, on this machine with this suite."
  package static let usage = """
    Usage: perftest verify-gate [--minutes N] [--filter REGEX]… [--skip REGEX]… [--record FILE] [--json]
                                [--package-path DIR]

      --minutes N          how long it may measure, 1 to 1440; \(VerifyGateCommand.usualMinutes) unless given
      --filter REGEX       only functions whose id matches
      --skip REGEX         not those
      --record FILE        keep the raw sessions, one JSON object a line, for 'perftest replay'
      --json               the counts as JSON on standard output
      --package-path DIR   the package; the current folder unless given

    Runs the gate over the code as it is, and with every benchmark slowed down by 10, 20, 25, 30 and 50 %, as often as
    the minutes allow. Against the baselines on file where they have times of this machine, else against some that it
    records first and keeps apart. Ctrl-C ends it with the counts so far.

    Exit status: 0 when no run over unchanged code was red and 99 % of the slowdowns of 25 % were found, 1 when not, 75
    when the minutes did not suffice to tell.
    """
  private static let usualMinutes = 20

  private let package: PackageFolder
  private let selection: TestSelection
  private let minutes: Int
  private let record: String?
  private let asJSON: Bool

  package init(_ arguments: inout ArgumentList) throws {
    package = try PackageFolder(&arguments)
    selection = try arguments.takeSelection()
    minutes = try arguments.takeNumber("--minutes", in: 1...1440) ?? Self.usualMinutes
    record = try arguments.takeValue("--record")
    asJSON = arguments.takeFlag("--json")
    _ = try arguments.operands()
  }

  package func run() throws -> ExitStatus {
    let loaded = try Preflight(package: package).check()
    // Before minutes are spent: a folder that does not exist should be told now.
    let writer = try record.map { try VerificationWriter(file: URL(fileURLWithPath: $0)) }
    let bundle = try BundleBuild(package: package).run()
    let runs = VerificationRuns(
      package: package, bundle: bundle,
      functions: try BundleRun(package: package, bundle: bundle).functions(selection), selection: selection)
    try runs.prepare()
    // A second one would record anew what the first judges against.
    let lock = try MachineLock.take(
      file: package.state.url.appendingPathComponent("verify/lock"),
      waiting: { holder in Output.error("waiting for the verification of process \(holder?.process ?? 0)") },
      isWanted: { true })
    Interruption.watch()
    var verification = Verification(runs: runs, plan: VerificationPlan(budget: Double(minutes) * 60), writer: writer)
    do {
      try verification.run(baselines: package.baselines, loaded: loaded)
    } catch  where Interruption.isRequested {
      // The run that was broken off counts for nothing.
    }
    if Interruption.isRequested { Output.error("interrupted; this is what was counted until then") }
    runs.tidy()
    _ = consume lock
    try show(verification)
    return switch verification.tally.conclusion {
    case .held: .pass
    case .falseAlarm, .missed: .red
    case .tooLittle: .notMeasurable
    }
  }

  private func show(_ verification: Verification) throws {
    if asJSON {
      try Output.json(VerificationReport(verification.tally, plan: verification.plan))
      return
    }
    let table = VerificationTable(
      verification.tally, plan: verification.plan, width: Output.width(of: 1), colour: Output.colour(of: 1))
    Output.line(table.lines.joined(separator: "\n"))
  }
}
