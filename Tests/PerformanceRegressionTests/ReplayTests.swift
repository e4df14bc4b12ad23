import Foundation
import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics
import Testing

@Suite("The rule is replayed over recorded null sessions")
struct ReplayTests {
  private struct Group: Sendable {
    var condition: String
    var workload: String
    var sessions: [Double]
  }

  /// The rule without and with a confirmation.
  enum Rule: String, CaseIterable { case standard, screening }

  @Test(
    "Every placement has a verdict and is counted",
    arguments: [(30, Rule.standard), (15, .standard), (5, .standard), (30, .screening)])
  func placements(samples: Int, name: Rule) async throws {
    let rule: SampledRule = name == .standard ? .standard : .screening
    let recorded = try NullSessions.load()
    let groups = recorded.conditions.flatMap { condition, workloads in
      workloads.map {
        Group(condition: condition, workload: $0.key, sessions: $0.value["fastest\(samples)"] ?? [])
      }
    }
    let tallies = try await withThrowingTaskGroup(of: (String, Tally).self) { tasks in
      for group in groups {
        tasks.addTask { (group.condition + " " + group.workload, try Replay(rule: rule).tally(group.sessions)) }
      }
      return try await tasks.reduce(into: [String: Tally]()) { $0[$1.0] = $1.1 }
    }

    let expected = try ExpectedCount.load().filter { $0.samples == samples && $0.rule == name.rawValue }
    #expect(expected.count == 18)
    for count in expected {
      let tally = try #require(tallies[count.condition + " " + count.workload])
      let location = Comment(rawValue: "\(count.condition) \(count.workload)")
      #expect(tally.placements == count.placements, location)
      #expect(tally.falseAlarms == count.falseAlarms, location)
      #expect(tally.takenOnNull == count.takenOnNull, location)
      #expect(tally.found25 == count.found25, location)
      #expect(tally.found30 == count.found30, location)
    }

    let all = tallies.values.reduce(Tally(), +)
    print(name, Self.table(tallies, all: all, samples: samples))
    #expect(Double(all.falseAlarms) <= (name == .standard ? 0 : 0.003 * Double(all.placements)))
    #expect(all.fedSlowly > 350 && all.fedSlowlyDiffering == 0)
    let found = try #require(Self.totals[name]?[samples])
    #expect(all.placements == found.placements)
    #expect(all.takenOnNull == found.taken)
    #expect(all.found25 == found.at25)
    #expect(all.found30 == found.at30)
    #expect(Double(all.foundSmallest) >= 0.95 * Double(all.placements))
  }

  /// Placements, sessions taken of unchanged code, and slowdowns found.
  private static let totals: [Rule: [Int: (placements: Int, taken: Int, at25: Int, at30: Int)]] = [
    .standard: [
      30: (51_524, 58_656, 51_466, 51_492), 15: (51_354, 59_747, 51_339, 51_340), 5: (49_416, 59_896, 49_342, 49_373),
    ],
    .screening: [
      30: (63_462, 72_049, 63_409, 63_424)
    ],
  ]

  private static func table(_ tallies: [String: Tally], all: Tally, samples: Int) -> String {
    let rows = tallies.sorted { $0.key < $1.key } + [("all", all)]
    func share(_ count: Int, _ tally: Tally) -> String {
      String(format: "%6.2f", 100 * Double(count) / Double(tally.placements))
    }
    let lines = rows.map { name, tally in
      let taken = Double(tally.takenOnNull) / Double(tally.placements)
      let smallest = 100 * tally.smallestSum / Double(tally.placements)
      return name.padding(toLength: 18, withPad: " ", startingAt: 0)
        + String(format: "%7d %7d  %5.2f ", tally.placements, tally.falseAlarms, taken)
        + [tally.found25, tally.found30, tally.foundSmallest].map { share($0, tally) }.joined(separator: "  ")
        + String(format: "  (+%.1f %%)", smallest)
    }
    return """
      Replay of \(samples) samples a session
                         trials  alarms  taken  +25 %   +30 %   smallest detectable change (mean)
      \(lines.joined(separator: "\n"))
      """
  }
}
