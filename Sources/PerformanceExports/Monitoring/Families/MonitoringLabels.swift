import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// The labels that identify what a number is about.
package struct MonitoringLabels {
  private let names: [BenchmarkID: String]

  /// The labels of all benchmarks of a run, measured or only judged.
  init(of summary: RunSummary) {
    self.init(summary.record.sessions.map(\.session.id) + summary.verdicts.map(\.subject.id))
  }

  /// The labels of benchmarks. Two whose ids read the same, such as test `a/b` and test `a` with the label `b`, get a
  /// hash behind them.
  init(_ benchmarks: some Sequence<BenchmarkID>) {
    var owners: [String: [BenchmarkID]] = [:]
    for id in Set(benchmarks) { owners[id.description, default: []].append(id) }
    var names: [BenchmarkID: String] = [:]
    names.reserveCapacity(owners.count)
    for (name, ids) in owners {
      for id in ids { names[id] = ids.count == 1 ? name : "\(name) #\(Self.hash(id))" }
    }
    self.names = names
  }

  private static func hash(_ id: BenchmarkID) -> String {
    FileName.hash(([id.module] + id.suite + ["", id.test, id.label ?? ""]).joined(separator: "\0"))
  }

  /// The id of a benchmark as a label has it.
  func name(of benchmark: BenchmarkID) -> String { names[benchmark] ?? benchmark.description }

  /// `bench` and `suite`.
  func labels(of benchmark: BenchmarkID) -> [MetricLabel] {
    [MetricLabel("bench", name(of: benchmark)), MetricLabel("suite", Self.suite(of: benchmark))]
  }

  /// The module and the suites of a benchmark: `Module.Suite/Nested`.
  static func suite(of benchmark: BenchmarkID) -> String { suite(benchmark.module, benchmark.suite) }

  /// A module and its suites as a label has them.
  package static func suite(_ module: String, _ suites: [String]) -> String {
    suites.isEmpty ? module : module + "." + suites.joined(separator: "/")
  }
}

extension ReportedRun {
  /// What distinguishes the newest run of one machine class and branch from those of others: `machine` and `branch`.
  ///
  /// Never the commit: a Pushgateway keeps every group until somebody deletes it.
  var monitoringGroup: [MetricLabel] {
    guard let start = summary.start else { return [] }
    return [
      MetricLabel("branch", start.provenance.branch ?? ""),
      MetricLabel("machine", start.environment.machine.folderName),
    ].filter { !$0.value.isEmpty }
  }

  /// The name of all jobs that push runs.
  static var monitoringJob: String { "perftest" }
}
