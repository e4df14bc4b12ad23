import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("Comma-separated values")
struct CSVTests {
  private static let sqlite = ForeignReader.program("sqlite3")

  /// What SQLite finds in the table of a document.
  private func query(_ document: String, _ query: String) throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(document, to: "table.csv")
    let outcome = try #require(Self.sqlite).run(
      [":memory:", "-cmd", ".import --csv table.csv t", "-cmd", ".mode list", query], in: folder.url)
    #expect(outcome.ending == .exited(0), "\(outcome.text)")
    return outcome.text
  }

  @Test(
    "SQLite imports a row for each reading, with its numbers", .enabled(if: sqlite != nil, "sqlite3 is not installed"))
  func readings() throws {
    let text = CSVExporter.text(of: SmallRun.reported)
    #expect(
      try query(
        text, "select count(*), sum(samples * 1), sum(minimum * 1), max(maximum * 1) from t where metric = 'wallClock'")
        == "3|7|2264|2010\n")
    #expect(try query(text, "select count(*) from t where label = '10 items' and verdict = 'overBudget'") == "1\n")
  }

  @Test(
    "SQLite imports a row for each verdict, with its numbers", .enabled(if: sqlite != nil, "sqlite3 is not installed"))
  func verdicts() throws {
    let text = VerdictCSVExporter.text(of: SmallRun.reported)
    #expect(try query(text, "select count(*), sum(red = 'true') from t") == "10|5\n")
    #expect(
      try query(text, "select change, low, high, line from t where outcome = 'regressed'") == "0.3|0.28|0.36|12\n")
  }

  @Test("SQLite imports hostile names", .enabled(if: sqlite != nil, "sqlite3 is not installed"))
  func hostile() throws {
    // The shell of SQLite ends a text at a zero.
    let texts = HostileText.some(400).filter { !$0.unicodeScalars.contains("\0") }
    let run = HostileRun.run(texts)
    let lengths = try query(CSVExporter.text(of: run), "select count(*), count(distinct label) from t")
    let labels = Set(texts.map { Array($0.utf8) })
    #expect(lengths == "\(3 * run.summary.record.sessions.count)|\(labels.count)\n")
    #expect(try query(VerdictCSVExporter.text(of: run), "select count(*) from t") == "\(2 * texts.count)\n")
  }

  @Test(
    "A text is no formula, and a number is a number",
    arguments: [
      ("=1+1", "'=1+1"), ("+x", "'+x"), ("-5", "'-5"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
      ("a=b", "a=b"),
      ("'x", "'x"), ("", ""), ("-\"a\",", "\"'-\"\"a\"\",\""),
    ])
  func formula(text: String, field: String) {
    #expect(CSVField.document([[.text(text), .number(-5), .number(-0.25), .count(-1)]]) == field + ",-5,-0.25,-1\r\n")
  }

  @Test("A number that is none is an empty field")
  func notANumber() {
    #expect(
      CSVField.document([[.number(ifAny: .nan), .number(ifAny: .infinity), .text(ifAny: nil), .empty]]) == ",,,\r\n")
  }
}
