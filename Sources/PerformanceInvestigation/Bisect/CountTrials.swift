import PerformanceBundles
import PerformanceGit
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceWorkflows

/// Separates good and bad commits by a count, which repeats in unchanged code.
struct CountTrials: CommitTrials {
  /// Builds commits.
  let builds: CommitBuilds
  /// Reads the count of a build.
  let count: (TestBundle) throws -> CommitNumber
  private var counted: [(build: PairBuilds.Build, number: CommitNumber)] = []
  private var good: CommitNumber?
  private var rule: BisectionRule?

  init(builds: CommitBuilds, count: @escaping (TestBundle) throws -> CommitNumber) {
    self.builds = builds
    self.count = count
  }

  mutating func good(_ commit: GitCommit) throws -> CommitNumber {
    let number = try number(of: commit)
    good = number
    return number
  }

  mutating func bad(_ commit: GitCommit) throws -> (number: CommitNumber, isWorse: Bool) {
    let number = try number(of: commit)
    rule = good.flatMap { BisectionRule(metric: $0.metric, good: $0.value, bad: number.value) }
    return (number, rule != nil)
  }

  mutating func attempt(_ commit: GitCommit) throws -> Bisection.Attempt {
    do {
      let number = try number(of: commit)
      return rule?.isBad(number.value) == true ? .bad(number) : .good(number)
    } catch let reason as NoNumber {
      return .skipped(reason.reason)
    }
  }

  /// Counts a commit, unless its build is identical to a counted one.
  private mutating func number(of commit: GitCommit) throws -> CommitNumber {
    let build = try builds.build(commit)
    if let same = counted.last(where: { builds.areSame($0.build, build) }) { return same.number }
    let number = try count(builds.bundle(of: build))
    counted.append((build, number))
    return number
  }
}

extension BenchmarkReader {
  /// The number of fresh processes, of which the best one counts, as in a gate.
  private static let processes = ExactRule.standard.cap

  /// The count of a build.
  /// - Throws: ``NoNumber``.
  func count(_ metric: String, of bundle: TestBundle) throws -> CommitNumber {
    try alone { status in
      let readings = try (0..<Self.processes).map { _ in
        try reading(metric, in: session(of: bundle, showing: status))
      }
      let counts = readings.compactMap(\.count)
      let description = readings[0].metric
      let best = description.direction.best(of: counts)
      guard let best else { throw NoNumber(reason: "it has no \(metric)") }
      return CommitNumber(metric: description, value: best)
    }
  }
}
