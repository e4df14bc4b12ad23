import Foundation

/// What Swift Testing prints, as far as something depends on its words.
package struct TestOutput {
  /// Said when planning is over and the first test may begin.
  package static let planningEnded = "Test run started"
  /// Said when the last test has ended.
  private static let runEnded = "Test run with "
  /// Said of a test whose list of arguments is empty, which is skipped as a disabled one is.
  private static let noCases = "No test cases found"
  /// In front of the lines that continue an issue.
  private static let continuation = "\u{21b3}"
  /// What its lines begin with: started, passed, failed, skipped, warned, and a continuation.
  private static let symbols = ["\u{25c7}", "\u{2714}", "\u{2718}", "\u{279c}", "\u{26a0}", continuation]

  private let lines: [Substring]

  /// The output in a file: its last part.
  package init(of log: URL, lastBytes: Int = 16_384) {
    let data = (try? Data(contentsOf: log)) ?? Data()
    self.init(String(decoding: data.suffix(lastBytes), as: UTF8.self))
  }

  /// The output in a text.
  package init(_ text: String) { lines = text.split(whereSeparator: \.isNewline) }

  /// Whether the run came to its end, with whatever result.
  package var hasEnded: Bool { lines.contains { $0.contains(Self.runEnded) && $0.contains(" after ") } }

  /// Whether a test was skipped because its list of arguments is empty.
  package var hasNoCases: Bool { lines.contains { $0.contains(Self.noCases) } }

  /// The recorded failures, each with its sentence, and what the process died of.
  package var issues: [String] {
    var issues: [String] = []
    var isContinued = false
    for line in lines {
      if isContinued, let sentence = Self.continued(line) {
        issues[issues.count - 1] += " \(sentence)"
        continue
      }
      isContinued = line.contains("recorded an issue")
      if isContinued || line.contains("Fatal error") { issues.append(String(line)) }
    }
    return issues
  }

  /// What a person needs of it: the recorded issues, else the last lines.
  package var tail: String {
    let issues = issues
    return (issues.isEmpty ? lines.suffix(5).map(String.init) : Array(issues.prefix(3))).joined(separator: " | ")
  }

  /// All lines.
  package var all: [String] { lines.map(String.init) }

  /// The lines that are not Swift Testing's.
  package var ownLines: [String] {
    lines.filter { line in !Self.symbols.contains { line.drop { $0 == " " }.hasPrefix($0) } }.map(String.init)
  }

  /// The sentence of a line that continues an issue.
  private static func continued(_ line: Substring) -> Substring? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix(continuation) else { return nil }
    return text.dropFirst(continuation.count).drop { $0 == " " }
  }
}
