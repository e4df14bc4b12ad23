import PerformanceRecords
import PerformanceTesting
import PerformanceText
import Testing

/// The report at the end of a run.
///
/// A regression means that the last thing a person waits for, the table, is waited for longer.
@Suite(.performance, .duration(.milliseconds(40)))
struct ReportPerformance {
  private static let events = Ledger(benchmarks: 200).events
  private static let summary = RunSummary(RunRecord(events), redRule: .local)

  @Test func summarise() {
    measure { RunSummary(RunRecord(Self.events), redRule: .local).red.count }
  }

  @Test func tableOfAllVerdicts() {
    measure(throughput: .elements(200)) { VerdictTable(summary: Self.summary).lines(.all) }
  }

  @Test func markdown() {
    measure { MarkdownSummary(summary: Self.summary).text }
  }
}
