import PerformanceRecords

/// What a run in record mode measured.
package struct Recording {
  /// The sessions of each benchmark.
  package var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
  /// What failed, and what is on file and gave nothing.
  package var failures: [Verdict] = []
  /// Functions whose tests are disabled.
  private(set) var disabled: [TestFunctionID] = []
  /// Functions that are on no file and measured nothing.
  private(set) var unmeasured: [UnmeasuredFunction] = []
  /// What could not be counted.
  package var uncountable: [Verdict] = []
  /// What their functions cost, where instructions were counted.
  package var profiles: [BenchmarkID: BenchmarkProfile] = [:]
  /// Where it was measured.
  package var environment: RunEnvironment?
  /// Whether nothing but instructions was counted.
  private var isOnlyCounts = false
  /// Functions whose tests leave them out of the counting pass.
  package var uncounted: Set<TestFunctionID> = []
  /// Functions without sessions whose entries must stay: failed ones, and those whose tests are disabled.
  package var excused: Set<TestFunctionID> = []

  /// The recording that a run is.
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
    // A function that fails in one round proves nothing with the sessions of the others.
    sessions = record.headSessions.filter { !failed.contains($0.key.function) }
    excused = Set(record.plannedFunctions).subtracting(sessions.keys.map(\.function))
  }

  /// What counted the instructions of each benchmark.
  package var instruments: [BenchmarkID: String] {
    sessions.compactMapValues { $0.flatMap(\.readings).compactMap(\.instrument).first }
  }

  /// Whether a metric was read at all.
  package func wasRead(_ metric: MetricDescription) -> Bool {
    !isOnlyCounts || CountedMetric.names.contains(metric.name)
  }
}
