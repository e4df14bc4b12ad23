import PerformanceBuild

extension AlertRule {
  /// All rules, in the order of the categories: the only list of them and of their runbooks.
  package static let all = criticalRules + warningRules + operationalRules + capacityRules + objectiveRules + infoRules

  private static let day = 24

  // MARK: - Critical

  private static let criticalRules = [
    AlertRule(
      "PerfRunnerAbsent", .critical, .critical, .run,
      AlertCondition(.age(.metric("perf_run_timestamp_seconds")), .above, 3 * 86_400), absence: .noData, unit: .seconds,
      "There was no run for {value}", runbook: "RunbookSystemDown"),
    AlertRule(
      "PerfHighErrorRate", .critical, .critical, .log,
      AlertCondition(
        .share(
          .metric(
            "perf_commands_failed_total", .lacks("exit", ExitStatus.answers.map { "\($0.rawValue)" }),
            .lacks("command", CommandTable.reportingByStatus)),
          of: .metric("perf_commands_total"), hours: day,
          least: 3), .above, 0.01), unit: .share,
      "{value} of the commands of a day could not do their work", runbook: "RunbookHighErrorRate"),
    AlertRule(
      "PerfGitFailing", .critical, .critical, .log,
      AlertCondition(
        .share(
          .metric("perf_git_errors_total"), of: .metric("perf_git_operation_duration_seconds_count"), hours: day,
          least: 3), .above, 0.05), unit: .share,
      "{value} of the git commands of a day failed", runbook: "RunbookGitFailures"),
    AlertRule(
      "PerfCriticalCPU", .critical, .critical, .machine,
      AlertCondition(.value(.metric("perf_host_cpu_busy_ratio", .has("kind", "foreign"))), .above, 0.95),
      for: 2, keep: 4, absence: .noData, unit: .share,
      "Other programs keep {value} of the processors busy", runbook: "RunbookCriticalCPU"),
    AlertRule(
      "PerfCriticalMemory", .critical, .critical, .machine,
      AlertCondition(.value(.metric("perf_host_memory_used_ratio")), .above, 0.90),
      for: 2, keep: 4, absence: .noData, unit: .share,
      "{value} of the memory is in use", runbook: "RunbookCriticalMemory"),
    AlertRule(
      "PerfDiskCritical", .critical, .critical, .machine,
      AlertCondition(.value(.metric("perf_disk_used_ratio", .has("path", "state"))), .above, 0.95),
      keep: 1, absence: .noData, unit: .share,
      "The disk of the state folder is {value} full", runbook: "RunbookCriticalDiskSpace"),
    AlertRule(
      "PerfRegression", .critical, .critical, .run,
      AlertCondition(
        .value(.metric("perf_bench_regression_ratio", .has("bound", "point")), by: ["bench", "metric", "suite"]),
        .above, 0.2,
        unless: .init(
          quantity: .value(
            .metric("perf_bench_regression_ratio", .has("bound", "low")), by: ["bench", "metric", "suite"]),
          side: .below, limit: 1e-9)), unit: .share,
      "{metric} of {bench} is {value} worse than its baseline", runbook: "RunbookPerformanceRegression"),
  ]

  // MARK: - Warnings

  /// Commands that build, measure, or wait for somebody: their durations say nothing about the tool.
  private static let longCommands = AlertSelector.Matcher.lacks(
    "command", "gate", "record", "bisect", "verify-gate", "replay", "explain", "follow", "watch", "metrics", "health",
    "report", "export", "other")

  private static let warningRules = [
    AlertRule(
      "PerfCommandsSlow", .warning, .warning, .log,
      AlertCondition(
        .quantile(0.95, .metric("perf_command_duration_seconds", longCommands), hours: day, least: 20), .above, 0.5),
      unit: .seconds, "One command in twenty that only reads takes {value} or longer", runbook: "RunbookHighLatency"),
    AlertRule(
      "PerfBudgetViolated", .warning, .warning, .run,
      AlertCondition(.value(.fact(.overBudget), by: ["bench", "metric", "suite"]), .above, 0), unit: .number,
      "{metric} of {bench} is over its budget", runbook: "RunbookBudgetViolations"),
    AlertRule(
      "PerfGitSlow", .warning, .warning, .log,
      AlertCondition(
        .quantile(0.95, .metric("perf_git_operation_duration_seconds"), hours: day, least: 20), .above, 1),
      unit: .seconds, "One git command in twenty takes {value} or longer", runbook: "RunbookSlowGit"),
    AlertRule(
      "PerfHighCPU", .warning, .warning, .machine,
      AlertCondition(.value(.metric("perf_host_cpu_busy_ratio", .has("kind", "foreign"))), .above, 0.80),
      for: 2, keep: 4, absence: .noData, unit: .share,
      "Other programs keep {value} of the processors busy", runbook: "RunbookHighCPU"),
    AlertRule(
      "PerfHighMemory", .warning, .warning, .machine,
      AlertCondition(.value(.metric("perf_host_memory_used_ratio")), .above, 0.80),
      for: 2, keep: 4, absence: .noData, unit: .share,
      "{value} of the memory is in use", runbook: "RunbookHighMemory"),
    AlertRule(
      "PerfDiskLow", .warning, .warning, .machine,
      AlertCondition(.value(.metric("perf_disk_used_ratio")), .above, 0.85),
      keep: 1, absence: .noData, unit: .share,
      "The disk of the state, the builds or temporary files is {value} full", runbook: "RunbookLowDiskSpace"),
    AlertRule(
      "PerfBaselineStale", .warning, .warning, .baselines,
      AlertCondition(.age(.metric("perf_baseline_timestamp_seconds"), by: ["suite"]), .above, 30 * 86_400),
      unit: .seconds, "The newest baseline of {suite} is {value} old", runbook: "RunbookBaselineStale"),
    AlertRule(
      "PerfSeriesMissing", .warning, .warning, .run,
      AlertCondition(.value(.fact(.missing), by: ["bench", "suite"]), .above, 0), unit: .number,
      "{bench} has a baseline and gave no result", runbook: "RunbookSeriesMissing"),
    AlertRule(
      "PerfEnvironmentChanged", .warning, .warning, .history,
      AlertCondition(.value(.fact(.newEnvironment), by: ["kind", "name"]), .above, 0), unit: .number,
      "The {kind} {name} is new: it has never measured before", runbook: "RunbookEnvironmentChanged"),
    AlertRule(
      "PerfNoisy", .warning, .warning, .run,
      AlertCondition(.value(.metric("perf_bench_noise_ratio"), by: ["bench", "suite"]), .above, 0.1),
      for: 3, keep: 4, unit: .share, "The times of {bench} scatter by {value}", runbook: "RunbookNoisyBenchmark"),
    AlertRule(
      "PerfManyNoisy", .warning, .warning, .run,
      AlertCondition(.shareAbove(0.1, .metric("perf_bench_noise_ratio")), .above, 0.3), for: 2, keep: 6, unit: .share,
      "The times of {value} of the benchmarks scatter by more than 10 %: the machine is noisy",
      runbook: "RunbookNoisyBenchmark"),
    AlertRule(
      "PerfMachineStolen", .warning, .warning, .machine,
      AlertCondition(.value(.metric("perf_host_cpu_steal_ratio")), .above, 0.05), for: 2, keep: 4, unit: .share,
      "The hypervisor gives {value} of the processors to other machines", runbook: "RunbookHighCPU"),
    AlertRule(
      "PerfDrift", .warning, .warning, .history,
      AlertCondition(.value(.fact(.drift), by: ["bench", "metric", "suite"]), .above, 0.2), keep: 4, unit: .share,
      "{metric} of {bench} crept up by {value} without a step", runbook: "RunbookDrift"),
    AlertRule(
      "PerfBudgetAhead", .warning, .warning, .history,
      AlertCondition(.value(.fact(.budgetCrossing), by: ["bench", "metric", "suite"]), .below, 20), keep: 4,
      unit: .number, "{metric} of {bench} crosses its budget in about {value} runs", runbook: "RunbookBudgetAhead"),
    AlertRule(
      "PerfGateFlapping", .warning, .warning, .history,
      AlertCondition(.value(.fact(.alternations), by: ["branch"]), .above, 3), keep: 4, unit: .number,
      "The newest ten runs of {branch} changed {value} times between red and green", runbook: "RunbookFlapping"),
    AlertRule(
      "PerfGPUThrottled", .warning, .warning, .run,
      AlertCondition(.value(.metric("perf_gpu_throttle"), by: ["gpu", "perf_gpu_throttle"]), .above, 0), unit: .number,
      "The GPU {gpu} was throttled while benchmarks ran ({perf_gpu_throttle})", runbook: "RunbookGPUThrottled"),
    AlertRule(
      "PerfHistoryUnhealthy", .warning, .warning, .history,
      AlertCondition(.value(.fact(.historyProblems)), .above, 0), unit: .number,
      "The index of the history has {value} problems", runbook: "RunbookHistoryStore"),
  ]

  // MARK: - Operational

  private static let operationalRules = [
    AlertRule(
      "PerfConcurrentRuns", .operational, .warning, .runs,
      AlertCondition(.value(.metric("perf_active_runs")), .above, 1), for: 2, unit: .number,
      "{value} runs of the package are under way at once", runbook: "RunbookConcurrentRuns"),
    AlertRule(
      "PerfStateConflict", .operational, .critical, .baselines,
      AlertCondition(.value(.fact(.baselineProblems)), .above, 0), unit: .number,
      "Baselines or files beside them cannot be read ({value} problems)", runbook: "RunbookStateConflicts"),
    AlertRule(
      "PerfValidationFailures", .operational, .warning, .log,
      AlertCondition(.increase(.metric("perf_validation_failures_total"), hours: day, by: ["kind"]), .above, 0),
      unit: .number, "Inputs of the kind '{kind}' could not be used", runbook: "RunbookValidationFailures"),
    AlertRule(
      "PerfRunUnfinished", .operational, .warning, .run,
      AlertCondition(
        .value(.metric("perf_run_verdict", .has("perf_run_verdict", "unfinished"))), .above, 0), absence: .noData,
      unit: .number, "The newest run broke off", runbook: "RunbookRunUnfinished"),
    AlertRule(
      "PerfRunNotMeasurable", .operational, .warning, .run,
      AlertCondition(
        .value(.metric("perf_run_verdict", .has("perf_run_verdict", "notMeasurable"))), .above, 0), absence: .noData,
      unit: .number, "The newest run could not judge what it measured", runbook: "RunbookRunUnfinished"),
  ]

  // MARK: - Capacity

  private static let capacityRules = [
    AlertRule(
      "PerfStateGrowing", .capacity, .warning, .machine,
      AlertCondition(
        .difference(.metric("perf_state_directory_bytes"), .metric("perf_cache_directory_bytes")), .above, 0x1p30),
      absence: .noData, unit: .bytes, "The state folder takes {value} besides its builds", runbook: "RunbookCapacity"),
    AlertRule(
      "PerfCacheGrowing", .capacity, .warning, .machine,
      AlertCondition(.value(.metric("perf_cache_directory_bytes")), .above, 16 * 0x1p30), absence: .noData,
      unit: .bytes, "The builds in the state folder take {value}", runbook: "RunbookCapacity"),
    AlertRule(
      "PerfManySeries", .capacity, .warning, .history, AlertCondition(.value(.fact(.series)), .above, 10_000),
      unit: .number, "The history has {value} series", runbook: "RunbookCapacity"),
    AlertRule(
      "PerfCapacityAhead", .capacity, .warning, .history,
      AlertCondition(.value(.fact(.capacityCrossing), by: ["subject"]), .below, 14 * 86_400), keep: 4, unit: .seconds,
      "The {subject} reaches its limit in {value}", runbook: "RunbookCapacity"),
  ]

  // MARK: - Promises

  private static let objectiveRules = [
    AlertRule(
      "PerfObjectiveBurningFast", .slo, .critical, .objectives,
      AlertCondition(burning("page"), .above, 0), unit: .number,
      "The error budget of {objective} burns so fast that somebody should look now",
      runbook: "RunbookObjectiveBurning"),
    AlertRule(
      "PerfObjectiveBurning", .slo, .warning, .objectives,
      AlertCondition(burning("ticket"), .above, 0), unit: .number,
      "The error budget of {objective} burns too fast", runbook: "RunbookObjectiveBurning"),
    AlertRule(
      "PerfObjectiveSpent", .slo, .critical, .objectives,
      AlertCondition(.value(.fact(.objectiveRemaining), by: ["objective"]), .below, 1e-9), unit: .share,
      "The error budget of {objective} is spent", runbook: "RunbookObjectiveSpent"),
    AlertRule(
      "PerfObjectiveAtRisk", .slo, .warning, .objectives,
      AlertCondition(.value(.fact(.objectiveRemaining), by: ["objective"]), .below, 0.25), unit: .share,
      "{value} of the error budget of {objective} is left", runbook: "RunbookObjectiveSpent"),
    // The levels of 25 % and of nothing have the two rules above.
    AlertRule(
      "PerfObjectiveCrossed", .slo, .info, .objectives,
      AlertCondition(.value(.fact(.objectiveCrossed), by: ["left", "objective"]), .above, 0), keep: 4, unit: .number,
      "Less than {left} of the error budget of {objective} is left", runbook: "RunbookObjectiveSpent"),
    AlertRule(
      "PerfInvariantBroken", .slo, .critical, .objectives,
      AlertCondition(.value(.fact(.invariantBroken), by: ["invariant"]), .above, 0), unit: .number,
      "The newest run breaks the invariant {invariant}", runbook: "RunbookInvariantBroken"),
  ]

  private static func burning(_ urgency: String) -> AlertQuantity {
    .value(
      AlertSelector(
        sample: AlertFact.objectiveBurning.rawValue, matchers: [.has("urgency", urgency)], isMetric: false),
      by: ["objective"])
  }

  // MARK: - Good news

  private static let infoRules = [
    AlertRule(
      "PerfImprovement", .info, .info, .run,
      AlertCondition(
        .value(.metric("perf_bench_regression_ratio", .has("bound", "point")), by: ["bench", "metric", "suite"]),
        .below, -0.2,
        unless: .init(
          quantity: .value(
            .metric("perf_bench_regression_ratio", .has("bound", "high")), by: ["bench", "metric", "suite"]),
          side: .above, limit: -1e-9)), unit: .share,
      "{metric} of {bench} is better than its baseline by {value}: record it", runbook: "RunbookImprovement")
  ]

  private init(
    _ name: String, _ category: AlertCategory, _ severity: AlertSeverity, _ source: AlertSource,
    _ condition: AlertCondition, for evaluations: Int = 1, keep: Int = 0, absence: Absence = .nothing, unit: Unit,
    _ summary: String, runbook: String
  ) {
    (self.name, self.category, self.severity, self.source) = (name, category, severity, source)
    (self.condition, self.evaluations, self.keep) = (condition, evaluations, keep)
    (self.absence, self.unit, self.summary, self.runbook) = (absence, unit, summary, runbook)
  }
}
