import PerformanceRecords

/// The run of a line, without its results.
struct ExchangedHead: Codable {
  /// The end of the year 9999, in seconds since 1970.
  private static let end = 253_402_300_800.0

  private let name: String
  private let time: Double
  private let seconds: Double
  private let finished: Bool
  private let mode: String
  private let provenance: RunProvenance
  private let toolchain: String
  private let machine: String
  private let slowdown: Double

  init(_ run: HistoryRun) {
    name = run.name
    time = run.time
    seconds = run.seconds
    finished = run.isFinished
    mode = run.mode
    provenance = run.provenance
    toolchain = run.toolchain
    machine = run.machine
    slowdown = run.slowdown
  }

  /// The run.
  /// - Throws: ``ExchangeProblem``.
  func run() throws -> HistoryRun {
    guard !name.isEmpty else { throw ExchangeProblem.unusable(key: "run.name") }
    guard (0..<Self.end).contains(time) else { throw ExchangeProblem.unusable(key: "run.time") }
    guard seconds.isFinite else { throw ExchangeProblem.unusable(key: "run.seconds") }
    guard slowdown.isFinite else { throw ExchangeProblem.unusable(key: "run.slowdown") }
    return HistoryRun(
      name: name, time: time, seconds: seconds, isFinished: finished, mode: mode, provenance: provenance,
      toolchain: toolchain, machine: machine, slowdown: slowdown)
  }
}

/// A verdict of a line that belongs to no point.
struct ExchangedVerdict: Codable {
  private let subject: Verdict.Subject
  private let metric: String?
  private let budget: Budget.Statistic?
  private let outcome: Verdict.Outcome
  private let reason: Verdict.Reason
  private let baseline: Double?
  private let now: Double?

  init(_ verdict: HistoryVerdict) {
    subject = verdict.subject
    metric = verdict.metric
    budget = verdict.budget
    outcome = verdict.outcome
    reason = verdict.reason
    baseline = verdict.baseline
    now = verdict.now
  }

  var verdict: HistoryVerdict {
    HistoryVerdict(
      subject: subject, metric: metric, budget: budget, outcome: outcome, reason: reason, baseline: baseline, now: now)
  }
}
