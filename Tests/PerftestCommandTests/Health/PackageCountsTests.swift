import Foundation
import PerformanceAlerts
import PerformanceDiagnostics
import PerformanceMetrics
import PerformanceOperations
import PerformanceOperationsCommands
import PerformanceRecords
import PerformanceWorkflows
import Testing

@Suite("The counts of the checklist")
struct PackageCountsTests {
  private static let rows = PackageCounts(checks: []).rows

  private static func row(_ subject: String) throws -> PackageCounts.Row {
    try #require(rows.first { $0.subject == subject })
  }

  @Test("They are those of the parts themselves")
  func parts() throws {
    #expect(try Self.row("metrics").count == MetricDefinition.all.count)
    let rules = Dictionary(grouping: AlertRule.all, by: \.category.rawValue).mapValues(\.count)
    #expect(try Self.row("rules of alerts").parts == rules)
    #expect(try Self.row("runbooks").count == Set(AlertRule.all.map(\.runbook)).count)
    let baselines = BuiltCommand.checkout.appendingPathComponent("baselines")
    let promised = try ObjectiveFile(in: baselines).read()
    #expect(
      try Self.row("objectives of this package").parts == [
        "objectives": promised.objectives.count, "invariants": promised.invariants.count,
      ])
    let analyses = CommandRunner.operations.groups.flatMap(\.commands).count { $0.name.hasPrefix("usage ") }
    #expect(try Self.row("analyses of usage").count == analyses)
    let budgets = try JSONSerialization.jsonObject(
      with: Data(contentsOf: baselines.appendingPathComponent("budgets.json")))
    #expect(try Self.row("budgets of this package").count == ((budgets as? [String: Any])?["budgets"] as? [Any])?.count)
  }

  @Test(
    "A row with less than is promised is marked, and one with as much is not",
    arguments: [(14, "few "), (15, "ok  "), (16, "ok  ")])
  func few(count: Int, mark: String) {
    let row = PackageCounts.Row("objectives", ["objectives": count], promised: 15)
    #expect(PackageCounts(rows: [row]).lines(width: 100) == ["\(mark)  objectives  \(count), promised 15"])
  }

  @Test("The checklist promises fifteen objectives, ninety budgets and five analyses")
  func demands() throws {
    #expect(try Self.row("objectives of this package").promised == 15)
    #expect(try Self.row("budgets of this package").promised == 90)
    #expect(try Self.row("analyses of usage").promised == 5)
  }

  @Test("None is below what the package promises, and 'doctor --checklist' shows each")
  func promises() async throws {
    let outcome = await Perftest.run("doctor", "--checklist", in: BuiltCommand.checkout)
    #expect(outcome.status == 0, "\(outcome)")
    for row in Self.rows {
      let line = try #require(
        outcome.output.split(separator: "\n").first {
          $0.contains("  \(row.subject)  ") && $0.contains(", promised \(row.promised)")
        })
      #expect(line.hasPrefix("ok"), "\(line)")
      if row.subject != "checks" { #expect(row.count >= row.promised, "\(row.subject)") }
    }
  }
}
