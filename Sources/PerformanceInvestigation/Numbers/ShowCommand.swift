import Foundation
import PerformanceBuild
import PerformanceMeasurement
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Shows a baseline, a run, or everything recorded about a benchmark.
package struct ShowCommand: Command {
  package static let name = "show"
  package static let syntax = Syntax(
    forms: [
      .init(required: [subject], optional: [CommonArguments.json, CommonArguments.packagePath]),
      .init(red, optional: [CommonArguments.json, CommonArguments.packagePath]),
    ],
    remarks: """
      A benchmark is looked up in the newest run that has it, else in the baselines of this machine and toolchain. The
      command exits with 78 when there is nothing to show.
      """)

  private static let subject = Argument<String>.operand(
    "TARGET",
    "a baseline (.json) or a folder of them, the event log of a run (.jsonl), or a benchmark: its id, or a part of it, "
      + "such as 'JSONPerformance/decode()'")
  private static let red = Argument<Bool>.flag("--red", "every benchmark that is red in the newest run")

  /// The most benchmarks shown in detail; of the rest only the names are shown.
  private static let mostDetails = 6

  private enum Target {
    case named(String)
    case red
  }

  private let target: Target
  private let asJSON: Bool
  private let packagePath: String
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    asJSON = arguments[CommonArguments.json]
    packagePath = try arguments.packagePath(in: context)
    target = arguments[Self.red] ? .red : .named(try arguments.required(Self.subject))
    self.context = context
  }

  package func run() throws -> ExitStatus {
    switch target {
    case .named(let name) where NumbersFile.isNamed(by: name, in: context):
      switch try NumbersFile(name, in: context) {
      case .baselines(let documents): try show(documents)
      case .run(let record): try show(record)
      }
    case .named(let name):
      let found = try find(name, in: PackageFolder(containing: packagePath, in: context))
      try show(found, others: "'\(name.printable(atMost: 100))' also matches")
    case .red:
      try show(try findRed(in: PackageFolder(containing: packagePath, in: context)), others: "red as well")
    }
    return .pass
  }

  // MARK: - Files

  private func show(_ documents: [BaselineDocument]) throws {
    let tables = documents.map { BaselineTable($0) }
    try write(tables.flatMap(\.rows)) { width, colour in
      Array(tables.map { $0.lines(width: width, colour: colour) }.joined(separator: [""]))
    }
  }

  private struct RunDetail: Encodable {
    var run: RunReport
    var sessions: [NumbersRow]
  }

  private func show(_ record: RunRecord) throws {
    let summary = RunSummary(record, redRule: RedRule(environment: context.environment))
    let sessions = SessionsTable(record)
    try write(RunDetail(run: RunReport(summary), sessions: sessions.rows)) { width, colour in
      let verdicts = VerdictTable(summary: summary, width: width, colour: colour).lines(.all)
      let closing = ClosingLines(summary: summary, colour: colour)
      let parts = [
        [head(summary)], summary.verdicts.isEmpty ? [] : verdicts, sessions.lines(width: width, colour: colour),
        summary.verdicts.isEmpty && record.isFinished ? [] : [closing.counts],
      ]
      return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
    }
  }

  private func head(_ summary: RunSummary) -> String {
    guard let start = summary.start else { return "a run whose log has no beginning" }
    let filters = TestSelection(filters: start.configuration.filters).typed
    return
      "\(start.mode)\(filters), on \(start.environment.machine.folderName), \(start.environment.toolchain.folderName)"
      .printable
  }

  // MARK: - A benchmark

  private struct Found {
    var source: String
    var details: [BenchmarkDetail]
    var others: [BenchmarkID]
  }

  private func show(_ found: Found, others title: String) throws {
    try write(found.details) { width, colour in
      let details = found.details.map { $0.lines(width: width, colour: colour) }.joined(separator: ["", ""])
      let others = found.others.map { "    " + $0.description.printable(atMost: 200) }
      return ["from \(found.source.printable)"] + details
        + (others.isEmpty ? [] : ["", title] + others)
    }
  }

  private func findRed(in package: PackageFolder) throws -> Found {
    for log in package.state.eventLogs {
      guard let record = try? RunRecord(log: log) else { continue }
      let summary = RunSummary(record, redRule: package.redRule)
      let baselines = try package.baselines.load(for: summary.environment ?? package.environmentOfRun)
      var seen: Set<BenchmarkID> = []
      let ids = summary.red.map(\.subject.id).filter { seen.insert($0).inserted }
      return found(ids, in: log.path) { BenchmarkDetail($0, in: record, baselines: baselines) }
    }
    throw InputError(
      file: package.state.url.path, problem: "has no run", remedy: "Measure with '\(PerftestCommand.prefix) gate'.")
  }

  private func find(_ target: String, in package: PackageFolder) throws -> Found {
    let query = BenchmarkQuery(target)
    let logs = package.state.eventLogs
    for log in logs {
      // An unreadable log is skipped; an older one may have the benchmark.
      guard let record = try? RunRecord(log: log) else { continue }
      let ids = query.matches(in: record.benchmarks)
      guard !ids.isEmpty else { continue }
      let environment = record.start?.environment ?? package.environmentOfRun
      let baselines = try package.baselines.load(for: environment)
      return found(ids, in: log.path) { BenchmarkDetail($0, in: record, baselines: baselines) }
    }
    let baselines = try package.baselines.load(for: package.environmentOfRun)
    let ids = query.matches(in: (baselines.counts + baselines.times).ids)
    guard !ids.isEmpty else {
      throw InputError(
        file: "'\(target)'",
        problem:
          "is no file, and no benchmark of \(Plural.text(logs.count, "run")) in \(package.state.url.path) "
          + "or of the baselines for this machine and toolchain has it in its id",
        remedy: "List the benchmarks with '\(PerftestCommand.prefix) list', measure with '… gate'.")
    }
    return found(ids, in: "the baselines; no run that is kept has it") {
      BenchmarkDetail($0, in: RunRecord(), baselines: baselines)
    }
  }

  private func found(_ ids: [BenchmarkID], in source: String, _ detail: (BenchmarkID) -> BenchmarkDetail) -> Found {
    Found(
      source: source, details: ids.prefix(Self.mostDetails).map(detail),
      others: Array(ids.dropFirst(Self.mostDetails)))
  }

  private func write(_ value: some Encodable, lines: (Int, Colour) -> [String]) throws {
    if asJSON {
      try context.output.json(value)
    } else {
      context.output.lines(lines)
    }
  }
}
