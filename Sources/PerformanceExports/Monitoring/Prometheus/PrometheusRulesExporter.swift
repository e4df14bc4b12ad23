import PerformanceRecords

/// Rules for a Prometheus that has the metrics of runs: series that are cheap to read, and alerts.
package enum PrometheusRulesExporter: Exporter {
  package static let name = "prometheus-rules"
  package static let abstract = "recording and alerting rules for its metrics (Prometheus, YAML)"

  package static func text(of run: ReportedRun) throws -> String {
    let families = Set(run.metricFamilies.map(\.name))
    let branch = run.history?.axis.branch ?? run.summary.start?.provenance.branch
    let groups = [("perftest", records), ("perftest-alerts", alerts(onBranch: branch))]
    return PrometheusRuleFile.text(
      of: groups.map { name, rules in (name, rules.filter { families.isSuperset(of: $0.families) }) })
  }

  // MARK: - Recording rules

  /// The outcomes that turn a build red wherever they occur.
  private static let red = Verdict.Outcome.known.filter { outcome in
    RedRule.local.isRed(
      Verdict(function: TestFunctionID(module: "", suite: [], test: ""), outcome: outcome, reason: .noResult))
  }.map(\.name)

  private static let records = [
    PrometheusRule(
      kind: .record("branch_machine:perf_run_age_seconds:min"),
      expression: "time() - max by (branch, machine) (perf_run_timestamp_seconds)",
      families: ["perf_run_timestamp_seconds"]),
    PrometheusRule(
      kind: .record("branch_machine:perf_bench_judged:sum"),
      expression: "sum by (branch, machine) (perf_bench_judged_total)", families: ["perf_bench_judged"]),
    PrometheusRule(
      kind: .record("branch_machine:perf_bench_judged_red:sum"),
      expression: "sum by (branch, machine) (perf_bench_judged_total{verdict=~\"\(red.joined(separator: "|"))\"})",
      families: ["perf_bench_judged"]),
    PrometheusRule(
      kind: .record("bench_branch_machine:perf_bench_duration_seconds:best"),
      expression: "max by (bench, suite, branch, machine) (perf_bench_duration_seconds{stat=\"best\"})",
      families: ["perf_bench_duration_seconds"]),
  ]

  // MARK: - Alerts

  /// Seconds without a run after which an alert fires: a nightly run may fail once, and a weekend passes.
  private static let staleSeconds = 3 * 86_400

  /// - Parameter branch: the branch whose runs are expected to go on; others end when they are merged.
  private static func alerts(onBranch branch: String?) -> [PrometheusRule] {
    let selector = branch.map { "{branch=\(quoted($0))}" } ?? ""
    let place = "{{ with $labels.branch }} on {{ . }}{{ end }}"
    return [
      PrometheusRule(
        kind: .alert(
          .init(
            name: "PerformanceRunRed", delay: nil, severity: "critical", summary: "A performance run is red\(place)",
            description: "Worst changes: {{ range query \"topk(3, max by (bench, metric) "
              + "(perf_bench_regression_ratio{bound=\\\"point\\\"}))\" }}{{ .Labels.bench }} {{ .Labels.metric }} "
              + "{{ .Value | humanizePercentage }}; {{ end }}see '\(PerftestCommand.prefix) show --red'.")),
        expression: "max by (branch, machine) (perf_run_verdict{perf_run_verdict=\"red\"}) == 1",
        families: ["perf_run_verdict"]),
      PrometheusRule(
        kind: .alert(
          .init(
            name: "PerformanceRunUnfinished", delay: nil, severity: "warning",
            summary: "A performance run broke off\(place)",
            description: "The newest run has no result. Its log is in .perftest/runs of the machine that measured.")),
        expression: "max by (branch, machine) (perf_run_verdict{perf_run_verdict=\"unfinished\"}) == 1",
        families: ["perf_run_verdict"]),
      PrometheusRule(
        kind: .alert(
          .init(
            name: "PerformanceRunStale", delay: "1h", severity: "warning",
            summary: "There was no performance run for {{ $value | humanizeDuration }}\(place)",
            description: "The job that measures does not run, or does not push its metrics.")),
        expression: "time() - max by (branch, machine) (perf_run_timestamp_seconds\(selector)) > \(staleSeconds)",
        families: ["perf_run_timestamp_seconds"]),
      PrometheusRule(
        kind: .alert(
          .init(
            name: "PerformanceRunAbsent", delay: "1h", severity: "warning", summary: "There is no performance run",
            description: "No metrics of a run arrive. Is the Pushgateway scraped, with 'honor_labels: true'?")),
        expression: "absent(perf_run_timestamp_seconds\(selector))", families: ["perf_run_timestamp_seconds"]),
      PrometheusRule(
        kind: .alert(
          .init(
            name: "PerformanceGPUThrottled", delay: nil, severity: "info",
            summary: "The GPU {{ $labels.gpu }} was throttled ({{ $labels.perf_gpu_throttle }})",
            description: "Its clock was lowered while benchmarks ran, so their GPU numbers are worse than usual.")),
        expression: "max by (gpu, machine, perf_gpu_throttle) (perf_gpu_throttle) == 1", families: ["perf_gpu_throttle"]
      ),
    ]
  }

  /// A string of PromQL, whose escapes are those of Go.
  private static func quoted(_ value: String) -> String {
    "\"" + MetricText.escaped(value) + "\""
  }
}
