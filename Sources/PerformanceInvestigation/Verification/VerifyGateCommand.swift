import Foundation
import PerformanceBuild
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
  package static let syntax = Syntax(
    optional: [
      budget, plant, noCount, CommonArguments.filter, CommonArguments.skip, recordFile,
      CommonArguments.swiftBuildArgument, CommonArguments.json, CommonArguments.packagePath,
    ],
    remarks: """
      Runs the gate on the code as it is, and with every benchmark slowed down by 10, 20, 25, 30 and 50 %, as often as
      the minutes allow. The runs are judged by the baselines if these have times of this machine, else by others that
      the command records first and keeps apart. Ctrl-C ends it with the counts so far.

      '--plant time' makes each sample take longer, which only times can show. '--plant work' executes a share of the
      iterations twice, so that allocations and instructions grow with the time; the table then has the slowdowns that
      times found beside those that any metric found. In a cold start only the time grows.

      Exit status: 0 when no run over unchanged code was red and 99 % of the slowdowns of 25 % were found, otherwise 1;
      75 when the minutes did not suffice to decide.
      """)

  private static let budget = Argument<Int>.number(
    "--minutes", "N", in: 1...1440, "how long it may measure, 1 to 1440; \(usualMinutes) unless given")
  private static let plant = Argument<PlantedSlowdown.Kind>.option(
    "--plant", "WHAT", "what grows in a slowdown: time or work; time unless given"
  ) { (text: String) throws(UsageError) in
    let kinds = PlantedSlowdown.Kind.known
    guard let kind = kinds.first(where: { $0.name == text }) else {
      throw UsageError("--plant takes \(kinds.map(\.name).joined(separator: " or ")), not '\(text)'")
    }
    return kind
  }
  private static let noCount = Argument<Bool>.flag(
    "--no-count", "with '--plant work', do not count instructions, which is done where Valgrind is installed")
  private static let recordFile = Argument<String>.text(
    "--record", "FILE",
    "keep the raw sessions, one JSON object a line, for '\(PerftestCommand.prefix) replay'")
  private static let usualMinutes = 20

  private let package: PackageFolder
  private let selection: TestSelection
  private let minutes: Int
  private let kind: PlantedSlowdown.Kind
  private let counts: Bool
  private let record: URL?
  private let asJSON: Bool

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    package = try PackageFolder(arguments, in: context)
    selection = try arguments.selection()
    minutes = try arguments.value(Self.budget) ?? Self.usualMinutes
    kind = try arguments.value(Self.plant) ?? .time
    guard kind == .work || !arguments[Self.noCount] else {
      throw UsageError("--no-count needs '--plant work': no instructions are counted where the time alone grows")
    }
    counts = kind == .work && !arguments[Self.noCount]
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
      functions: try BundleRun(package: package, bundle: bundle).functions(selection), selection: selection,
      kind: kind, counting: try counting(with: bundle))
    try runs.prepare()
    // A second verification would rerecord the baselines of the first.
    return try LockWait(
      package.state.url.appendingPathComponent("verify/lock"), holderActivity: "verifies the gate",
      output: package.output
    ).alone { try verify(runs, loaded, writer) }
  }

  private func verify(
    _ runs: VerificationRuns, _ loaded: BaselineStore.Loaded, _ writer: VerificationWriter?
  ) throws -> ExitStatus {
    Interruption.watch()
    var verification = Verification(
      runs: runs, plan: VerificationPlan(budget: Double(minutes) * 60, kind: kind), writer: writer,
      output: package.output)
    do {
      try verification.run(baselines: package.baselines, loaded: loaded)
    } catch  where Interruption.isRequested {
      // An interrupted run does not count.
    }
    if Interruption.isRequested { package.output.error("interrupted; these are the counts until then") }
    runs.tidy()
    try GateEvidence(verification.tally, on: Date())?.write(in: package.state.url)
    try show(verification)
    return switch verification.tally.conclusion {
    case .held: .pass
    case .falseAlarm, .missed: .red
    case .tooLittle: .notMeasurable
    }
  }

  private func counting(with bundle: URL) throws -> CountingPlan {
    guard counts else { return .off(because: nil) }
    let plan = try CountingRequest.whereItCan.plan(for: bundle, environment: package.environment)
    if case .off(let reason?) = plan { package.output.error("instructions are not counted: \(reason)") }
    return plan
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
