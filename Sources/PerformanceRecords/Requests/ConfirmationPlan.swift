/// A time that is worse than its baseline or than a budget.
package struct Candidate: Hashable, Sendable, Codable {
  /// The benchmark that a pair of builds is to measure.
  package var benchmark: BenchmarkID
  /// The name of the metric.
  package var metric: String
  /// The statistic that a budget limits; `nil` for a comparison with a baseline.
  package var statistic: Budget.Statistic?
  /// The limit of the budget in the metric's unit.
  package var limit: Double?

  package init(
    benchmark: BenchmarkID, metric: String, statistic: Budget.Statistic? = nil, limit: Double? = nil
  ) {
    self.benchmark = benchmark
    self.metric = metric
    self.statistic = statistic
    self.limit = limit
  }
}

extension Verdict {
  /// The metric and benchmark of the verdict; `nil` for a verdict on more than one metric.
  package var candidate: Candidate? {
    guard let benchmark, let metric else { return nil }
    return Candidate(
      benchmark: benchmark, metric: metric.name, statistic: budget, limit: budget == nil ? nil : baseline)
  }
}

/// The treatment of times that are worse than their baselines, as `perftest` requests it.
package enum ConfirmationPlan: Equatable, Sendable {
  /// They wait for a pair of builds, which is measured after this run.
  case awaited
  /// The run measures a pair of builds for these candidates only. `moreOftenSlow` are those of which more processes
  /// seem to be slow, but not all.
  case pair([Candidate], moreOftenSlow: [Candidate] = [])
  /// No pair is available, for this reason: the rule for baselines decides, for all benchmarks or for these candidates
  /// only.
  case unavailable(PairAbsence, only: [Candidate]?)

  /// The candidates of which more processes seem to be slow.
  package var moreOftenSlow: Set<Candidate> {
    if case .pair(_, let candidates) = self { Set(candidates) } else { [] }
  }

  /// The candidates of the run; `nil` where it covers everything selected.
  package var candidates: [Candidate]? {
    switch self {
    case .awaited: nil
    case .pair(let candidates, _): candidates
    case .unavailable(_, let candidates): candidates
    }
  }
}

extension ConfirmationPlan: Codable {
  private enum Key: String, CodingKey { case state, candidates, moreOftenSlow, absence }
  private enum State: String, Codable { case awaited, pair, unavailable }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let candidates = try container.decodeIfPresent([Candidate].self, forKey: .candidates)
    switch try container.decode(State.self, forKey: .state) {
    case .awaited: self = .awaited
    case .pair:
      self = .pair(
        candidates ?? [], moreOftenSlow: try container.decodeIfPresent([Candidate].self, forKey: .moreOftenSlow) ?? [])
    case .unavailable:
      self = .unavailable(try container.decode(PairAbsence.self, forKey: .absence), only: candidates)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(candidates, forKey: .candidates)
    switch self {
    case .awaited: try container.encode(State.awaited, forKey: .state)
    case .pair(_, let slow):
      try container.encode(State.pair, forKey: .state)
      if !slow.isEmpty { try container.encode(slow, forKey: .moreOftenSlow) }
    case .unavailable(let absence, _):
      try container.encode(State.unavailable, forKey: .state)
      try container.encode(absence, forKey: .absence)
    }
  }
}
