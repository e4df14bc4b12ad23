import PerformanceBundles
import PerformanceGit
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceWorkflows

/// Separates good and bad commits by a sampled metric: the good end is measured again in turn with each of them.
struct TimeTrials: CommitTrials {
  let reader: BenchmarkReader
  let metric: String
  /// Builds commits.
  let builds: CommitBuilds
  private var good: Good?
  private var rule: BisectionRule?

  private struct Good {
    var build: PairBuilds.Build
    var number: CommitNumber
  }

  init(reader: BenchmarkReader, metric: String, builds: CommitBuilds) {
    self.reader = reader
    self.metric = metric
    self.builds = builds
  }

  mutating func good(_ commit: GitCommit) throws -> CommitNumber {
    let build = try builds.build(commit)
    builds.pin(build)
    let bundle = builds.bundle(of: build)
    let number = try reader.alone { status in
      let readings = try (0..<PairedRule.standard.screening).map { _ in
        try reader.reading(metric, in: reader.session(of: bundle, showing: status))
      }
      return CommitNumber(metric: readings[0].metric, value: try best(readings))
    }
    good = Good(build: build, number: number)
    return number
  }

  mutating func bad(_ commit: GitCommit) throws -> (number: CommitNumber, isWorse: Bool) {
    guard let good else { throw NoNumber(reason: "the good end was not measured") }
    let (number, isWorse) = try compare(try builds.build(commit), with: good)
    rule = isWorse ? BisectionRule(metric: number.metric, good: good.number.value, bad: number.value) : nil
    return (number, rule != nil)
  }

  mutating func attempt(_ commit: GitCommit) throws -> Bisection.Attempt {
    do {
      guard let good, let rule else { return .skipped("the ends were not measured") }
      let (number, isWorse) = try compare(try builds.build(commit), with: good, tolerance: rule.halfway)
      return isWorse ? .bad(number) : .good(number)
    } catch let reason as NoNumber {
      return .skipped(reason.reason)
    }
  }

  /// Takes pairs until the rule for pairs decides; if it never does, the best sessions of both decide.
  private func compare(
    _ build: PairBuilds.Build, with good: Good, tolerance: Tolerance? = nil
  ) throws -> (CommitNumber, isWorse: Bool) {
    if builds.areSame(good.build, build) { return (good.number, false) }
    let bundle = builds.bundle(of: build)
    let goodBundle = try builds.bundle(of: good.build, inTurnWith: build)
    return try reader.alone { status in
      var iterations: [String: Int] = [:]
      func takeSession(_ bundle: TestBundle) throws -> MetricReading {
        let session = try reader.session(of: bundle, iterations: iterations, showing: status)
        iterations[reader.id.description] = session.iterations
        return try reader.reading(metric, in: session)
      }
      var (base, now): ([MetricReading], [MetricReading]) = ([], [])
      let description = good.number.metric
      while true {
        // Neither build is always the first (ABBA).
        if base.count.isMultiple(of: 2) {
          base.append(try takeSession(goodBundle))
          now.append(try takeSession(bundle))
        } else {
          now.append(try takeSession(bundle))
          base.append(try takeSession(goodBundle))
        }
        let pairs = zip(base, now).compactMap(pair)
        let number = CommitNumber(
          metric: description, value: try best(now) / best(base) * good.number.value)
        switch PairedRule.standard.decision(
          pairs, tolerance: tolerance ?? description.tolerance, direction: description.direction)
        {
        case .undecided: continue
        case .same, .better: return (number, false)
        case .worse: return (number, true)
        case .unresolved: return (number, tolerance != nil && rule?.isBad(number.value) == true)
        }
      }
    }
  }

  private func pair(_ base: MetricReading, _ now: MetricReading) -> PairedRule.Pair? {
    guard let base = base.summary, let now = now.summary else { return nil }
    return PairedRule.Pair(base: base, now: now)
  }

  private func best(_ readings: [MetricReading]) throws -> Double {
    let values = readings.compactMap(\.summary)
    let best = readings.first?.metric.direction == .higherIsBetter ? values.max() : values.min()
    guard let best, best > 0 else { throw NoNumber(reason: "its \(metric) is not above 0") }
    return best
  }
}
