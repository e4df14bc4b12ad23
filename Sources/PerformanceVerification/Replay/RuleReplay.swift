import PerformanceRecords
import PerformanceRegression

/// Applies rules to recorded sessions of unchanged code, unchanged and with slowdowns planted by multiplication.
///
/// The gate's rule gets a baseline and as many consecutive later sessions as it requests, at every position; the rules
/// of other tools get one session before and one after, in every pair. Positions overlap: counts are exact for these
/// recordings, but intervals computed from them are too narrow.
package struct RuleReplay: Sendable {
  /// The planted slowdowns in per cent; 0 for unchanged code.
  package static let sizes = [0] + VerificationRun.sizes.sorted()
  /// The name of the gate's rule in a table.
  package static let gate = "perftest gate"
  /// The most positions of one series; beyond it, this many evenly spread ones are taken.
  private static let mostPlacements = 5_000

  /// The results of one rule.
  package struct Count: Equatable, Sendable, Encodable {
    /// Comparisons at each size in per cent.
    package var trials: [Int: Int] = [:]
    /// Comparisons judged as a regression.
    package var red: [Int: Int] = [:]
    /// Sessions taken in the comparisons of unchanged code.
    package var sessions = 0

    /// The share judged as a regression; `nil` without trials.
    package func share(_ size: Int) -> Double? {
      guard let trials = trials[size], trials > 0 else { return nil }
      return Double(red[size] ?? 0) / Double(trials)
    }

    fileprivate mutating func add(_ size: Int, isRed: Bool) {
      trials[size, default: 0] += 1
      if isRed { red[size, default: 0] += 1 }
    }
  }

  /// The counts of each rule, the gate's first.
  package private(set) var counts: [(name: String, count: Count)]
  /// The number of replayed series.
  package private(set) var series = 0
  /// Series without planted slowdowns, because they allow more than 20 %.
  package private(set) var tolerant = 0

  private let rule: SampledRule

  /// Replays series; their number is the family of the gate's verdicts.
  package init(_ series: [ReplayedSeries], rule: SampledRule = .standard) {
    self.rule = rule.judging(series.count)
    counts = ([Self.gate] + ComparisonRule.ofOtherTools.map(\.name)).map { ($0, Count()) }
    for series in series.sorted(by: { $0.name < $1.name }) {
      self.series += 1
      let isTolerant = series.tolerance.relative > Tolerance.usual.relative || series.tolerance.absolute > 0
      if isTolerant { tolerant += 1 }
      let sizes = isTolerant ? [0] : Self.sizes
      replayGate(series, sizes)
      replayOthers(series, sizes)
    }
  }

  // MARK: - The gate

  private mutating func replayGate(_ series: ReplayedSeries, _ sizes: [Int]) {
    let summaries = series.sessions.map(\.minimum)
    let fewest = rule.fewestBaselineSessions
    var locations: [(line: DecisionThreshold, first: Int, count: Int)] = []
    for first in series.baseline == nil ? Array(summaries.indices) : [0] {
      let length = series.baseline == nil ? fewest : 0
      guard first + length <= summaries.count else { break }
      let line = DecisionThreshold(
        baseline: series.baseline ?? Array(summaries[first..<first + length]), tolerance: series.tolerance,
        direction: .lowerIsBetter, rule: rule)
      guard let line, (series.baseline?.count ?? length) >= fewest else { continue }
      locations.append((line, first + length, max(summaries.count - line.cap - first - length + 1, 0)))
    }
    // All positions, one after the other, without storing them: a long file has tens of millions.
    var (location, before) = (0, 0)
    for index in Self.spread(locations.reduce(0) { $0 + $1.count }) {
      while index - before >= locations[location].count {
        before += locations[location].count
        location += 1
      }
      let line = locations[location].line
      let begin = locations[location].first + index - before
      let run = begin..<begin + line.cap
      for size in sizes {
        let (isRed, taken) = Self.takeSession(summaries[run], times: 1 + Double(size) / 100, line)
        counts[0].count.add(size, isRed: isRed)
        if size == 0 { counts[0].count.sessions += taken }
      }
    }
  }

  /// Feeds sessions one by one as long as the rule is undecided, as the gate does.
  private static func takeSession(
    _ run: ArraySlice<Double>, times factor: Double, _ line: DecisionThreshold
  ) -> (isRed: Bool, taken: Int) {
    var now: [Double] = []
    for session in run {
      now.append(session * factor)
      let step = SampledRule.decision(by: line, now: now)
      if step != .undecided { return (step == .beyond, now.count) }
    }
    return (false, now.count)
  }

  // MARK: - Other tools

  private mutating func replayOthers(_ series: ReplayedSeries, _ sizes: [Int]) {
    let sessions = series.sessions
    // All pairs, one after the other, without storing them: a long file has tens of millions.
    var (first, before) = (0, 0)
    for index in Self.spread(sessions.count * (sessions.count - 1) / 2) {
      while index - before >= sessions.count - 1 - first {
        before += sessions.count - 1 - first
        first += 1
      }
      let (old, new) = (sessions[first], sessions[first + 1 + index - before])
      for (position, rule) in ComparisonRule.ofOtherTools.enumerated() {
        for size in sizes {
          counts[position + 1].count.add(size, isRed: rule.isRed(old, new, 1 + Double(size) / 100))
        }
        counts[position + 1].count.sessions += 1
      }
    }
  }

  private static func spread(_ count: Int) -> [Int] {
    guard count > mostPlacements else { return Array(0..<count) }
    return (0..<mostPlacements).map { $0 * count / mostPlacements }
  }
}
