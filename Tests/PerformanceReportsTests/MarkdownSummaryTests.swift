import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The summary of a job in Markdown")
struct MarkdownSummaryTests {
  private func summary(_ verdicts: [Verdict]) -> RunSummary {
    RunSummary(RunRecord(Example.events(verdicts)), redRule: .local)
  }

  @Test("It shows the counts, the commands, the red rows, and all rows folded away")
  func red() {
    let text = MarkdownSummary(
      summary: summary([Example.slower(Example.id("decode()")), Example.same(Example.id("encode()"))]),
      commandPrefix: "perftest"
    ).text
    let titles = "| benchmark | metric | baseline | now | change | sessions | detectable | verdict | reason |"
    let red =
      "| JSONPerformance/decode() | wallClock | 12.3 ms | 16.1 ms | +31 % &#91;28, 35&#93; 95 % | 15 | +25 % "
      + "| regressed | each of 15 fresh processes was slower |"
    #expect(
      text == """
        ### Performance

        **2 benchmarks, 2 verdicts: 1 regressed, 1 same – RED, measured in 7.2 s**

        times compared with the baselines of this machine

        <pre>
        look at it&#58; perftest show 'PerfTests.JSONPerformance/decode()'
        if intended&#58; perftest record --filter '^PerfTests&#92;.JSONPerformance/decode&#92;(&#92;)/' --reason '…'
        if it may stay for a while&#58; perftest accept 'PerfTests.JSONPerformance/decode()' --metric wallClock --reason '…' --until YYYY-MM-DD
        </pre>

        \(titles)
        |:--|:--|--:|--:|:--|--:|--:|:--|:--|
        \(red)

        - 1 same

        <details><summary>All verdicts</summary>

        \(titles)
        |:--|:--|--:|--:|:--|--:|--:|:--|:--|
        \(red)
        | JSONPerformance/encode() | wallClock | 1.00 ms | 1.01 ms | +1 % &#91;−5, 1&#93; 85 % | 1 | +25 % | same |  |

        </details>

        """)
  }

  @Test("It stays below the size at which GitHub drops it, and keeps the worst rows", arguments: [3_000, 900_000])
  func bounded(size: Int) {
    let slow = (1...3_000).map { Example.slower(Example.id("slow\($0)()"), by: 1.3 + Double($0) / 1_000) }
    let same = (1...3_000).map { Example.same(Example.id("same\($0)()")) }
    let text = MarkdownSummary(summary: summary(same + slow), largestSize: size).text
    #expect(text.utf8.count <= size)
    #expect(text.contains("| JSONPerformance/slow3000() |"))
    #expect(text.contains("beyond the size limit"))
    #expect(!text.contains("<details>") || text.hasSuffix("\n</details>\n"))
  }
}
