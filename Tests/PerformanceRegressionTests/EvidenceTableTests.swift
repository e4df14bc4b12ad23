import Foundation
import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

/// The counts of an independent implementation in Python on the same sessions.
private struct ExpectedEvidence: Decodable {
  var condition: String
  var workload: String
  var samples: Int
  var way: EvidenceWay
  var trials: Int
  /// `nil` where the same sessions are counted for another way.
  var taken: Int?
  var red: [Int]

  var count: EvidenceCount { EvidenceCount(trials: trials, taken: taken ?? 0, worse: red) }
}

@Suite("Each way to decide is replayed for each size of slowdown")
struct EvidenceTableTests {
  /// A recording, and how many samples of each session are used.
  struct Recording: Sendable, CustomTestStringConvertible {
    var condition: String
    var samples = 30

    var testDescription: String { "\(condition), \(samples) samples" }
  }

  @Test(
    "Every placement of a recording is counted",
    arguments: [
      Recording(condition: "quiet"), Recording(condition: "busy"), Recording(condition: "saturated"),
      Recording(condition: "busy2"), Recording(condition: "busy2", samples: 15),
      Recording(condition: "busy2", samples: 5),
    ])
  func recordings(recording: Recording) throws {
    let conditions = try [NullSessions.load(), .loadOfSecondMachine()].reduce(into: [:]) {
      $0.merge($1.conditions) { first, _ in first }
    }
    let workloads = try #require(conditions[recording.condition])
    let expected: [ExpectedEvidence] = try fixture("evidence-counts")
    var all: [EvidenceWay: EvidenceCount] = [:]
    for (workload, sessions) in workloads.sorted(by: { $0.key < $1.key }) {
      let counts = try EvidenceReplay(sessions: sessions["fastest\(recording.samples)"] ?? []).counts()
      for way in EvidenceWay.allCases {
        let count = try #require(counts[way])
        let known = expected.first {
          ($0.condition, $0.workload, $0.samples, $0.way) == (recording.condition, workload, recording.samples, way)
        }
        #expect(count == known?.count, "\(workload) \(way)")
        all[way] = (all[way] ?? EvidenceCount()) + count
      }
    }
    print(Self.table("\(recording.condition), \(recording.samples) samples", all))
    // A candidate is only measured once more; the others are verdicts.
    for way in EvidenceWay.allCases where way != .candidates { #expect(all[way]?.worse.first == 0, "\(way)") }
    for way in EvidenceWay.allCases { #expect(all[way]?.worse.last == all[way]?.trials, "\(way)") }
  }

  @Test("On the busy host a baseline alone finds nine of ten slowdowns of a quarter, and candidates with pairs 97 %")
  func busyHost() throws {
    var random = SplitMix64(seed: 24)
    var all: [EvidenceWay: EvidenceCount] = [:]
    func add(_ way: EvidenceWay, _ index: Int, _ isWorse: Bool, _ taken: Int) {
      all[way, default: EvidenceCount()].trials += index == 0 ? 1 : 0
      all[way, default: EvidenceCount()].taken += index == 0 ? taken : 0
      all[way, default: EvidenceCount()].worse[index] += isWorse ? 1 : 0
    }
    for sessions in try BusyHost().benchmarks {
      for _ in 0..<25 {
        // With 200 sessions the time limit is reached.
        let split = BusyHost.split(sessions, &random, most: 200)
        let thresholds = try [SampledRule.standard, .screening].map {
          try #require(
            DecisionThreshold(
              baseline: split.baseline, tolerance: .percent(20), direction: .lowerIsBetter, rule: $0))
        }
        for (index, factor) in EvidenceCount.factors.enumerated() {
          let screened = thresholds.map { threshold in
            BusyHost.screen(split.fresh.prefix(threshold.cap).map { $0 * factor }, threshold)
          }
          let pair = BusyHost.pair(sessions, times: factor, &random)
          let isCandidate = screened[1].step == .beyond
          add(.baseline, index, screened[0].step == .beyond, screened[0].taken)
          add(.candidates, index, isCandidate, screened[1].taken)
          add(.pairs, index, pair.step == .worse, pair.pairs)
          add(.candidatesWithPairs, index, isCandidate && pair.step == .worse, 0)
        }
      }
    }
    print(Self.table("busy host", all))
    for way in EvidenceWay.allCases {
      let count = try #require(all[way])
      #expect(count.trials == 2000 && count.worse.last == 2000, "\(way)")
      // Noise moves a share by some tenths: of 2 000, one more is 0.05 %.
      #expect(count.worse[0] <= (way == .candidates ? 8 : 3), "\(way)")
      #expect(count.worse[1] >= (way == .baseline ? 1_700 : 1_930), "\(way)")
      #expect(count.worse[4] >= 1_970, "\(way)")
    }
    #expect(all[.candidatesWithPairs]?.worse.first == 0)
  }

  private static func table(_ name: String, _ counts: [EvidenceWay: EvidenceCount]) -> String {
    let lines = EvidenceWay.allCases.compactMap { way in counts[way].map { line(way, $0) } }
    let heading = "way                   trials  taken  worse" + factors.map { "  ×\($0) %" }.joined()
    return (["Evidence: \(name)", heading] + lines).joined(separator: "\n")
  }

  private static let factors = EvidenceCount.factors.dropFirst().map { String(format: "%g", $0) }

  private static func line(_ way: EvidenceWay, _ count: EvidenceCount) -> String {
    let shares = count.worse.dropFirst().map { String(format: "%8.2f", 100 * Double($0) / Double(count.trials)) }
    return way.rawValue.padding(toLength: 20, withPad: " ", startingAt: 0)
      + String(format: "%8d %6.2f %6d", count.trials, Double(count.taken) / Double(count.trials), count.worse[0])
      + shares.joined()
  }
}
