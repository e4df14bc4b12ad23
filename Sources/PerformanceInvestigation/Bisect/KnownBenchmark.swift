import Foundation
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// A benchmark as typed by a user, found in the kept runs or in the baselines.
struct KnownBenchmark {
  /// The benchmark.
  let id: BenchmarkID
  /// Its known metrics.
  let metrics: [MetricDescription]

  /// The one benchmark that a query matches, in the newest run that has any, else in the baselines.
  /// - Throws: ``InputError`` when there is none, or more than one.
  init(_ query: BenchmarkQuery, in package: PackageFolder, baselines: BaselineStore.Loaded) throws {
    for log in package.state.eventLogs {
      // An unreadable log is skipped; an older one may have the benchmark.
      guard let record = try? RunRecord(log: log) else { continue }
      let ids = query.matches(in: record.benchmarks)
      guard !ids.isEmpty else { continue }
      let id = try Self.single(ids, query)
      self.init(id: id, metrics: record.sessions(of: id).flatMap(\.readings).map(\.metric))
      return
    }
    let documents = baselines.counts + baselines.times
    let id = try Self.single(query.matches(in: documents.ids.union(baselines.elsewhere.keys)), query)
    let entries = [baselines.counts, baselines.times].compactMap { BaselineStore.Loaded.entry(id, in: $0) }
    self.init(id: id, metrics: entries.flatMap(\.metrics).map(\.metric))
  }

  private init(id: BenchmarkID, metrics: [MetricDescription]) {
    self.id = id
    self.metrics = metrics
  }

  /// The metric with a name.
  /// - Throws: ``InputError`` with the names of the known ones.
  func metric(_ name: String) throws -> MetricDescription {
    guard let metric = metrics.first(where: { $0.name == name }) else {
      let names = Set(metrics.map(\.name)).sorted().joined(separator: ", ")
      throw InputError(
        file: "'\(id)'", problem: "is not known to have a metric '\(name)'",
        remedy: names.isEmpty
          ? "Measure it once with '\(PerftestCommand.prefix) gate'." : "Known are: \(names.printable).")
    }
    return metric
  }

  private static func single(_ ids: [BenchmarkID], _ query: BenchmarkQuery) throws -> BenchmarkID {
    guard let first = ids.first else {
      throw InputError(
        file: "'\(query.text)'", problem: "is not a benchmark of a kept run or of a baseline",
        remedy: "List the benchmarks with '\(PerftestCommand.prefix) list', measure with '… gate'.")
    }
    guard ids.count == 1 else {
      throw InputError(
        file: "'\(query.text)'", problem: "matches \(ids.count) benchmarks",
        remedy: "Name one of them: " + ids.prefix(6).map { "'\($0.description.printable)'" }.joined(separator: ", ")
          + ".")
    }
    return first
  }
}
