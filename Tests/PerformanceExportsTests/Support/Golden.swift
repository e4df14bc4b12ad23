import Foundation
import Testing

/// A document that is checked in, to the character.
enum Golden {
  /// Compares a text with a file below `Fixtures`, and shows the first line that differs.
  static func expect(_ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let expected = try String(contentsOf: Fixture.file(path), encoding: .utf8)
    guard text != expected else { return }
    let lines = text.components(separatedBy: "\n")
    let expectedLines = expected.components(separatedBy: "\n")
    let index = zip(lines, expectedLines).enumerated().first { $1.0 != $1.1 }?.offset
    let line = index ?? min(lines.count, expectedLines.count)
    Issue.record(
      """
      \(path), line \(line + 1):
      is \(line < lines.count ? lines[line] : "(no line)")
      expected \(line < expectedLines.count ? expectedLines[line] : "(no line)")
      """, sourceLocation: sourceLocation)
  }
}
