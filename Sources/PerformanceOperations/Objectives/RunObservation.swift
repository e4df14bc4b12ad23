import PerformanceHistory
import PerformanceRecords

/// A run as indicators see it.
package struct RunObservation: Sendable {
  package var run: HistoryRun
  package var digest: RunDigest
  /// Its results; empty where no indicator needs them.
  package var points: [HistoryPoint.InSeries]

  package init(run: HistoryRun, digest: RunDigest, points: [HistoryPoint.InSeries] = []) {
    self.run = run
    self.digest = digest
    self.points = points
  }

  /// The observations of the runs of a history since a time, the oldest first.
  ///
  /// Runs with a planted slowdown are experiments, and recordings judge nothing.
  /// - Parameters:
  ///   - since: seconds since 1970.
  ///   - needsPoints: whether an indicator looks at single results.
  package static func all(
    in history: any HistoryReader, since: Double, needsPoints: Bool
  ) throws -> [RunObservation] {
    try history.runs(in: since ... .infinity).filter { $0.slowdown == 1 && $0.mode == "gate" }.map { run in
      RunObservation(
        run: run, digest: try history.digest(ofRun: run.name) ?? RunDigest(),
        points: needsPoints ? try history.points(ofRun: run.name) : [])
    }
  }
}

extension Indicator {
  /// The events of runs; none for an indicator of something else.
  package func events(of runs: [RunObservation]) -> [ObjectiveEvents] {
    runs.compactMap { run in
      count(run).map { ObjectiveEvents(time: run.run.time, run: run.run.name, good: $0.good, total: $0.total) }
    }
  }

  /// The events of a run; `nil` for a run that is excluded.
  private func count(_ run: RunObservation) -> EventCount? {
    func one(isGood: Bool) -> EventCount { EventCount(bad: isGood ? 0 : 1, total: 1) }
    func count(_ outcomes: Verdict.Outcome...) -> Int { outcomes.reduce(0) { $0 + (run.digest.outcomes[$1] ?? 0) } }
    let red = count(.regressed, .overBudget, .missing, .failed)
    let green = count(.same, .improved, .accepted)
    switch self {
    case .finishedRuns: return one(isGood: run.run.isFinished)
    case .judgedRuns: return run.run.isFinished ? one(isGood: red + green > 0) : nil
    case .greenRuns(let branch):
      guard run.run.isFinished, red + green > 0, branch == nil || run.run.provenance.branch == branch else {
        return nil
      }
      return one(isGood: red == 0)
    case .pairs: return red + green > 0 ? EventCount(bad: red, total: red + green) : nil
    case .passedBodies:
      let all = max(run.digest.benchmarks, count(.failed))
      return all > 0 ? EventCount(bad: count(.failed), total: all) : nil
    case .results(let benchmark, let metric, let limit):
      let points = run.points.filter { $0.series.metric == metric && benchmark.matches($0.series.benchmark) }
      let bad = points.count { $0.series.direction.excess(of: $0.point.value, over: limit) > 0 }
      return points.isEmpty ? nil : EventCount(bad: bad, total: points.count)
    case .steadySeries(let share):
      let points = run.points.filter { $0.series.kind == .sampled && $0.point.value != 0 && $0.point.samples > 1 }
      let bad = points.count { $0.point.statistics.mad > share * abs($0.point.value) }
      return points.isEmpty ? nil : EventCount(bad: bad, total: points.count)
    case .freshBaselines, .commands, .quickCommands, .plannedRuns, .unchangedCode, .quietRule: return nil
    }
  }
}
