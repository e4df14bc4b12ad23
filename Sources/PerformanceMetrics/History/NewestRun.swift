import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceText

/// The newest run that has ended.
package struct NewestRun: Sendable {
  /// The most series of a family: about 280 benchmarks with 7 statistics.
  static let limit = 2_000

  private let summary: RunSummary

  package init(_ summary: RunSummary) { self.summary = summary }

  /// Its families without counters and distributions, which begin anew with every run: the history adds them up.
  var families: [MetricFamily] {
    ReportedRun(summary).metricFamilies.filter { [.gauge, .info, .stateset].contains($0.kind) }
  }

  /// The number of benchmarks in each suite and state, by suite.
  var benchmarks: [MetricSeries] {
    var counts: [String: [State: Int]] = [:]
    func subjects(_ outcome: Verdict.Outcome) -> Set<Verdict.Subject> {
      Set(summary.verdicts.lazy.filter { $0.outcome == outcome }.map { $0.subject })
    }
    let (disabled, new) = (subjects(.disabled), subjects(.new))
    for subject in summary.benchmarks.union(disabled) {
      let suite = MonitoringLabels.suite(subject.id.module, subject.id.suite)
      let state: State = disabled.contains(subject) ? .disabled : new.contains(subject) ? .new : .active
      counts[suite, default: [:]][state, default: 0] += 1
    }
    return counts.sorted { $0.key < $1.key }.flatMap { suite, states in
      State.allCases.map { state in
        MetricSeries(
          [MetricLabel("suite", suite), MetricLabel("state", state.rawValue)], Double(states[state] ?? 0))
      }
    }
  }

  private enum State: String, CaseIterable { case active, disabled, new }
}

extension MetricCollection {
  /// Adds the newest run.
  mutating func add(_ run: NewestRun) {
    add(run.families, limit: NewestRun.limit)
    add(.benchmarks, run.benchmarks)
  }

  /// Adds when the baselines of suites were recorded.
  package mutating func add(_ baselines: [BaselineDocument]) {
    var days: [String: Int] = [:]
    for document in baselines {
      let newest = document.benchmarks.compactMap { Day($0.recorded.date)?.number }.max()
      let suite = MonitoringLabels.suite(document.module, document.suite)
      if let newest { days[suite] = max(newest, days[suite] ?? newest) }
    }
    add(
      .baselineTime,
      days.sorted { $0.key < $1.key }.map { MetricSeries([MetricLabel("suite", $0.key)], Double($0.value) * 86_400) })
  }
}
