import PerformanceRecords
import Synchronization

/// The budgets of the checked-in file, as limits of the benchmarks that they match.
///
/// They become the limits of a session, where those of its test already are: one judge knows both, and the event log has
/// them for every report.
package final class FileBudgets: Sendable {
  private let rules: [BudgetRule]
  private let finder: ComparisonFinder
  /// The rules of each benchmark seen so far: a benchmark has many sessions.
  private let matching = Mutex<[BenchmarkID: [BudgetRule]]>([:])

  /// - Parameter finder: the baselines that relative limits refer to.
  package init(_ rules: [BudgetRule], finder: ComparisonFinder) {
    self.rules = rules
    self.finder = finder
  }

  /// The session with the limits for the metrics that it read.
  package func attached(to session: BenchmarkSession) -> BenchmarkSession {
    guard !rules.isEmpty else { return session }
    var session = session
    for rule in rules(of: session.id) {
      guard let reading = session.reading(rule.metric), let limit = limit(rule, of: reading, in: session) else {
        continue
      }
      session.budgets.append(
        Budget(
          metric: rule.metric, statistic: rule.statistic, limit: limit,
          origin: Budget.Origin(id: rule.id, severity: rule.severity, owner: rule.owner, note: rule.note)))
    }
    return session
  }

  /// The budgets that limited nothing in a run.
  /// - Parameters:
  ///   - sessions: the sessions of each benchmark.
  ///   - isWhole: whether the run selects every benchmark, so that a pattern without a benchmark is a mistake.
  package func unused(in sessions: [BenchmarkID: [SessionEvent]], isWhole: Bool) -> [UnusedBudget] {
    let recorded = finder.recorded.keys
    return rules.compactMap { rule in
      let matched = sessions.filter { rule.benchmark.matches($0.key) }.values.joined()
      if matched.isEmpty {
        // One that was not measured has a row of its own.
        let isKnown = !isWhole || recorded.contains { rule.benchmark.matches($0) }
        return isKnown ? nil : UnusedBudget(rule, because: .noBenchmark)
      }
      if matched.contains(where: { $0.session.budgets.contains { $0.origin?.id == rule.id } }) { return nil }
      let isRead = matched.contains { $0.session.reading(rule.metric) != nil }
      return UnusedBudget(rule, because: isRead ? .noBaseline : .notRead)
    }
  }

  private func rules(of id: BenchmarkID) -> [BudgetRule] {
    if let known = matching.withLock({ $0[id] }) { return known }
    let found = rules.filter { $0.benchmark.matches(id) }
    matching.withLock { $0[id] = found }
    return found
  }

  /// The stricter of the absolute limit and the one relative to the baseline; `nil` where the rule has neither here.
  private func limit(_ rule: BudgetRule, of reading: MetricReading, in session: BenchmarkSession) -> Double? {
    let direction = reading.metric.direction
    let relative = rule.percent.flatMap { percent in
      baseline(rule, of: reading, in: session).map {
        direction.value(abs($0) * percent / 100, worseThan: $0)
      }
    }
    return direction.best(of: [rule.limit, relative].compactMap { $0 })
  }

  private func baseline(_ rule: BudgetRule, of reading: MetricReading, in session: BenchmarkSession) -> Double? {
    let comparison = finder.comparison(
      of: reading.metric, in: session.id, instrument: reading.instrument,
      gpus: [session.gpu].compactMap { $0?.environment })
    guard case .against(let baseline, _) = comparison else { return nil }
    switch baseline.content {
    case .exact(let count): return count.worst(reading.metric.direction)
    case .sampled(let sessions):
      return reading.metric.representative(
        of: sessions.compactMap { rule.statistic.value(of: $0, better: reading.metric.direction) })
    }
  }
}
