import Foundation
import PerformanceBuild
import PerformanceFlameGraphs
import PerformanceMeasurement
import PerformanceProfiles
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Shows the cost of a benchmark by function, and its change since the baseline.
package struct ExplainCommand: Command {
  package static let name = "explain"
  package static let syntax = Syntax(
    required: [CommonArguments.benchmark],
    optional: [
      difference, svgFile, foldedFile, CommonArguments.swiftBuildArgument, CommonArguments.json,
      CommonArguments.packagePath,
    ],
    remarks: """
      Builds as the gate does and counts the instructions of one iteration under Valgrind. Without Valgrind it takes
      samples with perf, and the output says so; without either it exits with 75.
      """)

  private static let difference = Argument<Bool>.flag(
    "--diff", "colour the flame graph by the change since the filed profile")
  private static let svgFile = Argument<String>.text(
    "--svg", "FILE", "where the flame graph goes; .perftest/explain/… unless given")
  private static let foldedFile = Argument<String>.text(
    "--folded", "FILE", "where the folded stacks go, for other tools; .perftest/explain/… unless given")

  private let target: String
  private let isDifference: Bool
  private let svg: URL?
  private let folded: URL?
  private let asJSON: Bool
  private let package: PackageFolder

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    target = try arguments.required(CommonArguments.benchmark)
    isDifference = arguments[Self.difference]
    svg = try arguments.value(Self.svgFile).map(context.file)
    folded = try arguments.value(Self.foldedFile).map(context.file)
    asJSON = arguments[CommonArguments.json]
    package = try PackageFolder(arguments, in: context)
  }

  package func run() throws -> ExitStatus {
    let loaded = try Preflight(package: package).check()
    let profiles = try package.baselines.profiles(toolchain: package.environmentOfRun.toolchain.folderName)
    let tool = try ExplainTool(environment: package.environment)
    let run = BundleRun(package: package, bundle: try BundleBuild(package: package).run())
    let known = (loaded.counts + loaded.times).ids.union(profiles.flatMap(\.ids))
    let subject = try ExplainedBenchmark(target, functions: try run.list(TestSelection()), known: known)
    let explanation = try explain(subject, in: run, with: tool)
    let baseline = try baseline(of: explanation, among: profiles)
    let names = Set((baseline?.profile.functions ?? [:]).keys)
    let report = ProfileReport(
      explanation.benchmark, method: explanation.method, profile: explanation.profile(names), baseline: baseline)
    let files = try write(explanation, report)
    if asJSON {
      try package.output.json(report)
    } else {
      package.output.lines { report.lines(width: $0, colour: $1) + [""] + files }
    }
    return .pass
  }

  private func explain(
    _ subject: ExplainedBenchmark, in run: BundleRun, with tool: ExplainTool
  ) throws -> Explanation {
    let name = subject.function.description.printable(atMost: 200)
    return try LockWait(holderActivity: "measures", output: package.output).alone {
      switch tool {
      case .valgrind(let valgrind):
        let status = status("counting the instructions of \(name)")
        defer { status.end() }
        return try Explanation.counted(subject, in: run, with: valgrind, showing: status)
      case .perf(let perf):
        let status = status("taking samples of \(name) with perf, since Valgrind is not installed")
        defer { status.end() }
        return try Explanation.sampled(subject, in: run, with: perf, showing: status)
      }
    }
  }

  /// Announces a step and returns the status that shows its duration.
  private func status(_ title: String) -> ElapsedStatus {
    package.output.error(title)
    return ElapsedStatus(title, output: package.output)
  }

  /// The filed profile; `nil` for samples, which cannot be compared with it.
  private func baseline(
    of explanation: Explanation, among profiles: [ProfileDocument]
  ) throws -> ProfileDocument.Entry? {
    guard case .counted = explanation.method else {
      guard !isDifference else {
        throw CommandFailure(
          status: .notMeasurable,
          message: "--diff compares counted instructions, not samples; install Valgrind.")
      }
      return nil
    }
    let entry = profiles.lazy.compactMap { $0.entry(of: explanation.benchmark) }.first
    guard entry != nil || !isDifference else {
      throw InputError(
        file: "'\(explanation.benchmark)'", problem: "has no profile on file to compare with",
        remedy: "Record one with '\(PerftestCommand.prefix) record', or leave out --diff.")
    }
    return entry
  }

  /// Writes the flame graph and the folded stacks; returns lines with their paths.
  private func write(_ explanation: Explanation, _ report: ProfileReport) throws -> [String] {
    let folder = package.state.url.appendingPathComponent("explain")
    let name = FileName.safe(explanation.benchmark.description)
    let svg = svg ?? folder.appendingPathComponent(name + ".svg")
    let folded = folded ?? folder.appendingPathComponent(name + ".folded")
    let graph = FlameGraph(
      explanation.stacks, title: explanation.benchmark.description, colouring: colouring(report))
    try JSONFile.write(Data(graph.svg.utf8), to: svg)
    try JSONFile.write(Data(explanation.stacks.text.utf8), to: folded)
    return ["flame graph:    \(svg.path.printable)", "folded stacks:  \(folded.path.printable)"]
  }

  private func colouring(_ report: ProfileReport) -> FlameGraph.Colouring {
    guard isDifference, let difference = report.difference else { return .kind }
    return .change(Dictionary(difference.rows.map { ($0.name, $0.change) }) { first, _ in first })
  }
}
