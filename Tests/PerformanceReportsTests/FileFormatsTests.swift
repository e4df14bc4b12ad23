import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The page about file formats")
struct FileFormatsTests {
  /// The examples of the page, in its order.
  private let examples: [String]
  private let folder: TemporaryFolder

  init() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(
        "Sources/PerformanceTesting/PerformanceTesting.docc/FileFormats.md")
    let parts = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```")
    examples = parts.enumerated().filter { $0.offset % 2 == 1 }.map {
      String($0.element.drop { !$0.isNewline }.dropFirst())
    }
    folder = try TemporaryFolder()
  }

  private func example(_ schema: String) throws -> String {
    try #require(examples.first { $0.contains(#""schema": "swift-performance-testing/\#(schema)""#) })
  }

  /// The lines of logs on the page.
  private func lines() -> [String] {
    examples.filter { $0.hasPrefix(#"{"body":"#) }.joined().split(separator: "\n").map(String.init)
  }

  private func events() throws -> [RunEvent] {
    try EventLogReader.all(of: try folder.write(lines().joined(separator: "\n") + "\n", to: "log.jsonl"))
  }

  @Test("has every kind of event, as this build writes it")
  func log() throws {
    let events = try events()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    #expect(try events.map { String(decoding: try encoder.encode($0), as: UTF8.self) } == lines())
    let kinds = Set(try events.map { try JSONDecoder().decode(Kind.self, from: try encoder.encode($0)).kind })
    #expect(kinds.count == 14, "\(kinds.sorted())")
  }

  private struct Kind: Decodable {
    var kind: String
  }

  @Test("has a baseline as it is filed")
  func baseline() throws {
    let text = try example("baseline")
    let document = try JSONDecoder().decode(BaselineDocument.self, from: Data(text.utf8))
    #expect(String(decoding: try PrettyJSON.encode(document), as: UTF8.self) == text)
  }

  @Test("has an accepted regression as it is filed")
  func accepted() throws {
    let text = try example("accepted")
    try folder.write(text, to: AcceptanceFile.name)
    let file = AcceptanceFile(in: folder.url)
    let accepted = try file.read()
    try file.write([])
    try file.write(accepted)
    #expect(try folder.text(of: AcceptanceFile.name) == text)
  }

  @Test("has the report of the run of its lines")
  func report() throws {
    let record = RunRecord(try events())
    let report = RunReport(RunSummary(record, redRule: .local))
    #expect(String(decoding: try PrettyJSON.encode(report), as: UTF8.self) == (try example("run")))
  }
}
