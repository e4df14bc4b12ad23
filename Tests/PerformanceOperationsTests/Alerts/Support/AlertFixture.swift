import PerformanceAlerts

/// Inputs for which a rule holds, or does not.
struct AlertFixture {
  private let rule: AlertRule

  init(_ rule: AlertRule) { self.rule = rule }

  /// The names of samples that this package writes.
  static let writtenSamples = [
    "perf_run_timestamp_seconds", "perf_run_verdict", "perf_bench_regression_ratio", "perf_bench_noise_ratio",
    "perf_gpu_throttle", "perf_commands_total", "perf_commands_failed_total", "perf_git_errors_total",
    "perf_git_operation_duration_seconds_bucket", "perf_git_operation_duration_seconds_count",
    "perf_command_duration_seconds_bucket", "perf_command_duration_seconds_count", "perf_host_cpu_busy_ratio",
    "perf_host_cpu_steal_ratio", "perf_host_memory_used_ratio", "perf_disk_used_ratio",
    "perf_state_directory_bytes", "perf_cache_directory_bytes", "perf_active_runs", "perf_baseline_timestamp_seconds",
    "perf_validation_failures_total",
  ]

  /// Adds the samples of an evaluation.
  /// - Parameter step: the number of the evaluation, by which counters grow while it is a bad one.
  func input(_ input: AlertInput, step: Int, isBad: Bool) -> AlertInput {
    var input = input
    for (name, labels, value) in samples(at: input.time, step: step, isBad: isBad) {
      input.add(name, AlertSample(labels, value))
    }
    return input
  }

  typealias Sample = (name: String, labels: [String: String], value: Double)

  func samples(at time: Double, step: Int, isBad: Bool) -> [Sample] {
    let condition = rule.condition
    let beyond = condition.side == .above ? condition.limit * 2 + 1 : min(condition.limit * 2, 0) - 1
    // Bad evaluations come first, so that counters stay at what they have reached.
    let grown = Double(min(step, rule.evaluations)) * 100
    switch condition.quantity {
    case .value(let selector, let by):
      return [sample(selector, by, isBad ? beyond : condition.side == .above ? 0 : max(condition.limit, 0) + 1)]
    case .shareAbove(let threshold, let selector):
      return (0..<4).map { index in
        let value = isBad && index > 0 ? threshold * 2 : threshold / 2
        return Sample(selector.sample, ["bench": "\(index)"], value)
      }
    case .age(let selector, let by): return [sample(selector, by, isBad ? time - beyond : time)]
    case .difference(let first, let second):
      return [sample(first, [], isBad ? beyond + 5 : 5), sample(second, [], 5)]
    case .increase(let selector, _, let by): return [sample(selector, by, grown)]
    case .share(let part, let whole, _, _): return [sample(part, [], grown / 2), sample(whole, [], grown)]
    case .quantile(_, let histogram, _, _):
      let bound = condition.limit * 4
      return [
        Sample(histogram.sample + "_bucket", ["le": "\(condition.limit)"], 0),
        Sample(histogram.sample + "_bucket", ["le": "\(bound)"], grown),
        Sample(histogram.sample + "_bucket", ["le": "+Inf"], grown), Sample(histogram.sample + "_count", [:], grown),
      ]
    }
  }

  private func sample(_ selector: AlertSelector, _ by: [String], _ value: Double) -> Sample {
    var labels = Dictionary(uniqueKeysWithValues: by.map { ($0, "some") })
    for matcher in selector.matchers where matcher.isPositive { labels[matcher.label] = matcher.values[0] }
    return Sample(selector.sample, labels, value)
  }
}
