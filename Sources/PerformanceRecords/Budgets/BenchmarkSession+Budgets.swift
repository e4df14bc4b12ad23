extension Budget {
  /// The limited statistic of each session that read the metric.
  package func values(in sessions: [BenchmarkSession], of metric: MetricDescription) -> [Double] {
    sessions.compactMap { session in
      session.reading(self.metric).flatMap { statistic.value(of: $0.values, better: metric.direction) }
    }
  }
}

extension [BenchmarkSession] {
  /// The budgets of the sessions of a benchmark, each once: those of instructions are in the sessions that count them.
  package var budgets: [Budget] {
    reduce(into: []) { all, session in
      for budget in session.budgets where !all.contains(budget) { all.append(budget) }
    }
  }
}
