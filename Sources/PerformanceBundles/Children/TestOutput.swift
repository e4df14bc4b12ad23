import Foundation

/// The output of Swift Testing, as far as this package depends on its texts.
package struct TestOutput {
  /// Printed when planning has ended and the first test may begin.
  package static let planningEnded = "Test run started"
  /// Begins the line that is printed when a test starts, before its body; that of ``planningEnded`` begins so too.
  package static let testStarted = "\u{25c7} Test "
  /// Printed when the last test has ended.
  private static let runEnded = "Test run with "
  /// Printed for a test whose list of arguments is empty, which is skipped like a disabled one.
  private static let noCases = "No test cases found"
  /// Printed before the lines that continue an issue.
  private static let continuation = "\u{21b3}"
  /// The beginnings of its lines: started, passed, failed, skipped, warned, and a continuation.
  private static let symbols = ["\u{25c7}", "\u{2714}", "\u{2718}", "\u{279c}", "\u{26a0}", continuation]

  private let lines: [Substring]

  /// Reads the last part of a file.
  package init(of log: URL, lastBytes: Int = 16_384) {
    let data = (try? Data(contentsOf: log)) ?? Data()
    self.init(String(decoding: data.suffix(lastBytes), as: UTF8.self))
  }

  /// Parses a text.
  package init(_ text: String) { lines = text.split(whereSeparator: \.isNewline) }

  /// Whether the run finished, with any result.
  package var hasEnded: Bool { lines.contains { $0.contains(Self.runEnded) && $0.contains(" after ") } }

  /// Whether a test was skipped because its list of arguments is empty.
  package var hasNoCases: Bool { lines.contains { $0.contains(Self.noCases) } }

  /// The recorded failures, each with its sentence, and the fatal error of the process.
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

  /// The part for the user: the recorded issues, else the last lines.
  package var tail: String {
    let issues = issues
    return (issues.isEmpty ? lines.suffix(5).map(String.init) : Array(issues.prefix(3))).joined(separator: " | ")
  }

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
