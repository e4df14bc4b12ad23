import PerformanceRecords

/// A line of a recorded verification: the raw sessions of null runs and of runs with planted slowdowns, for later
/// comparisons of rules.
///
/// A file is newline-delimited JSON, `{"v": 1, "kind": …, "body": {…}}`: one `begun`, a `baseline` for each benchmark, then
/// for each run a `run` followed by its `session` and `verdict` lines.
package enum VerificationRecord: Equatable, Sendable {
  /// The version that this build reads and writes.
  package static let version = 1

  /// The machine, the metric and the kind of slowdowns; the first line.
  case begun(VerificationStart)
  /// A baseline that judges the runs.
  case baseline(VerifiedBaseline)
  /// A run begins, whose sessions and verdicts follow.
  case run(VerifiedRun)
  /// A session of the last run, in the order taken.
  case session(VerifiedSession)
  /// The verdict of the gate on a benchmark in the last run.
  case verdict(VerifiedVerdict)
}

/// The machine, the metric and the kind of slowdowns of a verification.
package struct VerificationStart: Equatable, Sendable, Codable {
  /// The machine and the build.
  package var environment: RunEnvironment
  /// The name of the recorded metric.
  package var metric: String
  /// The kind of the planted slowdowns; `nil` for those of the time.
  package var planted: PlantedSlowdown.Kind?

  package init(environment: RunEnvironment, metric: String, planted: PlantedSlowdown.Kind? = nil) {
    self.environment = environment
    self.metric = metric
    self.planted = planted
  }
}

/// A benchmark's baseline.
package struct VerifiedBaseline: Equatable, Sendable, Codable {
  /// The id of the benchmark.
  package var benchmark: BenchmarkID
  /// Its sessions, each as the quantiles of its samples, with its tolerance.
  package var baseline: BaselineMetric

  package init(benchmark: BenchmarkID, baseline: BaselineMetric) {
    self.benchmark = benchmark
    self.baseline = baseline
  }
}

/// A run of the gate.
package struct VerifiedRun: Equatable, Sendable, Codable {
  /// Its number, counted from 1.
  package var run: Int
  /// The planted slowdown in per cent; 0 for unchanged code.
  package var planted: Int
  /// Seconds spent measuring.
  package var seconds: Double

  package init(run: Int, planted: Int, seconds: Double) {
    self.run = run
    self.planted = planted
    self.seconds = seconds
  }
}

/// The result of one process for one benchmark.
package struct VerifiedSession: Equatable, Sendable, Codable {
  /// The number of its run.
  package var run: Int
  /// The id of the benchmark.
  package var benchmark: BenchmarkID
  /// One value for each sample, an iteration's, in the order of measuring and in the metric's unit.
  package var samples: [Double]
  /// The state of the machine meanwhile.
  package var conditions: SessionConditions

  package init(run: Int, benchmark: BenchmarkID, samples: [Double], conditions: SessionConditions) {
    self.run = run
    self.benchmark = benchmark
    self.samples = samples
    self.conditions = conditions
  }
}

/// The verdict of the gate on a benchmark.
package struct VerifiedVerdict: Equatable, Sendable, Codable {
  /// The number of its run.
  package var run: Int
  /// The id of the benchmark.
  package var benchmark: BenchmarkID
  /// The outcome for the recorded metric.
  package var outcome: Verdict.Outcome

  package init(run: Int, benchmark: BenchmarkID, outcome: Verdict.Outcome) {
    self.run = run
    self.benchmark = benchmark
    self.outcome = outcome
  }
}

extension VerificationRecord: Codable {
  private enum Key: String, CodingKey { case v, kind, body }

  private enum Kind: String, Codable { case begun, baseline, run, session, verdict }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let version = try container.decode(Int.self, forKey: .v)
    guard version == Self.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .v, in: container, debugDescription: "is \(version), this build knows \(Self.version)")
    }
    switch try container.decode(Kind.self, forKey: .kind) {
    case .begun: self = .begun(try container.decode(VerificationStart.self, forKey: .body))
    case .baseline: self = .baseline(try container.decode(VerifiedBaseline.self, forKey: .body))
    case .run: self = .run(try container.decode(VerifiedRun.self, forKey: .body))
    case .session: self = .session(try container.decode(VerifiedSession.self, forKey: .body))
    case .verdict: self = .verdict(try container.decode(VerifiedVerdict.self, forKey: .body))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.version, forKey: .v)
    func encode(_ kind: Kind, _ body: some Encodable) throws {
      try container.encode(kind, forKey: .kind)
      try container.encode(body, forKey: .body)
    }
    switch self {
    case .begun(let start): try encode(.begun, start)
    case .baseline(let baseline): try encode(.baseline, baseline)
    case .run(let run): try encode(.run, run)
    case .session(let session): try encode(.session, session)
    case .verdict(let verdict): try encode(.verdict, verdict)
    }
  }
}
