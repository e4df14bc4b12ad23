import PerformanceRecords

/// The results of a run in record mode.
package struct Recording {
  /// The sessions of each benchmark, in the order taken.
  package var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
  /// Failures, and baselines without a number.
  package var failures: [Verdict] = []
  /// Functions whose tests are disabled.
  private(set) var disabled: [TestFunctionID] = []
  /// Functions that have no baseline and measured nothing.
  private(set) var unmeasured: [UnmeasuredFunction] = []
  /// Verdicts on functions that could not be counted.
  package var uncountable: [Verdict] = []
  /// The costs by function, where instructions were counted.
  package var profiles: [BenchmarkID: BenchmarkProfile] = [:]
  /// The toolchain and the machine; `nil` until the run has begun.
  package var environment: RunEnvironment?
  /// Whether the run only counted instructions.
  private var isOnlyCounts = false
  /// Functions that their tests exclude from the counting pass.
  package var uncounted: Set<TestFunctionID> = []
  /// Functions without sessions whose baselines must stay: failed ones, and those whose tests are disabled.
  package var excused: Set<TestFunctionID> = []

  /// Creates the recording of a run.
  package init(_ record: RunRecord) {
    environment = record.start?.environment
    isOnlyCounts = record.start?.configuration.counting?.isOnlyPass ?? false
    uncounted = record.uncountedFunctions
    profiles = record.profiles
    unmeasured = record.unmeasured
    for verdict in record.verdicts {
      switch verdict.outcome {
      case .failed, .missing: failures.append(verdict)
      case .disabled: disabled.append(verdict.function)
      default: if verdict.reason == .valueUnavailable { uncountable.append(verdict) }
      }
    }
    let failed = Set(failures.map(\.function))
    // A function that fails in one round proves nothing by its sessions of the others.
    sessions = record.headSessions.filter { !failed.contains($0.key.function) }
    excused = Set(record.plannedFunctions).subtracting(sessions.keys.map(\.function))
  }

  /// The instrument that counted each benchmark.
  package var instruments: [BenchmarkID: String] {
    sessions.compactMapValues { $0.flatMap(\.readings).compactMap(\.instrument).first }
  }

  /// Whether a metric was read at all.
  package func wasRead(_ metric: MetricDescription) -> Bool {
    !isOnlyCounts || CountedMetric.names.contains(metric.name)
  }
}
