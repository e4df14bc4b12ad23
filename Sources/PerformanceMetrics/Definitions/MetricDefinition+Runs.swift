extension MetricDefinition {
  /// The families about runs that go on.
  static let runs = [activeRuns, activeRunsByPhase]

  static let activeRuns = MetricDefinition(
    "perf_active_runs", .gauge, from: .runs, help: "Runs of the package that go on.")
  static let activeRunsByPhase = MetricDefinition(
    "perf_active_runs_by_phase", .gauge, labels: ["phase"], from: .runs, help: "Runs that go on, by what they do now.")

  /// The families about all runs that are kept. Counters go on over runs and processes.
  static let history = [
    runsTotal, verdicts, budgetViolations, baselineUpdates, changesJudged, trackedBranches, benchmarks, baselineTime,
  ]

  static let runsTotal = MetricDefinition(
    "perf_runs", .counter, labels: ["result"], from: .history,
    help: "Runs that have ended. red: some verdict is red on every machine.")
  static let verdicts = MetricDefinition(
    "perf_verdicts", .counter, labels: ["verdict"], from: .history, help: "Verdicts of all runs with each outcome.")
  package static let budgetViolations = MetricDefinition(
    "perf_budget_violations", .counter, labels: ["metric", "statistic", "suite"], from: .history,
    help: "Budgets that runs have exceeded.")
  static let baselineUpdates = MetricDefinition(
    "perf_baseline_updates", .counter, from: .history, help: "Runs that have recorded baselines.")
  static let changesJudged = MetricDefinition(
    "perf_changes_judged", .counter, labels: ["result"], from: .history,
    help: "Pull requests of which a run has ended so; one with a red run and a later green one counts in both.")
  static let trackedBranches = MetricDefinition(
    "perf_tracked_branches", .gauge, labels: ["state"], from: .history,
    help: "Branches that have runs, by whether they are merged into the current one, open, or gone.")
  package static let benchmarks = MetricDefinition(
    "perf_benchmarks", .gauge, labels: ["state", "suite"], from: .history, help: "Benchmarks of the newest run.")
  static let baselineTime = MetricDefinition(
    "perf_baseline_timestamp_seconds", .gauge, unit: "seconds", labels: ["suite"], from: .history,
    help: "The newest day on which a baseline of a suite was recorded, in seconds since 1970.")

  /// The families about the exposition.
  static let exposition = [droppedSeries]

  static let droppedSeries = MetricDefinition(
    "perf_exposition_dropped_series", .gauge, labels: ["family"], from: .exposition,
    help: "Series that a family would have over its limit.")
}
