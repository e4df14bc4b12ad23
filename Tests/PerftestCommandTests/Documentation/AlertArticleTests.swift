import Foundation
import PerformanceAlerts
import PerformanceTestSupport
import Testing

@Suite("The articles about alerts")
struct AlertArticleTests {
  @Test("The tables have every rule with its severity, limit and patience, and no other")
  func rules() throws {
    let page = try DocumentationPage.article("Alerts")
    let rows = page.prose.map(\.text).filter { $0.hasPrefix("| `Perf") }
    for rule in AlertRule.all {
      let limit = "\(rule.condition.side.rawValue) \(rule.text(rule.condition.limit))"
      let cells = [
        rule.severity.rawValue, limit, "\(rule.evaluations)", "\(rule.keep)", rule.isExported ? "yes" : "no",
      ]
      let end = "| " + cells.joined(separator: " | ") + " |"
      #expect(rows.contains { $0.hasPrefix("| `\(rule.name)` |") && $0.hasSuffix(end) }, "\(rule.name) \(end)")
    }
    #expect(rows.count == AlertRule.all.count)
  }

  @Test("Every example of settings is one that can be read", arguments: ["Alerts", "Notifications"])
  func settings(article: String) throws {
    let folder = try TemporaryFolder()
    let blocks = try DocumentationPage.article(article).blocks.filter { $0.language == "json" }
    #expect(!blocks.isEmpty)
    for block in blocks {
      try folder.write(block.text, to: AlertSettingsFile.name)
      let settings = try AlertSettingsFile(in: folder.url).read()
      #expect(!settings.changes.isEmpty || settings.receivers.count == 9)
    }
  }
}
