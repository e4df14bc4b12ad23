import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The size of a page")
struct PageSizeTests {
  private static let run = ReportedExample.run(benchmarks: 60)

  /// A page with a limit of its own, and what it has for benchmarks without a change.
  private struct Fitted {
    let page: String

    init(_ mostBytes: Int) throws {
      page = try HTMLExporter.text(of: PageSizeTests.run, mostBytes: mostBytes)
    }

    var bytes: Int { page.utf8.count }
    var rows: Int { section("others").matches(of: /<tr[ >]/).count }
    var sparklines: Int { section("others").matches(of: /<svg/).count }
    var parts: Int { page.matches(of: /<details class="benchmark"/).count }
    var charts: Int { page.matches(of: /<svg class="trend"/).count }
    var notes: [String] { page.matches(of: /<p class="limit">([^<]*)</).map { String($0.1) } }

    private func section(_ id: String) -> Substring {
      guard let start = page.firstRange(of: "<section id=\"\(id)\"") else { return "" }
      let rest = page[start.upperBound...]
      return rest[..<(rest.firstRange(of: "\n<section ")?.lowerBound ?? rest.endIndex)]
    }
  }

  @Test("The less room there is, the more is left out of benchmarks without a change: charts, tables, then sparklines")
  func order() throws {
    let whole = try Fitted(.max)
    #expect(whole.notes.isEmpty && whole.charts > 50 && whole.parts > 50 && whole.sparklines > 50)
    let tables = try Fitted(whole.bytes * 3 / 4)
    #expect(tables.charts < 5 && tables.parts == whole.parts && tables.sparklines == whole.sparklines)
    #expect(tables.notes.count == 1 && tables.notes[0].contains("the charts are left out"))
    let rows = try Fitted(tables.bytes * 3 / 4)
    #expect(rows.parts == 0 && rows.sparklines == whole.sparklines)
    #expect(rows.notes[0].contains("the charts and the tables are left out"))
    let bare = try Fitted(rows.bytes - 10_000)
    #expect(bare.sparklines == 0)
    for page in [whole, tables, rows, bare] { #expect(page.rows == whole.rows) }
    for (page, limit) in [(tables, whole.bytes * 3 / 4), (rows, tables.bytes * 3 / 4), (bare, rows.bytes - 10_000)] {
      #expect(page.bytes <= limit)
    }
  }

  @Test("Rows stay when even they have too little room, and links lead to them")
  func least() throws {
    let least = try Fitted(1)
    #expect(least.rows == (try Fitted(.max)).rows)
    #expect(least.page.contains(/<tr id="b-[0-9a-f]{16}"/))
  }

  @Test("Of many changes the worst keep their charts, and every one keeps its row")
  func manyChanges() throws {
    let verdicts = (0..<80).map { Example.slower(Example.id("f\($0)()"), by: 1.3 + Double($0) / 10) }
    let sessions = verdicts.flatMap { verdict in
      (0..<15).map { Example.session(verdict.function.test, wallClock: 100 + Double($0)) }
    }
    let record = RunRecord(Example.events(verdicts, sessions: sessions))
    let run = ReportedRun(RunSummary(record, redRule: .local))
    let whole = try HTMLExporter.text(of: run, mostBytes: .max)
    let limit = whole.utf8.count * 3 / 4
    let page = try HTMLExporter.text(of: run, mostBytes: limit)
    #expect(page.utf8.count <= limit)
    func charts(_ page: String) -> Int { page.matches(of: /<svg class="dots"/).count }
    #expect(charts(page) > 0 && charts(page) < charts(whole))
    #expect(page.contains(/Only the [0-9]+ worst changes have charts/))
    #expect(page.matches(of: /<a href="#b-[0-9a-f]{16}">/).count == 80)
  }
}
