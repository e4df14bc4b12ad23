import Foundation
import PerformanceRecords
import PerformanceRegression
import Testing

/// Null sessions as they were recorded: unchanged code, in the order of time.
struct NullSessions: Decodable {
  /// Recording, workload, and `fastest30`, `fastest15` or `fastest5`.
  var conditions: [String: [String: [String: [Double]]]]

  static func load() throws -> NullSessions { try fixture("null-sessions") }

  /// Those of another machine.
  static func loadOfSecondMachine() throws -> NullSessions { try fixture("second-machine") }
}

/// The counts of an independent implementation in Python on the same sessions.
struct ExpectedCount: Decodable {
  var condition: String
  var workload: String
  var samples: Int
  var placements: Int
  var falseAlarms: Int
  var found25: Int
  var found30: Int
  var takenOnNull: Int
  /// `standard` or `screening`.
  var rule: String

  private enum CodingKeys: String, CodingKey {
    case condition, workload, samples, placements, falseAlarms, found25, found30, rule
    // The fixture was written before sessions were called taken.
    case takenOnNull = "drawnOnNull"
  }

  static func load() throws -> [ExpectedCount] { try fixture("expected-counts") }
}

func fixture<Document: Decodable>(_ name: String) throws -> Document {
  let file = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
  return try JSONDecoder().decode(Document.self, from: Data(contentsOf: file))
}

/// Counts of the rule's decisions over placements.
struct Tally: Sendable, Hashable {
  var placements = 0
  var falseAlarms = 0
  var takenOnNull = 0
  var found25 = 0
  var found30 = 0
  /// Slowdowns of the smallest detectable change of their own baseline that were found, and the sum of those changes.
  var foundSmallest = 0
  var smallestSum = 0.0
  /// Placements fed one session after the other with a slowdown, and those with another decision.
  var fedSlowly = 0
  var fedSlowlyDiffering = 0

  static func + (first: Tally, second: Tally) -> Tally {
    Tally(
      placements: first.placements + second.placements, falseAlarms: first.falseAlarms + second.falseAlarms,
      takenOnNull: first.takenOnNull + second.takenOnNull, found25: first.found25 + second.found25,
      found30: first.found30 + second.found30, foundSmallest: first.foundSmallest + second.foundSmallest,
      smallestSum: first.smallestSum + second.smallestSum, fedSlowly: first.fedSlowly + second.fedSlowly,
      fedSlowlyDiffering: first.fedSlowlyDiffering + second.fedSlowlyDiffering)
  }
}

/// Puts a baseline and a later run at every possible pair of positions in a recording, and asks the rule.
///
/// A baseline is 12 consecutive sessions, a run as many consecutive later sessions as its threshold may request.
/// Placements overlap: the counts are exact for these recordings, and no estimate of a probability.
///
/// Two properties of the rule, each with a test of its own, make this take seconds. A further session never changes
/// `within`, so all sessions at once give the decision of one after the other; and a greater slowdown is found wherever a
/// smaller one is. Every 128th placement uses neither, and computes its threshold anew.
struct Replay {
  var rule = SampledRule.standard
  var tolerance = Tolerance.percent(20)

  func tally(_ sessions: [Double]) throws -> Tally {
    var tally = Tally()
    for first in sessions.indices where first + 12 + rule.cap <= sessions.count {
      let baseline = Array(sessions[first..<first + 12])
      let threshold = try #require(
        DecisionThreshold(baseline: baseline, tolerance: tolerance, direction: .lowerIsBetter, rule: rule))
      let smallest = try #require(
        rule.smallestDetectableChange(baseline: baseline, tolerance: tolerance, direction: .lowerIsBetter))
      for later in sessions.indices.dropFirst(first + 12) where later + threshold.cap <= sessions.count {
        let run = Array(sessions[later..<later + threshold.cap])
        tally.placements += 1
        tally.smallestSum += smallest
        let (isRed, taken) = sample(run) { SampledRule.decision(by: threshold, now: $0) }
        tally.falseAlarms += isRed ? 1 : 0
        tally.takenOnNull += taken
        let is25 = judgeAtOnce(run, times: 1.25, against: threshold)
        let is30 = is25 || judgeAtOnce(run, times: 1.3, against: threshold)
        let isSmallest = (is25 && smallest >= 0.25) || judgeAtOnce(run, times: 1 + smallest, against: threshold)
        tally.found25 += is25 ? 1 : 0
        tally.found30 += is30 ? 1 : 0
        tally.foundSmallest += isSmallest ? 1 : 0
        if tally.placements.isMultiple(of: 128) {
          tally.fedSlowly += 1
          let slowly = [1, 1.25, 1.3, 1 + smallest].map { factor in
            sample(run.map { $0 * factor }) { now in
              rule.decision(baseline: baseline, now: now, tolerance: tolerance, direction: .lowerIsBetter)
            }.isRed
          }
          if slowly != [isRed, is25, is30, isSmallest] { tally.fedSlowlyDiffering += 1 }
        }
      }
    }
    return tally
  }

  /// Feeds fresh sessions as the gate does: one more as long as the rule is undecided.
  private func sample(_ run: [Double], judge: ([Double]) -> SampledRule.Decision) -> (isRed: Bool, taken: Int) {
    var now: [Double] = []
    for session in run {
      now.append(session)
      let step = judge(now)
      if step != .undecided { return (step == .beyond, now.count) }
    }
    return (false, run.count)
  }

  private func judgeAtOnce(_ run: [Double], times factor: Double, against threshold: DecisionThreshold) -> Bool {
    SampledRule.decision(by: threshold, now: run.map { $0 * factor }) == .beyond
  }
}

extension PairedRule {
  /// Takes consecutive sessions as pairs, in the order of a gate, until the rule decides or no session is left.
  func replay(_ sessions: [Double], times factor: Double) -> (step: Decision, pairs: Int) {
    var pairs: [Pair] = []
    while true {
      let (first, second) = (sessions[2 * pairs.count], sessions[2 * pairs.count + 1])
      // ABBA: the old build is first in every second round.
      let (base, now) = pairs.count.isMultiple(of: 2) ? (first, second) : (second, first)
      pairs.append(Pair(base: base, now: now * factor))
      let isLast = 2 * pairs.count == sessions.count
      let step = decision(pairs, tolerance: .percent(20), direction: .lowerIsBetter, isLast: isLast)
      if step != .undecided { return (step, pairs.count) }
    }
  }
}
