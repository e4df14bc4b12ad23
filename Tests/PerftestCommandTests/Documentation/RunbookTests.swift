import PerformanceAlerts
import Testing

@Suite("The runbooks")
struct RunbookTests {
  private static func runbooks() throws -> [DocumentationPage] {
    try DocumentationPage.articles().filter { $0.name.hasPrefix("Runbook") }
  }

  private static let sections = ["Meaning", "Impact", "Diagnose", "Mend", "Prevent"]

  @Test("Each rule of alerts has a runbook that names it, and each runbook has a rule")
  func rules() throws {
    let runbooks = try Self.runbooks()
    #expect(Set(runbooks.map(\.name)) == Set(AlertRule.all.map(\.runbook)))
    for rule in AlertRule.all {
      let page = try #require(runbooks.first { $0.name == rule.runbook }, "\(rule.name)")
      #expect(page.text.contains("`\(rule.name)`"), "\(rule.name)")
    }
  }

  @Test("Each has the sections of the template, none of them empty, a command to type first, and when to stop")
  func template() throws {
    for page in try Self.runbooks() {
      let headings = page.prose.filter { $0.text.hasPrefix("## ") }
      #expect(headings.map { String($0.text.dropFirst(3)) } == Self.sections, "\(page.name)")
      for (index, heading) in headings.enumerated() {
        let end = index + 1 < headings.count ? headings[index + 1].number : page.lines.count
        let lines = page.lines[heading.number..<(end - 1)].filter { !$0.isEmpty }
        #expect(!lines.isEmpty || index == headings.count - 1, "\(page.name), \(heading.text)")
        if heading.text == "## Diagnose" {
          #expect(lines.first == "```console" && lines.dropFirst().first?.hasPrefix("$ ") == true, "\(page.name)")
        }
        if heading.text == "## Mend" { #expect(lines.contains { $0.contains("Stop ") }, "\(page.name)") }
      }
    }
  }

  @Test("The page about operations leads to each")
  func links() throws {
    let text = try DocumentationPage.article("Operations").text
    for page in try Self.runbooks() { #expect(text.contains("<doc:\(page.name)>"), "\(page.name)") }
  }
}
