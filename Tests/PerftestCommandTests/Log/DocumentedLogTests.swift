import PerformanceLog
import PerformanceLogReading
import Testing

@Suite("The log in the documentation")
struct DocumentedLogTests {
  @Test("The example of a line is a record, as the tool writes it")
  func example() throws {
    let page = try DocumentationPage.article("RunLog")
    let line = try #require(page.blocks.first { $0.language == "json" }?.text)
    let record = try LogRecord(line: line.utf8)
    #expect(String(decoding: record.line, as: UTF8.self) == line + "\n")
  }

  @Test("The tables have every level, category and kind of record")
  func tables() throws {
    let page = try DocumentationPage.article("RunLog")
    let first = page.rows.map { $0[0] }.joined(separator: " ")
    for category in LogCategory.allCases { #expect(first.contains("`\(category.rawValue)`")) }
    for id in LogMessage.all { #expect(first.contains("`\(id.rawValue)`"), "\(id.rawValue)") }
    for level in LogLevel.allCases { #expect(page.text.contains("`\(level.name)`")) }
    let numbers = LogLevel.allCases.map { "\($0.rawValue)" }
    let list = numbers.dropLast().joined(separator: ", ") + " and " + (numbers.last ?? "")
    #expect(page.text.contains(list))
  }

  @Test("The list of all kinds has each that is declared")
  func list() throws {
    let file = try #require(try SourceFile.all(of: "PerformanceLog").first { $0.path.hasSuffix("/LogMessage.swift") })
    let declared = file.text.matches(of: /static let \w+ = LogMessage\(rawValue: "([a-z.]+)"\)/).map { String($0.1) }
    #expect(!declared.isEmpty && declared == LogMessage.all.map(\.rawValue))
  }
}
