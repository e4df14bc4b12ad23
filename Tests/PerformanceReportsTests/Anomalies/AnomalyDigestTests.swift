import Foundation
import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import PerformanceText
import PerformanceTrends
import Testing

@Suite("The digest of anomalies")
struct AnomalyDigestTests {
  private static let axis = ExampleTrend.axis(40)

  /// A series of noise with single other values.
  private static func trend(
    _ test: String, _ others: [Int: Double], metric: MetricDescription = Example.wallClock, isJudged: Bool = true
  ) -> Trend {
    let usual = ExampleTrend.trend(test, [(0, 1_000)], metric: metric, isJudged: isJudged)
    var values = usual.values
    for (index, value) in others { values[index] = value }
    return Trend(
      benchmark: usual.benchmark, metric: metric, environment: usual.environment, values: values, isJudged: isJudged)
  }

  private static func digest(_ trends: [Trend], period: Range<Int> = 0..<40) -> AnomalyDigest {
    AnomalyDigest(trends, on: axis, period: period)
  }

  @Test("The worse values come first, the worst first, and then the better ones")
  func order() {
    let digest = Self.digest([
      Self.trend("a()", [10: 1_200, 20: 700]), Self.trend("b()", [15: 1_500]), Self.trend("c()", [25: 500]),
    ])
    #expect(digest.rows.map(\.anomaly.index) == [15, 10, 25, 20])
    #expect(digest.rows.map { $0.timesWorse > 1 } == [true, true, false, false])
    #expect(digest.seriesCount == 3 && digest.valueCount == 120)
  }

  @Test("Without a usual value after it, a value may be the beginning of a change")
  func open() {
    let digest = Self.digest([Self.trend("a()", [38: 1_400, 39: 1_300]), Self.trend("b()", [10: 1_200])])
    #expect(digest.rows.map(\.anomaly.index) == [38, 39, 10])
    #expect(digest.rows.map(\.isOpen) == [true, true, false])
    let between = Self.digest([Self.trend("a()", [37: 1_400, 39: 1_300])])
    #expect(between.rows.map(\.isOpen) == [false, true])
  }

  @Test("Only the period counts, and series that are never judged are left out unless all are such")
  func selection() {
    let judged = Self.trend("a()", [10: 1_200, 30: 1_300])
    let other = Self.trend("b()", [30: 1_500], isJudged: false)
    let digest = Self.digest([judged, other], period: 20..<40)
    #expect(digest.rows.map(\.anomaly.index) == [30] && digest.valueCount == 20 && digest.seriesCount == 1)
    #expect(Self.digest([other]).rows.count == 1)
  }

  @Test("A rare difference of a count is one however small, and of a time from two per cent")
  func kinds() {
    #expect(Self.digest([Self.trend("a()", [10: 1_001], metric: Example.allocations)]).rows.count == 1)
    let time = Trend(metric: Example.wallClock, values: (0..<40).map { $0 == 10 ? 1_015 : 1_000 })
    #expect(Self.digest([time]).rows.isEmpty)
  }

  @Test("The screen to the character, with the commands that show more")
  func screen() {
    let lines = Self.digest([Self.trend("a()", [10: 1_200]), Self.trend("b()", [39: 700])]).lines(
      width: 120, most: nil, colour: .off, command: "perftest")
    #expect(
      lines == [
        "40 revisions of main, 2026-01-01 to 2026-02-09: 2 series, 2 anomalies among 80 values",
        "",
        "anomaly  benchmark            metric       value    usual  difference  band",
        "worse    JSONPerformance/a()  wallClock  1.20 µs  1.00 µs     +20.0 %  980 ns to 1.02 µs",
        "    00aabcdefabc, 2026-01-11",
        "better   JSONPerformance/b()  wallClock   700 ns  1.00 µs     −30.0 %  980 ns to 1.02 µs",
        "    027abcdefabc, 2026-02-09, or the beginning of a change",
        "",
        "the run of the first one: perftest history show 'run10'",
        "its series: perftest trend 'PerfTests.JSONPerformance/a()'",
      ])
    #expect(
      Self.digest([Self.trend("a()", [:])]).lines(width: 120, most: nil, colour: .off, command: "perftest")
        == ["40 revisions of main, 2026-01-01 to 2026-02-09: 1 series, no anomaly among 40 values"])
    let three = ["a()", "b()", "c()"].map { Self.trend($0, [10: 1_200]) }
    let cut = Self.digest(three).lines(width: 120, most: 1, colour: .off, command: "perftest")
    #expect(cut.contains("and 2 more: add --all"))
  }

  @Test("The document has the run, the band, the score and the effect of each")
  func document() throws {
    let digest = Self.digest([Self.trend("a()", [10: 1_200])])
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(AnomalyDocument(digest)))
    let document = try #require(object as? [String: Any])
    #expect(document["schema"] as? String == AnomalyDocument.schema && document["version"] as? Int == 1)
    #expect(document["series"] as? Int == 1 && document["values"] as? Int == 40)
    let entry = try #require((document["anomalies"] as? [[String: Any]])?.first)
    #expect(entry["runs"] as? [String] == ["run10"] && entry["value"] as? Double == 1_200)
    #expect(entry["effect"] as? String == "regression" && entry["mayBeChange"] as? Bool == false)
    #expect((entry["band"] as? [Double])?.count == 2 && entry["score"] as? Double ?? 0 > 5)
    #expect(entry["revision"] as? String == ExampleTrend.revision(10))
  }
}
