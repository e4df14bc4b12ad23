import Foundation
import PerformanceSystem

/// One line of a run's event log: the source of everything shown later.
package struct RunEvent: Hashable, Sendable {
  /// The version this build writes; readers skip lines of kinds they do not know and refuse other versions.
  package static let version = 1

  /// When it happened, in seconds since 1970.
  package var time: Double
  /// What happened.
  package var body: Body

  /// What happened.
  package enum Body: Hashable, Sendable {
    /// The run began.
    case runStarted(RunStart)
    /// Another measurement holds the machine.
    case waiting(LockHolder)
    /// The functions that will be measured are known.
    case planned(RunPlan)
    /// A process for a function was started.
    case attempt(SessionAttempt)
    /// Instructions are being counted.
    case counting(CountingProgress)
    /// A process gave a session of a benchmark.
    case session(SessionEvent)
    /// What a benchmark's functions cost.
    case profile(ProfiledBenchmark)
    /// A process of the build that is compared with gave a session of a benchmark.
    case baseSession(SessionEvent)
    /// A verdict was reached.
    case verdict(Verdict)
    /// A pair of builds was measured for the candidates of the run.
    case confirmed(ConfirmationCost)
    /// A function that is on no file and measured nothing.
    case unmeasured(UnmeasuredFunction)
    /// A test body begins or ends its one run after the measurements.
    case bodyRun(BodyRun)
    /// An acceptance that nothing needed.
    case acceptanceUnused(UnusedAcceptance)
    /// The run ended.
    case runFinished(RunEnd)
  }

  /// An event at a time.
  package init(time: Double = Date().timeIntervalSince1970, _ body: Body) {
    self.time = time
    self.body = body
  }
}

/// What is known when a run begins.
package struct RunStart: Hashable, Sendable, Codable {
  /// `gate` or `record`.
  package var mode: String
  /// Where it takes place.
  package var environment: RunEnvironment
  /// The `--filter` expressions of the run.
  package var filters: [String]
  /// Whether and how instructions are counted; `nil` where nobody asked.
  package var counting: CountingPlan?
  /// The other build that it compares with, such as `main 0123456789ab`; `nil` where baselines on file judge.
  package var against: String?

  /// The start of a run from its parts.
  package init(
    mode: String, environment: RunEnvironment, filters: [String], counting: CountingPlan? = nil,
    against: String? = nil
  ) {
    self.mode = mode
    self.environment = environment
    self.filters = filters
    self.counting = counting
    self.against = against
  }
}

/// The functions a run will measure.
package struct RunPlan: Hashable, Sendable, Codable {
  /// In the order of measuring.
  package var functions: [TestFunctionID]
  /// Sessions that each function gets at least.
  package var rounds: Int
  /// Those of them that are left out of the counting pass by their tests; `nil` where there are none.
  package var uncounted: [TestFunctionID]?

  /// A plan from its parts.
  package init(functions: [TestFunctionID], rounds: Int, uncounted: [TestFunctionID]? = nil) {
    self.functions = functions
    self.rounds = rounds
    self.uncounted = uncounted
  }
}

/// How far the counting of instructions is.
package struct CountingProgress: Hashable, Sendable, Codable {
  /// Functions that are counted.
  package var done: Int
  /// Functions in this round.
  package var count: Int
  /// The round, counted from 1; later ones count again what differs.
  package var round: Int

  /// Progress from its parts.
  package init(done: Int, count: Int, round: Int) {
    self.done = done
    self.count = count
    self.round = round
  }
}

/// One process being started.
package struct SessionAttempt: Hashable, Sendable, Codable {
  /// The function it serves.
  package var function: TestFunctionID
  /// The round, counted from 1.
  package var round: Int
  /// Its place in the round, counted from 1.
  package var position: Int
  /// The functions in this round.
  package var count: Int
  /// The names of the metrics that are read; `nil` for all that its test asks for.
  package var metrics: [String]?

  /// A drawing from its parts.
  package init(function: TestFunctionID, round: Int, position: Int, count: Int, metrics: [String]? = nil) {
    self.metrics = metrics
    self.function = function
    self.round = round
    self.position = position
    self.count = count
  }
}

/// A session with the round it was drawn in.
package struct SessionEvent: Hashable, Sendable, Codable {
  /// The round, counted from 1.
  package var round: Int
  /// What the process measured.
  package var session: BenchmarkSession

  /// A drawn session from its parts.
  package init(round: Int, session: BenchmarkSession) {
    self.round = round
    self.session = session
  }
}

/// What a benchmark's functions cost.
package struct ProfiledBenchmark: Hashable, Sendable, Codable {
  /// The benchmark.
  package var id: BenchmarkID
  /// The costs.
  package var profile: BenchmarkProfile

  /// A profiled benchmark from its parts.
  package init(id: BenchmarkID, profile: BenchmarkProfile) {
    self.id = id
    self.profile = profile
  }
}

/// What it took to measure a pair of builds for candidates.
package struct ConfirmationCost: Hashable, Sendable, Codable {
  /// The old build as people read it.
  package var against: String
  /// The times that were compared.
  package var candidates: Int
  /// Seconds for building both sides; nearly nothing where both were kept.
  package var buildSeconds: Double
  /// Seconds for measuring both sides in turn.
  package var measureSeconds: Double

  /// A cost from its parts.
  package init(against: String, candidates: Int, buildSeconds: Double, measureSeconds: Double) {
    self.against = against
    self.candidates = candidates
    self.buildSeconds = buildSeconds
    self.measureSeconds = measureSeconds
  }
}

/// What is known when a run ends.
package struct RunEnd: Hashable, Sendable, Codable {
  /// Seconds spent measuring, without waiting for the machine.
  package var seconds: Double

  /// The end of a run.
  package init(seconds: Double) { self.seconds = seconds }
}

extension RunEvent: Codable {
  private enum Key: String, CodingKey { case v, time, kind, body }

  private enum Kind: String, Codable {
    case runStarted, waiting, planned, attempt, counting, session, baseSession, profile, verdict, unmeasured, bodyRun
    case acceptanceUnused, confirmed, runFinished
  }

  /// Whether this build has the kind; others come from newer builds.
  static func isKnown(kind: String) -> Bool { Kind(rawValue: kind) != nil }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    time = try container.decode(Double.self, forKey: .time)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .runStarted: body = .runStarted(try container.decode(RunStart.self, forKey: .body))
    case .waiting: body = .waiting(try container.decode(LockHolder.self, forKey: .body))
    case .planned: body = .planned(try container.decode(RunPlan.self, forKey: .body))
    case .attempt: body = .attempt(try container.decode(SessionAttempt.self, forKey: .body))
    case .counting: body = .counting(try container.decode(CountingProgress.self, forKey: .body))
    case .session: body = .session(try container.decode(SessionEvent.self, forKey: .body))
    case .profile: body = .profile(try container.decode(ProfiledBenchmark.self, forKey: .body))
    case .baseSession: body = .baseSession(try container.decode(SessionEvent.self, forKey: .body))
    case .verdict: body = .verdict(try container.decode(Verdict.self, forKey: .body))
    case .unmeasured: body = .unmeasured(try container.decode(UnmeasuredFunction.self, forKey: .body))
    case .bodyRun: body = .bodyRun(try container.decode(BodyRun.self, forKey: .body))
    case .acceptanceUnused:
      body = .acceptanceUnused(try container.decode(UnusedAcceptance.self, forKey: .body))
    case .confirmed: body = .confirmed(try container.decode(ConfirmationCost.self, forKey: .body))
    case .runFinished: body = .runFinished(try container.decode(RunEnd.self, forKey: .body))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.version, forKey: .v)
    try container.encode(time, forKey: .time)
    func encode(_ kind: Kind, _ payload: some Encodable) throws {
      try container.encode(kind, forKey: .kind)
      try container.encode(payload, forKey: .body)
    }
    switch body {
    case .runStarted(let start): try encode(.runStarted, start)
    case .waiting(let holder): try encode(.waiting, holder)
    case .planned(let plan): try encode(.planned, plan)
    case .attempt(let attempt): try encode(.attempt, attempt)
    case .counting(let progress): try encode(.counting, progress)
    case .session(let session): try encode(.session, session)
    case .profile(let profiled): try encode(.profile, profiled)
    case .baseSession(let session): try encode(.baseSession, session)
    case .verdict(let verdict): try encode(.verdict, verdict)
    case .unmeasured(let function): try encode(.unmeasured, function)
    case .bodyRun(let run): try encode(.bodyRun, run)
    case .acceptanceUnused(let acceptance): try encode(.acceptanceUnused, acceptance)
    case .confirmed(let cost): try encode(.confirmed, cost)
    case .runFinished(let end): try encode(.runFinished, end)
    }
  }
}
