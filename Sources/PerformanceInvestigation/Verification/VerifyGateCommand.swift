import Foundation
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceVerification
import PerformanceWorkflows

/// Gates unchanged code and planted slowdowns repeatedly, and counts the errors of the gate.
package struct VerifyGateCommand: Command {
  package static let name = "verify-gate"
  package static let abstract = "Count false alarms and found slowdowns of the gate, on this machine with this suite."
  package static let syntax = Syntax(
    optional: [
      budget, CommonArguments.filter, CommonArguments.skip, recordFile, CommonArguments.json,
      CommonArguments.packagePath,
    ],
    remarks: """
      Runs the gate over the code as it is, and with every benchmark slowed down by 10, 20, 25, 30 and 50 %, as often as
      the minutes allow: against the baselines where they have times of this machine, else against others that it
      records first and keeps apart. Ctrl-C ends it with the counts so far.

      Exit status: 0 when no run over unchanged code was red and 99 % of the slowdowns of 25 % were found, 1 when not,
      75 when the minutes did not suffice to decide.
      """)

  private static let budget = Argument<Int>.number(
    "--minutes", "N", in: 1...1440, "how long it may measure, 1 to 1440; \(usualMinutes) unless given")
  private static let recordFile = Argument<String>.text(
    "--record", "FILE", "keep the raw sessions, one JSON object a line, for 'perftest replay'")
  private static let usualMinutes = 20

  private let package: PackageFolder
  private let selection: TestSelection
  private let minutes: Int
  private let record: URL?
  private let asJSON: Bool

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    package = try PackageFolder(arguments, in: context)
    selection = try arguments.selection()
    minutes = try arguments.value(Self.budget) ?? Self.usualMinutes
    record = try arguments.value(Self.recordFile).map(context.file)
    asJSON = arguments[CommonArguments.json]
  }

  package func run() throws -> ExitStatus {
    let loaded = try Preflight(package: package).check()
    // Checked before the minutes of measuring: the folder may not exist.
    let writer = try record.map(VerificationWriter.init(file:))
    let bundle = try BundleBuild(package: package).run()
    let runs = VerificationRuns(
      package: package, bundle: bundle,
      functions: try BundleRun(package: package, bundle: bundle).functions(selection), selection: selection)
    try runs.prepare()
    // A second verification would rerecord the baselines of the first.
    let lock = try MachineLock.take(
      file: package.state.url.appendingPathComponent("verify/lock"),
      waiting: { holder in package.output.error("waiting for the verification of process \(holder?.process ?? 0)") },
      isWanted: { true })
    Interruption.watch()
    var verification = Verification(
      runs: runs, plan: VerificationPlan(budget: Double(minutes) * 60), writer: writer, output: package.output)
    do {
      try verification.run(baselines: package.baselines, loaded: loaded)
    } catch  where Interruption.isRequested {
      // An interrupted run does not count.
    }
    if Interruption.isRequested { package.output.error("interrupted; these are the counts until then") }
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
    guard !asJSON else {
      return try package.output.json(VerificationReport(verification.tally, plan: verification.plan))
    }
    package.output.lines { width, colour in
      VerificationTable(verification.tally, plan: verification.plan, width: width, colour: colour).lines
    }
  }
}
