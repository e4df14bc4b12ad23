import PerformanceRecords
import PerformanceReports
import PerformanceStatistics
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The text of a growth")
struct GrowthTextTests {
  private static let instructions = MetricDescription(name: "instructions", unit: .count, kind: .exact)

  private func verdict(
    _ outcome: Verdict.Outcome, _ reason: Verdict.Reason, series: String? = nil,
    sizes: [Double] = [100, 200, 400, 800, 1_600]
  ) -> Verdict {
    let points = sizes.map { GrowthFit.Point(size: $0, cost: 3 * $0 * $0) }
    let fit = GrowthFit(points, beside: GrowthModel(power: 1, logarithms: 1))
    let growth = Growth(
      declared: .linearithmic, cost: Self.instructions, points: points, fit: reason == .growthUnseen ? nil : fit,
      nearest: .quadratic, series: series)
    return Verdict(
      .function(Example.id("sort(count:)").function), metric: Growth.metric(of: Self.instructions), outcome: outcome,
      reason: reason, baseline: fit?.expected, now: fit?.exponent, sessions: 1, detail: .growth(growth),
      location: Example.location())
  }

  @Test("says how fast the costs grow, how fast they may, and what they are nearest to")
  func sentence() {
    #expect(
      verdict(.overBudget, .growthAbove).sentence
        == "sort(count:): over budget: instructions grow with n^2.00 [1.98, 2.02], faster than the declared n log n; "
        + "nearest to n² (4 sizes from 200 to 1600)")
    #expect(
      verdict(.same, .growthWithin, series: "fast").sentence
        == "sort(count:) (fast): same: instructions grow with n^2.00 [1.98, 2.02], no faster than the declared n log n")
    #expect(
      verdict(.ambiguous, .timeLimitReached).sentence
        == "sort(count:): ambiguous: instructions grow with n^2.00 [1.98, 2.02], declared n log n: "
        + "not decided within the time limit")
  }

  @Test("says why it cannot be judged, and what to do")
  func unseen() {
    #expect(
      verdict(.incomparable, .growthUnseen, sizes: [10, 20]).sentence
        == "sort(count:): incomparable: 2 sizes (10, 20): at least 4 are needed, the largest 8 times the smallest")
    #expect(verdict(.incomparable, .growthUnseen, sizes: []).sentence.contains(".complexity(…, size:)"))
  }

  @Test("is a row, and a table of what each size costs where the row is shown")
  func table() {
    func lines(_ verdict: Verdict, _ limit: VerdictTable.Limit) -> [String] {
      let summary = RunSummary(RunRecord(Example.events([verdict])), redRule: .local)
      return VerdictTable(summary: summary, width: 160).lines(limit)
    }
    let red = lines(verdict(.overBudget, .growthAbove), .oneScreen(restIn: "x.jsonl"))
    #expect(
      red[1].contains("growth") && red[1].contains("n log n") && red[1].contains("n^2.00") && red[1].contains("92 %"))
    let table = red.drop { !$0.hasSuffix("instructions by size:") }.map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(
      table == [
        "JSONPerformance/sort(count:), instructions by size:", "n instructions ÷ n log n", "100 30\u{202F}000 45.1",
        "200 120\u{202F}000 78.4", "400 480\u{202F}000 139", "800 1\u{202F}920\u{202F}000 249",
        "1600 7\u{202F}680\u{202F}000 451",
      ])
    #expect(lines(verdict(.same, .growthWithin), .oneScreen(restIn: "x.jsonl")) == ["1 same"])
    #expect(lines(verdict(.same, .growthWithin), .all).contains { $0.hasSuffix("instructions by size:") })
  }

  @Test("is what is shown of a function, with the same table and no word of a baseline")
  func detail() {
    let verdict = verdict(.overBudget, .growthAbove)
    let record = RunRecord(Example.events([verdict]))
    let lines = BenchmarkDetail(verdict.subject.id, in: record, baselines: BaselineStore.Loaded()).lines()
    #expect(lines.contains { $0.hasSuffix("instructions by size:") } && lines.contains { $0.contains("÷ n log n") })
    #expect(!lines.joined().contains("baseline"))
  }

  @Test("is in the summary of a job, escaped")
  func markdown() {
    let summary = RunSummary(
      RunRecord(Example.events([verdict(.overBudget, .growthAbove, series: "<b>")])), redRule: .local)
    let text = MarkdownSummary(summary: summary).text
    #expect(text.contains("instructions by size") && text.contains("÷ n log n") && !text.contains("<b>"))
  }
}
