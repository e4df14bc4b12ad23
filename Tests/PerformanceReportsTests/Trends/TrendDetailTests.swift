import Foundation
import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceTestSupport
import PerformanceTrends
import Testing

@Suite("The detail of a trend")
struct TrendDetailTests {
  private func lines(_ trend: Trend, period: Range<Int> = 0..<40, width: Int = 100) -> [String] {
    TrendDetail(trend, on: ExampleTrend.axis(40), period: period, glyphs: .ascii).lines(width: width)
  }

  @Test("A step to the character: the plot, the segments, the change, the drift and the forecast")
  func step() {
    var trend = ExampleTrend.trend(
      "step()", [(0, 100), (20, 109)], metric: Example.allocations, baseline: 103)
    trend.forecasts = [
      .init(
        budget: Budget(metric: "allocations", statistic: .p50, limit: 120), level: 109, runs: 12, interval: 8...20)
    ]
    let old = BenchmarkProfile(functions: ["scan()": .init(own: 1_000, inclusive: 1_000)], rest: 5)
    let new = BenchmarkProfile(functions: ["scan()": .init(own: 19_400, inclusive: 19_400)], rest: 5)
    trend.causes = [20: ProfileDifference(old: old, new: new)]
    #expect(
      lines(trend) == [
        "PerfTests.JSONPerformance/step()  allocations, swift6.3",
        "40 revisions of main, 2026-01-01 to 2026-02-09",
        "",
        "109 |                    ********************",
        "    |",
        "    |",
        "    |",
        "    |",
        "    |",
        "103 |---------------------------------------- baseline",
        "    |",
        "    |",
        "100 |********************",
        "                         ^",
        "     000abcdefabc                027abcdefabc",
        "",
        "segment                       level  values",
        "000abcdefabc to 013abcdefabc    100      20",
        "014abcdefabc to 027abcdefabc    109      20",
        "",
        "change   from   to  difference  certainty  cause",
        "^ worse   100  109      +9.0 %  confirmed  commit 014abcdefabc",
        "since 014abcdefabc: scan() +18\u{202F}400 instructions",
        "",
        "drift: +9.0 % since the best level, 100 at 000abcdefabc",
        "since the newest change no slope beyond chance (p = 1.000)",
        "crosses the budget p50 ≤ 120 in about 12 runs [8, 20]",
      ])
  }

  @Test("Gaps, changes that went away and periods are said, and a series without changes has one segment")
  func others() {
    var values = [Double](repeating: 100, count: 40)
    values[7] = .nan
    let gap = Trend(benchmark: ExampleTrend.id("gap()"), metric: Example.allocations, values: values)
    let text = lines(gap)
    #expect(text[1].hasSuffix(", 1 of them without a value") && text.contains("no change of level"), "\(text)")
    #expect(text.contains("drift: none, the newest level is the best one"))
    let bump = ExampleTrend.trend("bump()", [(0, 100), (15, 150), (25, 100)], metric: Example.allocations)
    #expect(lines(bump).contains { $0.hasPrefix("v worse") && $0.contains("went away") }, "\(lines(bump))")
    #expect(lines(bump, period: 30..<40).contains("no change of level"))
    let few = Trend(benchmark: ExampleTrend.id("few()"), metric: Example.allocations, values: [1, 2, 3])
    let axis = ExampleTrend.axis(3)
    let short = TrendDetail(few, on: axis, period: 0..<3, glyphs: .ascii).lines()
    #expect(short.contains("too few values for a drift") && short.contains("no change of level"))
  }

  @Test("The document has the values with null for gaps, the segments, the changes and the drift; equal twice")
  func document() throws {
    var trend = ExampleTrend.trend("step()", [(0, 100), (20, 109)], metric: Example.allocations)
    trend.values[3] = .nan
    let axis = ExampleTrend.axis(40, leftOut: [.changedFiles: 1])
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(TrendDocument([trend], on: axis, period: 0..<40))
    #expect(try data == encoder.encode(TrendDocument([trend], on: axis, period: 0..<40)))
    let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(document["schema"] as? String == "swift-performance-testing/trend" && document["version"] as? Int == 1)
    #expect(document["leftOut"] as? [String: Int] == ["changedFiles": 1])
    #expect((document["positions"] as? [Any])?.count == 40)
    let series = try #require((document["series"] as? [[String: Any]])?.first)
    let values = try #require(series["values"] as? [Any])
    #expect(values.count == 40 && values[3] is NSNull)
    let change = try #require((series["changes"] as? [[String: Any]])?.first)
    #expect(change["last"] as? Int == 19 && change["index"] as? Int == 20)
    #expect(change["certainty"] as? String == "confirmed" && change["effect"] as? String == "regression")
    #expect((series["segments"] as? [Any])?.count == 2)
    #expect((series["drift"] as? [String: Any])?["accumulated"] as? Double == 1.09)
  }
}
