import Foundation
import PerformanceRecords
import PerformanceRegression
import Testing

/// Takes consecutive null sessions as pairs, in the order of a gate, and asks the rule for paired runs.
struct PairedReplay {
  struct Tally: Sendable {
    var runs = 0
    var red: [Double: Int] = [:]
    var ambiguous: [Double: Int] = [:]
    var pairsOnNull = 0

    static func + (first: Tally, second: Tally) -> Tally {
      Tally(
        runs: first.runs + second.runs, red: first.red.merging(second.red, uniquingKeysWith: +),
        ambiguous: first.ambiguous.merging(second.ambiguous, uniquingKeysWith: +),
        pairsOnNull: first.pairsOnNull + second.pairsOnNull)
    }
  }

  static let factors = [1, 1.05, 1.1, 1.15, 1.25, 1.3, 2, 50]
  /// The fewest pairs that a run must be able to take.
  static let fewest = 18

  let rule = PairedRule.standard

  /// Begins a run at every session from which enough follow.
  func tally(_ sessions: [Double]) -> Tally {
    var tally = Tally()
    for first in sessions.indices where first + 2 * Self.fewest <= sessions.count {
      let most = min(sessions.count - first, 2 * rule.most) / 2 * 2
      tally.runs += 1
      for factor in Self.factors {
        let (step, count) = rule.replay(Array(sessions[first..<first + most]), times: factor)
        tally.red[factor, default: 0] += step == .worse ? 1 : 0
        tally.ambiguous[factor, default: 0] += step == .unresolved ? 1 : 0
        tally.pairsOnNull += factor == 1 ? count : 0
      }
    }
    return tally
  }
}

@Suite("The rule for paired runs is replayed over recorded null sessions")
struct PairedReplayTests {
  @Test("No null pair is red, nor one within the tolerance, and a true slowdown is found", arguments: [30, 15, 5])
  func nullPairs(samples: Int) throws {
    let recorded = try NullSessions.load()
    var all = PairedReplay.Tally()
    var lines: [String] = []
    for (condition, workloads) in recorded.conditions.sorted(by: { $0.key < $1.key }) {
      for (workload, sessions) in workloads.sorted(by: { $0.key < $1.key }) {
        let tally = PairedReplay().tally(sessions["fastest\(samples)"] ?? [])
        lines.append(Self.line("\(condition) \(workload)", tally))
        all = all + tally
      }
    }
    print(
      "Pairs of \(samples) samples a session: runs, pairs taken on null, red (ambiguous) in per cent at each factor\n"
        + (lines + [Self.line("all", all)]).joined(separator: "\n"))
    #expect(all.runs == 1038)
    for factor in [1, 1.05] { #expect(all.red[factor] == 0, "\(factor)") }
    #expect(try #require(all.red[1.1]) <= 2)
    #expect(Double(all.pairsOnNull) <= 6 * Double(all.runs))
    #expect(all.red[2] == 1038 && all.red[50] == 1038)
    let found = try #require(Self.found[samples])
    #expect(all.red[1.25] == found.at25)
    #expect(all.red[1.3] == found.at30)
  }

  /// Of 1038 runs with a planted slowdown those that were red.
  private static let found: [Int: (at25: Int, at30: Int)] = [30: (1036, 1038), 15: (1031, 1036), 5: (1026, 1037)]

  private static func line(_ name: String, _ tally: PairedReplay.Tally) -> String {
    let shares = PairedReplay.factors.map { factor in
      String(
        format: "%4.2f: %5.1f (%.1f)", factor, 100 * Double(tally.red[factor] ?? 0) / Double(tally.runs),
        100 * Double(tally.ambiguous[factor] ?? 0) / Double(tally.runs))
    }
    return name.padding(toLength: 18, withPad: " ", startingAt: 0)
      + String(format: "%5d %5.2f  ", tally.runs, Double(tally.pairsOnNull) / Double(tally.runs))
      + shares.joined(separator: "  ")
  }
}
