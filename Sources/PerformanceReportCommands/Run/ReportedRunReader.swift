import Foundation
import PerformanceBuild
import PerformanceExports
import PerformanceHistory
import PerformanceHistoryCommands
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceTrends
import PerformanceWorkflows
import Synchronization

/// Reads a run with its baselines and the history before it.
package struct ReportedRunReader {
  static let run = Argument<String>.operand(
    "RUN", "the run: its name, the beginning of it, or its event log (.jsonl); the newest one unless given")

  /// The period of a report of one run.
  package static let usualPeriod = TrendPeriod.days(30)

  private let query: String?
  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    query = try arguments.value(Self.run)
    (self.arguments, self.context) = (arguments, context)
  }

  /// The run, with the period that its trends are about.
  /// - Throws: ``InputError`` when there is no such run or its log cannot be read.
  package func run(period: TrendPeriod = usualPeriod) throws -> ReportedRun {
    let package = try? PackageFolder(arguments, in: context)
    let record = try record(package)
    let history =
      package == nil
      ? nil : try HistoryExcerpt(upTo: record, arguments, in: context) { period.range(of: $0) }?.reported
    return run(record, history: history, in: package)
  }

  /// The run of a log beside a history that is read already.
  /// - Throws: ``InputError`` when the log cannot be read.
  func run(log: URL, history: ReportedHistory) throws -> ReportedRun {
    run(try RunRecord(log: log), history: history, in: try PackageFolder(arguments, in: context))
  }

  private func run(_ record: RunRecord, history: ReportedHistory?, in package: PackageFolder?) -> ReportedRun {
    let summary = RunSummary(record, redRule: RedRule(environment: context.environment))
    guard let package else { return ReportedRun(summary) }
    let known = KnownPaths()
    let paths = RepositoryPaths(package: package.url, workspace: context.environment.setting("GITHUB_WORKSPACE"))
    return ReportedRun(
      summary, baselines: baselines(of: summary, in: package), profiles: profiles(of: record, in: package),
      history: history,
      evidence: GateEvidence.read(in: package.state.url),
      path: { path in known.path(of: path) { paths.path(of: path) } })
  }

  /// The baselines for the environment of a run; without entries where they cannot be read, which a warning says.
  private func baselines(of summary: RunSummary, in package: PackageFolder) -> BaselineStore.Loaded {
    guard let environment = summary.environment else { return .init() }
    do {
      return try package.baselines.load(for: environment)
    } catch {
      context.output.error("warning: the document has no baselines: \("\(error)".printable(atMost: 400))")
      return .init()
    }
  }

  // MARK: - The run

  private func record(_ package: PackageFolder?) throws -> RunRecord {
    if let query, query.hasSuffix(".jsonl") {
      guard case .run(let record) = try NumbersFile(query, in: context) else {
        throw InputError(file: query, problem: "is no event log", remedy: "Name a run's log (.perftest/runs/….jsonl).")
      }
      return record
    }
    let package = try package ?? PackageFolder(arguments, in: context)
    guard let query, query != "latest" else {
      guard let newest = package.state.eventLogs.first else {
        throw InputError(
          file: package.state.url.path, problem: "has no run",
          remedy: "Measure with '\(PerftestCommand.prefix) gate'.")
      }
      return try RunRecord(log: newest)
    }
    return try RunRecord(log: try log(query, in: package))
  }

  private func log(_ query: String, in package: PackageFolder) throws -> URL {
    let log = try RunNameQuery(query).match(in: package.state.eventLogs) {
      $0.deletingPathExtension().lastPathComponent
    }
    if let log { return log }
    throw InputError(
      file: "'\(query.printable(atMost: 100))'",
      problem: "is no run whose event log is kept in \(package.state.url.path)",
      remedy: "See '\(PerftestCommand.prefix) history list'.")
  }

  /// The filed costs by function of the benchmarks whose instructions the run counted.
  private func profiles(of record: RunRecord, in package: PackageFolder) -> [BenchmarkID: ProfileDocument.Entry] {
    guard !record.profiles.isEmpty, let toolchain = record.start?.environment.toolchain.folderName,
      let documents = try? package.baselines.profiles(toolchain: toolchain)
    else { return [:] }
    var entries: [BenchmarkID: ProfileDocument.Entry] = [:]
    for id in record.profiles.keys { entries[id] = documents.lazy.compactMap { $0.entry(of: id) }.first }
    return entries
  }
}

/// Paths that were resolved already: thousands of verdicts are in few files, and each question goes to the file system.
private final class KnownPaths: Sendable {
  private let paths = Mutex<[String: String]>([:])

  func path(of file: String, _ resolve: () -> String) -> String {
    paths.withLock { paths in
      if let path = paths[file] { return path }
      let path = resolve()
      paths[file] = path
      return path
    }
  }
}
