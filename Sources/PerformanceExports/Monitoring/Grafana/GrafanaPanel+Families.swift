extension GrafanaPanel {
  /// The panels for families, those about the run first.
  static func all(for families: [MetricFamily]) -> [GrafanaPanel] {
    let names = Set(families.map(\.name))
    return overview.filter { names.contains($0.family) }
      + families.filter { $0.isOfBenchmarks && $0.name != regression }.map { GrafanaPanel($0) }
  }

  /// Benchmarks that were compared, the worst of which have a panel.
  static let regression = "perf_bench_regression_ratio"
  private static let group = "branch=~\"$branch\",machine=~\"$machine\""
  private static let selected = "\(group),suite=~\"$suite\",bench=~\"$bench\""

  private static let overview = [
    GrafanaPanel(
      kind: .stat, title: "Newest run", description: "How the newest run of each branch and machine class ended.",
      expression: "max by (branch, machine, perf_run_verdict) (perf_run_verdict{\(group)}) == 1",
      legend: "{{perf_run_verdict}} {{branch}} {{machine}}", unit: "none", width: 8, height: 5,
      family: "perf_run_verdict"),
    GrafanaPanel(
      kind: .stat, title: "Age", description: "Time since the newest run began.",
      expression: "time() - max by (branch, machine) (perf_run_timestamp_seconds{\(group)})",
      legend: "{{branch}} {{machine}}", unit: "s", width: 8, height: 5, family: "perf_run_timestamp_seconds"),
    GrafanaPanel(
      kind: .stat, title: "Duration", description: "Time that the newest run spent measuring.",
      expression: "max by (branch, machine) (perf_run_duration_seconds{\(group)})", legend: "{{branch}} {{machine}}",
      unit: "s", width: 8, height: 5, family: "perf_run_duration_seconds"),
    GrafanaPanel(
      kind: .timeSeries, title: "Verdicts", description: "Verdicts of each run, by outcome.",
      expression: "sum by (verdict) (perf_bench_judged_total{\(group)}) > 0", legend: "{{verdict}}", unit: "none",
      width: 12, height: 8, family: "perf_bench_judged"),
    GrafanaPanel(
      kind: .barGauge, title: "Worst changes", description: "Changes from the baselines, the worst first.",
      expression: "topk(15, max by (bench, metric) (\(regression){\(selected),bound=\"point\"}))",
      legend: "{{bench}} {{metric}}", unit: "percentunit", width: 12, height: 8, family: regression, decimals: 1),
    GrafanaPanel(
      kind: .timeSeries, title: "Worsening", description: "The factor that 95 % of the judged metrics stay below.",
      expression:
        "histogram_quantile(0.95, sum by (le, metric) (perf_bench_worsening_ratio_bucket{\(group)}))",
      legend: "{{metric}}", unit: "none", width: 12, height: 8, family: "perf_bench_worsening_ratio"),
  ]

  /// The series of a family, the newest value of each over time.
  ///
  /// The same benchmark may have one series of the history and one of pushes: the maximum joins them.
  private init(_ family: MetricFamily) {
    let own = family.distinguishingLabels
    let stat = own.contains("stat") ? ",stat=\"best\"" : ""
    let kept = ["bench"] + own.filter { $0 != "stat" }
    let name = family.name + (family.kind == .counter ? "_total" : "")
    self.init(
      kind: .timeSeries, title: Self.title(of: family), description: family.help,
      expression: "max by (\(kept.joined(separator: ", "))) (\(name){\(Self.selected)\(stat)})",
      legend: kept.map { "{{\($0)}}" }.joined(separator: " "), unit: Self.units[family.unit ?? ""] ?? "short",
      width: 12,
      height: 8, family: family.name)
  }

  /// The names of Grafana for units.
  private static let units = [
    "seconds": "s", "bytes": "bytes", "ratio": "percentunit", "hertz": "hertz", "joules": "joule",
  ]

  /// `perf_bench_peak_memory_bytes` is `Peak memory`, and `perf_gpu_clock_hertz` is `GPU clock`.
  private static func title(of family: MetricFamily) -> String {
    var words = family.name.split(separator: "_").dropFirst().map(String.init)
    if let unit = family.unit, words.last == unit { words.removeLast() }
    if words.first == "bench" { words.removeFirst() }
    let text = words.map { ["cpu", "gpu"].contains($0) ? $0.uppercased() : $0 }.joined(separator: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}

extension MetricFamily {
  /// Whether its series are of benchmarks.
  var isOfBenchmarks: Bool { series.first?.labels.contains { $0.name == "bench" } ?? false }

  /// The labels that distinguish series of one benchmark.
  fileprivate var distinguishingLabels: [String] {
    let names = Set(series.lazy.flatMap(\.labels).map(\.name)).subtracting(["bench", "suite"]).sorted()
    return kind == .stateset ? names + [name] : names
  }
}
