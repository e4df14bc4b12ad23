import Foundation
import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import PerformanceTrends
import Testing

@Suite("The digest of a suite's trends")
struct TrendDigestTests {
  private func digest(_ trends: [Trend], period: Range<Int> = 0..<40) -> TrendDigest {
    TrendDigest(trends, on: ExampleTrend.axis(40), period: period)
  }

  private func lines(_ digest: TrendDigest, height: Int? = nil, width: Int = 120) -> [String] {
    digest.lines(width: width, height: height, colour: .off, command: "perftest trend")
  }

  private let steady = ExampleTrend.trend("steady()", [(0, 1_000)], seed: 2)
  private let step = ExampleTrend.trend("step()", [(0, 1_000), (20, 1_100)], seed: 3)
  private let large = ExampleTrend.trend("large()", [(0, 1_000), (25, 2_000)], seed: 4)
  private let late = ExampleTrend.trend("late()", [(0, 1_000), (36, 4_000)], seed: 5)
  private let better = ExampleTrend.trend("better()", [(0, 1_000), (15, 500)], seed: 6)
  private let bump = {
    var trend = ExampleTrend.trend("bump()", [(0, 1_000), (20, 1_500)], seed: 7)
    trend.changes[0].wentAway = true
    return trend
  }()

  @Test("Confirmed regressions come first, the worst of them first, then provisional ones, and improvements last")
  func order() {
    let digest = digest([better, late, step, steady, large, bump])
    #expect(digest.rows.map(\.group) == [.worse, .worse, .provisional, .better])
    let names = digest.rows.map { row -> String in
      if case .change(let trend, _) = row.content { trend.benchmark?.test ?? "" } else { "" }
    }
    #expect(names == ["large()", "step()", "late()", "better()"])
    #expect(digest.wentAwayCount == 1)
  }

  @Test("The table is one screen, and says how many rows are left out and how to see them")
  func screen() {
    let many = (0..<60).map { ExampleTrend.trend("f\($0)()", [(0, 1_000), (20, 1_200)], seed: UInt64($0)) }
    let digest = digest(many)
    let shown = lines(digest, height: 24)
    #expect(shown.count <= 24 && shown.count > 18, "\(shown.count)")
    #expect(shown.contains { $0.hasPrefix("and ") && $0.hasSuffix(" more: perftest trend --all") })
    #expect(lines(digest).count > 60)
  }

  @Test("A digest to the character")
  func text() {
    let digest = TrendDigest(
      [step, steady, better, bump], on: ExampleTrend.axis(40, leftOut: [.otherBranch: 2]), period: 0..<40)
    #expect(
      lines(digest, width: 150) == [
        "40 revisions of main, 2026-01-01 to 2026-02-09: 4 series, 2 findings, 1 change went away",
        "runs left out: 2 of other branches (--branch)",
        "",
        "finding  benchmark                 metric        from       to  difference  cause",
        "worse    JSONPerformance/step()    wallClock  1.00 µs  1.10 µs     +10.1 %  commit 014abcdefabc, 20 values",
        "better   JSONPerformance/better()  wallClock   999 ns   501 ns     −49.9 %  commit 00fabcdefabc, 25 values",
        "",
        "one of them: perftest trend 'PerfTests.JSONPerformance/step()'",
      ])
  }

  @Test("Nothing that changed is one line, and changes before the period are none")
  func quiet() {
    #expect(
      lines(digest([steady])) == ["40 revisions of main, 2026-01-01 to 2026-02-09: 1 series, nothing changed"])
    #expect(digest([step], period: 30..<40).rows.isEmpty)
  }

  @Test("A slow rise and small steps that add up are a drift")
  func drift() {
    let slow = ExampleTrend.trend("slow()", [(0, 1_000)], rise: 0.001, seed: 8)
    let steps = ExampleTrend.trend("steps()", [(0, 1_000), (12, 1_040), (26, 1_082)], seed: 9)
    let digest = digest([slow, steps, steady])
    let drifting = digest.rows.filter { $0.group == .drifting }
    #expect(drifting.count == 2, "\(digest.rows.map(\.group))")
    let text = lines(digest, width: 400).filter { $0.hasPrefix("drifting") }
    #expect(text.allSatisfy { $0.contains("the best level, at ") }, "\(text)")
    #expect(text.contains { $0.contains("slow()") && $0.contains("a week") && $0.contains("p < 0.001") }, "\(text)")
    #expect(text.contains { $0.contains("% of it between the changes") }, "\(text)")
  }

  @Test("Costs that move between rows of a suite are one row and no regression")
  func moved() {
    let from = ExampleTrend.trend("old()", [(0, 2_000), (20, 1_000)], seed: 10)
    let to = ExampleTrend.trend("new()", [(0, 1_000), (20, 2_000)], seed: 11)
    let digest = digest([from, to])
    #expect(digest.rows.map(\.group) == [.moved])
    let text = lines(digest, width: 200).joined(separator: "\n")
    #expect(text.contains("from JSONPerformance/old() to JSONPerformance/new(), the sum is unchanged"), "\(text)")
  }

  @Test("A change of some per cent after an old large one has a row with its commit")
  func afterAnOldOne() throws {
    let trend = ExampleTrend.trend("decode()", [(0, 1_000), (10, 500), (32, 540)], seed: 14)
    #expect(trend.changes.map(\.certainty) == [.confirmed, .minor])
    let digest = digest([trend], period: 25..<40)
    let row = try #require(digest.rows.first { $0.group == .worse })
    guard case .change(_, let change) = row.content else {
      Issue.record("\(row)")
      return
    }
    #expect(change.index == 32 && digest.minorCount == 0)
    #expect(
      lines(digest, width: 200).contains { $0.hasPrefix("worse") && $0.contains("commit 020abcdefabc, 8 values") })
  }

  @Test("A document of costs that moved has their suite, metric and environment")
  func movedDocument() throws {
    let from = ExampleTrend.trend("old()", [(0, 2_000), (20, 1_000)], seed: 10)
    let to = ExampleTrend.trend("new()", [(0, 1_000), (20, 2_000)], seed: 11)
    let data = try JSONEncoder().encode(TrendDocument(digest([from, to])))
    let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let moved = try #require((document["moved"] as? [[String: Any]])?.first)
    #expect(moved["suite"] as? String == "PerfTests.JSONPerformance" && moved["metric"] as? String == "wallClock")
    #expect(moved["environment"] as? String == "epyc")
    #expect((moved["lighter"] as? [[String: Any]])?.first?["name"] as? String == "JSONPerformance/old()")
  }

  @Test("The first rows about a change get what explains it")
  func explained() {
    var digest = digest([step, large, better, steady])
    var names: [String] = []
    digest.explain(first: 2) { trend in
      names.append(trend.benchmark?.test ?? "")
      trend.isJudged = false
    }
    #expect(names == ["large()", "step()"])
    let changed = digest.rows.map { row in
      if case .change(let trend, _) = row.content { !trend.isJudged } else { false }
    }
    #expect(changed == [true, true, false])
  }

  @Test("Small changes of counts have rows, those of times are counted, and what was never judged is left out")
  func minor() {
    let counts = ExampleTrend.trend(
      "count()", [(0, 100), (10, 110), (20, 1_000)], metric: Example.allocations)
    #expect(digest([counts]).rows.filter { $0.group == .worse }.count == 2)
    let times = ExampleTrend.trend("time()", [(0, 1_000), (10, 1_015), (20, 2_000)], seed: 12)
    let digest = digest([times, ExampleTrend.trend("shown()", [(0, 1), (20, 2)], isJudged: false)])
    #expect(digest.rows.filter { $0.group == .worse }.count == 1)
    #expect(digest.minorCount == 1 && digest.unjudgedCount == 1)
    #expect(lines(digest, width: 200)[0].hasSuffix("1 minor change, 1 never judged and left out (--metric)"))
    let unjudged = [ExampleTrend.trend("shown()", [(0, 1_000), (20, 2_000)], isJudged: false)]
    #expect(self.digest(unjudged).rows.count == 1, "a history of recordings has no verdict")
  }
}
