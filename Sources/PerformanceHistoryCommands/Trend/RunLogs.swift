import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceTrends
import PerformanceWorkflows

/// What only the logs of runs have: budgets, and costs by function. Absent where a log is gone.
package final class RunLogs {
  private let package: PackageFolder
  /// Logs have the names of benchmarks as they were measured.
  private let renames: HistoryRenames
  private var profiles: [String: [BenchmarkID: BenchmarkProfile]] = [:]
  private lazy var filed = filedProfiles()
  /// The positions on either side of a change in which a profile is looked for: not every run counts instructions.
  private static let reach = 5
  /// The newest runs whose logs are read for budgets.
  private static let mostRuns = 10

  package init(of package: PackageFolder, renames: HistoryRenames) { (self.package, self.renames) = (package, renames) }

  private func record(_ run: String) -> RunRecord? {
    let log = package.state.eventLog(run: run)
    guard !run.contains("/"), FileManager.default.fileExists(atPath: log.path), let record = try? RunRecord(log: log)
    else { return nil }
    profiles[run] = renamed(record.profiles)
    return record
  }

  private func renamed<Value>(_ values: [BenchmarkID: Value]) -> [BenchmarkID: Value] {
    Dictionary(values.map { (renames.current($0.key), $0.value) }) { first, _ in first }
  }

  /// The limits that each benchmark set when it was measured last. A run that was filtered or broke off has some
  /// benchmarks only, so that earlier ones are read too.
  package func budgets(_ axis: TrendAxis) -> [BenchmarkID: [Budget]] {
    budgets(axis) { Self.budgets(of: $0, renames) }
  }

  /// The same limits as another function has them.
  /// - Parameter limits: those of the benchmarks of a run, by their current names.
  package func budgets(
    _ axis: TrendAxis, as limits: (RunRecord) throws -> [BenchmarkID: [Budget]]
  ) rethrows -> [BenchmarkID: [Budget]] {
    var budgets: [BenchmarkID: [Budget]] = [:]
    var seen: Set<BenchmarkID> = []
    for run in axis.positions.reversed().lazy.flatMap({ $0.runs.reversed() }).prefix(Self.mostRuns) {
      guard let record = record(run) else { continue }
      let limits = try limits(record)
      for id in record.headBenchmarks.map(renames.current) where seen.insert(id).inserted { budgets[id] = limits[id] }
      let configuration = record.start?.configuration
      if record.isFinished, configuration?.filters.isEmpty == true, configuration?.skips.isEmpty == true { break }
    }
    return budgets
  }

  /// The limits that the benchmarks of a run set, by their current names.
  package static func budgets(of record: RunRecord, _ renames: HistoryRenames) -> [BenchmarkID: [Budget]] {
    var budgets: [BenchmarkID: [Budget]] = [:]
    for id in record.headBenchmarks {
      budgets[renames.current(id)] = record.sessions(of: id).budgets
    }
    return budgets
  }

  // MARK: - Functions

  /// Adds the functions that explain the changes of a trend within a period.
  package func explain(_ trend: inout Trend, on axis: TrendAxis, in period: Range<Int>) {
    guard let benchmark = trend.benchmark else { return }
    for (index, change) in trend.changes.enumerated() where period.contains(change.index) {
      let start = index > 0 ? trend.changes[index - 1].index : 0
      let end = index + 1 < trend.changes.count ? trend.changes[index + 1].index : axis.positions.count
      guard let old = profile(of: benchmark, at: (start...change.last).reversed(), on: axis),
        let new = profile(of: benchmark, at: change.index..<end, on: axis)
      else { continue }
      trend.causes[change.index] = ProfileDifference(old: old, new: new)
    }
  }

  /// The profile of a benchmark at the first of some positions that has one: of a log, or else of a baseline.
  private func profile(
    of benchmark: BenchmarkID, at positions: some Collection<Int>, on axis: TrendAxis
  ) -> BenchmarkProfile? {
    for run in positions.prefix(Self.reach).flatMap({ axis.positions[$0].runs.reversed() }) {
      if profiles[run] == nil, record(run) == nil { profiles[run] = [:] }
      if let found = profiles[run]?[benchmark] { return found }
    }
    let entries = filed[benchmark] ?? []
    guard !entries.isEmpty else { return nil }
    return positions.lazy.compactMap { position in
      axis.positions[position].revision.flatMap { revision in entries.first { $0.isOf(revision) }?.profile }
    }.first
  }

  /// The profile of a baseline, with the commit that was checked out when it was recorded.
  private struct FiledProfile {
    let commit: String
    let profile: BenchmarkProfile

    func isOf(_ revision: String) -> Bool { revision.hasPrefix(commit) }
  }

  /// The profiles of the baselines of all toolchains. Those of changed files are of no commit.
  private func filedProfiles() -> [BenchmarkID: [FiledProfile]] {
    let baselines = package.baselines
    let toolchains = Set(((try? baselines.folders()) ?? []).map(\.toolchain)).sorted()
    var all: [BenchmarkID: [FiledProfile]] = [:]
    for document in toolchains.flatMap({ (try? baselines.profiles(toolchain: $0)) ?? [] }) {
      for (id, entry) in zip(document.ids, document.benchmarks) {
        guard let commit = entry.recorded.commit, commit.allSatisfy(\.isHexDigit), commit.count >= 7 else { continue }
        all[renames.current(id), default: []].append(FiledProfile(commit: commit, profile: entry.profile))
      }
    }
    return all
  }
}
