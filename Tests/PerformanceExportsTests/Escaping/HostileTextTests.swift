import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import PerformanceText
import Testing

/// A hundred thousand texts in each syntax, read again by a parser of others.
@Suite("Hostile texts in each syntax")
struct HostileTextTests {
  private static let reader = ForeignReader.python(with: "sys") != nil
  private static let cmark = ForeignReader.program("cmark-gfm")
  private static let texts = HostileText.cases

  private func read(_ document: String, _ script: String) throws {
    let reader = try #require(PythonReader(script))
    try reader.read(document, texts: Self.texts)
  }

  @Test("A terminal gets nothing that acts on it", .enabled(if: reader, "Python is not installed"))
  func terminal() throws {
    try read(Self.texts.map { $0.printable + "\n" }.joined(), "terminal_texts.py")
  }

  @Test(
    "GitHub's parser of Markdown finds a cell with the same text, and no link, image, code or mark-up",
    .enabled(if: reader && cmark != nil, "Python or cmark-gfm is not installed"))
  func markdown() throws {
    let rows = Self.texts.map { "| \($0.printable.escapedForMarkdown) |\n" }
    let reader = try #require(PythonReader("markdown_texts.py"))
    try reader.read(
      "| title |\n|:--|\n" + rows.joined(), texts: Self.texts, try #require(Self.cmark).executable)
  }

  @Test(
    "A workflow command is one line with the same property and the same message",
    .enabled(if: reader, "Python is not installed"))
  func workflowCommands() throws {
    let lines = Self.texts.map { text in
      "::error title=\(text.escapedForWorkflowProperty),line=1::\(text.escapedForWorkflowData)\n"
    }
    try read(lines.joined(), "workflow_texts.py")
  }

  @Test("XML is read with the same texts in attributes and in content", .enabled(if: reader, "Python is not installed"))
  func xml() throws {
    let elements = Self.texts.map { text in
      let escaped = text.escapedForXML
      return "<c a=\"\(escaped)\">\(escaped)</c>\n"
    }
    try read("<r>\(elements.joined())</r>", "xml_texts.py")
  }

  @Test(
    "CSV is read with the same texts, of which no one is a formula", .enabled(if: reader, "Python is not installed"))
  func csv() throws {
    let lines = Self.texts.map { [CSVField.text($0), .number(-1.5), .text($0)] }
    try read(CSVField.document(lines), "csv_texts.py")
  }

  @Test("JSON is read with the same texts in values and in keys", .enabled(if: reader, "Python is not installed"))
  func json() throws {
    let keys = Self.texts.prefix(1_000).enumerated().map { index, text in
      (String(index), JSONValue.object([text: .integer(index)]))
    }
    let document = JSONValue.object([
      "array": .array(Self.texts.map { .string($0) }), "object": .object(Dictionary(uniqueKeysWithValues: keys)),
    ])
    try read(JSONText.document(document), "json_texts.py")
  }

  @Test("A relative reference is decoded to the same path", .enabled(if: reader, "Python is not installed"))
  func uri() throws {
    try read(Self.texts.map { $0.escapedForURIPath + "\n" }.joined(), "uri_texts.py")
  }

  @Test("GitLab splits a line of metrics into a name and a value", .enabled(if: reader, "Python is not installed"))
  func gitLab() throws {
    try read(Self.texts.map { "name{label=\"\($0.escapedForGitLabMetrics)\"} 1\n" }.joined(), "gitlab_texts.py")
  }

  @Test(
    "The name of a Go benchmark is one field that begins as Go's do", .enabled(if: reader, "Python is not installed"))
  func go() throws {
    let lines = Self.texts.enumerated().map { index, text in
      let isNamed = index % 10 == 0
      let metric = isNamed ? MetricDescription(name: text, unit: MetricUnit(text)) : Example.wallClock
      return "\(GoText.name([text], processors: 8)) 1 2.5 \(GoText.unit(of: metric))\n"
    }
    try read(lines.joined(), "go_names.py")
  }
}
