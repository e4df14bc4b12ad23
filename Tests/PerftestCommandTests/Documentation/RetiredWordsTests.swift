import Foundation
import Testing

/// Guards the glossary: words that the package has replaced must not return.
@Suite("The words of the package")
struct RetiredWordsTests {
  /// Retired words with their replacements. They match in any case, alone and as a part of an identifier such as
  /// `isDrawn`.
  private static let words: [String: String] = [
    "acquit acquits acquitted acquittal acquittals": "within",
    "assignment assignments": "plan",
    "choice choices": "selection or request",
    "convict convicts convicted conviction convictions": "beyond",
    "doubt doubts doubtful doubted": "caveat",
    "draw draws drawn drew drawing drawings": "run, or take a session",
    "suspect suspects suspected": "candidate",
    "switches": "configuration",
    "tell tells told": "report, emit or distinguish",
    "wish wishes": "request or selection",
    "witness witnesses witnessed": "evidence",
    "world worlds": "dependencies",
  ]

  /// Regular expressions of retired phrases and identifiers whose single words are ordinary English.
  private static let phrases: [(pattern: String, replacement: String)] = [
    ("(?i:shares seen|sharesSeen)", "observed fractions"),
    ("(?i:control loops?|controlLoop)", "calibration loop"),
    ("(?i:SourcePlace)", "source location"),
    ("(?i:BaselinePlace)", "baseline key"),
    ("(?i:BaselineLine)", "decision threshold"),
    ("Explanations", "RegressionExplainer"),
    ("ChildOrder", "ChildRequest"),
    ("ChildAnswer", "ChildMessage"),
    ("(?:GPU|Window|window)Edge", "snapshot"),
    (#"opaque\("#, "blackBox("),
    (#"meet\("#, "register("),
    (#"look(?:(?!Up)[A-Z]\w*)?\("#, "poll("),
    (#"note(?:[A-Z]\w*)?\("#, "record("),
    ("none tells", "a plain sentence"),
    (#"(?i:so many)\b"#, "the number itself"),
    ("(?i:for who waits)", "a plain sentence"),
    (#"(?<=// |: |")What is\b"#, "a noun, such as 'The count' for 'What is counted'"),
  ]

  /// Lines that may have a retired word: those of files whose path begins with `path`, and that contain `text`.
  private static let exceptions: [(path: String, text: String)] = [
    // An element of XML Schema.
    ("Tests/PerformanceExportsTests/Fixtures/CodeReview/junit.xsd", "choice"),
    // The list itself.
    ("Tests/PerftestCommandTests/Documentation/RetiredWordsTests.swift", ""),
    // A story that benchmarks of text read.
    ("PerfTests/Support/Prose.swift", ""),
    // The deprecated public name of `blackBox`.
    ("Sources/PerformanceWindow/BlackBox.swift", "opaque("),
    ("Tests/PerftestCommandTests/PublicInterface/", "opaque("),
    // The source of recorded profiles.
    ("Tests/PerformanceProfilesTests/Fixtures/", "world"),
    // A function of NumPy.
    ("Scripts/compare-detectors", "random.choice"),
    // A key of a recorded fixture.
    ("Tests/PerformanceRegressionTests/Replay.swift", "\"drawnOnNull\""),
    // Terms of the Swift compiler.
    ("", "value witness"),
    ("", "protocol witness"),
    // A term of the kernel.
    ("", "ontext switches"),
    ("", "ontextSwitches"),
    ("", "oluntarySwitches"),
    ("", "oluntary_switches"),
  ]

  /// The replacement of each single word.
  private static let replacements: [String: String] = words.reduce(into: [:]) { result, entry in
    for word in entry.key.split(separator: " ") { result[String(word)] = entry.value }
  }

  /// All words and phrases in one expression, so that a file is read once. Each phrase is a group.
  private static func expression() throws -> NSRegularExpression {
    let alone = replacements.keys.sorted()
    let parts = alone.map(\.capitalized)
    let groups = phrases.map { "(" + $0.pattern + ")" }
    return try NSRegularExpression(
      pattern: "(?<![A-Za-z])(?i:" + alone.joined(separator: "|") + ")(?![a-z])"
        + "|(?<=[a-z])(?=[A-Z])(?:" + parts.joined(separator: "|") + ")(?![a-z])"
        + "|\\b(?:" + groups.joined(separator: "|") + ")")
  }

  /// The paths of the package's files, relative to it, without recorded data.
  private static func paths() throws -> [String] {
    let folders = [".ci", "PerfTests", "Scripts", "Sources", "Tests"]
    let files: [String] = try folders.flatMap { folder in
      let folderPath = BuiltCommand.checkout.appendingPathComponent(folder).path
      return try FileManager.default.subpathsOfDirectory(atPath: folderPath).map { folder + "/" + $0 }
    }
    return (["Package.swift", "README.md"] + files).filter { !$0.hasSuffix(".json") && !$0.hasSuffix(".callgrind") }
  }

  @Test("No file has a retired word")
  func files() throws {
    let expression = try Self.expression()
    for path in try Self.paths() {
      // Folders and files that are no text are skipped.
      let file = BuiltCommand.checkout.appendingPathComponent(path)
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      try Self.check(text, of: path, by: expression)
    }
  }

  @Test("No file or folder has a name with a retired word")
  func names() throws {
    let expression = try Self.expression()
    for path in try Self.paths() {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      try Self.check(name, of: path, by: expression)
    }
  }

  /// Reports the retired words in a text of a file, with their lines.
  private static func check(_ text: String, of path: String, by expression: NSRegularExpression) throws {
    for match in expression.matches(in: text, range: NSRange(text.startIndex..., in: text)) {
      let range = try #require(Range(match.range, in: text))
      let line = text[text.lineRange(for: range)]
      let isException = exceptions.contains { exception in
        path.hasPrefix(exception.path) && (exception.text.isEmpty || line.contains(exception.text))
      }
      if isException { continue }
      let word = String(text[range])
      let phrase = phrases.indices.first { match.range(at: $0 + 1).location != NSNotFound }
      let replacement = phrase.map { phrases[$0].replacement } ?? replacements[word.lowercased()] ?? ""
      let number = text[..<range.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") } + 1
      Issue.record("\(path):\(number): '\(word)' is retired, use: \(replacement)")
    }
  }

  @Test(
    "Retired words are found alone, in identifiers and in phrases",
    arguments: [
      ("The session is drawn.", 1), ("isDrawn", 1), ("toldBy", 1), ("DrawCount", 1), ("TOLD", 1), ("so many runs", 1),
      ("/// What is counted.", 1), ("/// - Returns: What is counted.", 1), ("controlLoop.draws", 2),
      ("look(at: x)", 1), ("noteDropped(x)", 1), ("of which none tells", 1), ("BaselineLine.swift", 1),
      ("Verdict+Explanations.swift", 1), ("BaselinePlace", 1), ("isChoice", 1), ("WorldState.swift", 1),
      ("lookUp(x)", 0), ("lookup(x)", 0), ("notes(x)", 0), ("footnote(x)", 0), ("redraw", 0), ("withdrawn", 0),
      ("stellar", 0), ("intellect", 0), ("worldwide", 0), ("See what is counted.", 0),
    ])
  func matching(text: String, count: Int) throws {
    let range = NSRange(text.startIndex..., in: text)
    #expect(try Self.expression().numberOfMatches(in: text, range: range) == count)
  }
}
