import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The table for Apache Otava")
struct OtavaTests {
  private static let reader = PythonReader("otava_table.py", with: "otava")

  private struct Table: Decodable {
    var time: [Int]
    var data: [String: [Double]]
    var changes: [String: [Int]]
    var commits: [String]
  }

  private func table(_ run: ReportedRun) throws -> Table {
    let text = try #require(Self.reader).read(OtavaExporter.text(of: run))
    return try JSONDecoder().decode(
      Table.self, from: Data(text.split(separator: "\n").last.map { String($0).utf8 } ?? "".utf8))
  }

  @Test("Otava reads each run, and finds the change", .enabled(if: reader != nil, "apache-otava is not installed"))
  func history() throws {
    let run = ReportedExample.run()
    let table = try table(run)
    #expect(table.time.count == 61 && table.commits[0].count == 40)
    #expect(table.changes["ShopTests.Cart0/f0() wallClock"] == [48])
    #expect(table.changes["ShopTests.Cart0/f6() wallClock"] == [])
    #expect(table.data["ShopTests.Cart0/f0() allocations"]?.count == 61)
  }

  @Test("Without a history the table has one line")
  func withoutHistory() {
    let lines = OtavaExporter.text(of: SmallRun.run()).components(separatedBy: "\r\n")
    #expect(lines.count == 3 && lines[2].isEmpty)
    #expect(lines[1].hasPrefix("2026-01-31T12:02:22Z,3f2c91d0"))
  }

  @Test("A run that the history has is not repeated")
  func keptRun() throws {
    let id = try #require(SmallRun.reported.summary.record.id)
    let position = TrendAxis.Position(revision: "abc", time: 1_769_860_942, runs: ["older", id])
    let axis = TrendAxis(branch: "main", positions: [position])
    let trend = Trend(
      benchmark: SmallRun.add, metric: Example.wallClock, environment: Example.machine.folderName, values: [131])
    let run = SmallRun.run(history: ReportedHistory(axis: axis, period: 0..<1, trends: [trend]))
    let lines = OtavaExporter.text(of: run).components(separatedBy: "\r\n")
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("2026-01-31T12:02:22Z,abc,\(id),") && lines[1].hasSuffix(",131"))
  }
}
