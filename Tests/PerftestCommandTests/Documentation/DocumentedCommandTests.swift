import PerformanceBuild
import PerformanceSystem
import PerformanceWorkflows
import Testing

@Suite("The commands of the documentation")
struct DocumentedCommandTests {
  /// All commands.
  private static var commands: [any Command.Type] { Perftest.commands }

  /// A command as a page shows it.
  private struct CommandLine {
    let words: [String]
    let location: String
  }

  @Test("Every command on a page is parsed as written")
  func parsing() throws {
    let lines = try DocumentationPage.all().flatMap(Self.commandLines)
    try #require(lines.count > 30)
    for line in lines {
      guard let (command, rest) = Perftest.command(of: line.words) else {
        Issue.record("\(line.location): there is no command '\(line.words[0])'")
        continue
      }
      #expect(throws: Never.self, "\(line.location): \(line.words)") { _ = try command.syntax.parse(rest) }
    }
  }

  @Test("Every command is in the table of commands")
  func table() throws {
    let rows = try DocumentationPage.article("CommandsAndVariables").rows
    #expect(Set(Self.commands.map { "`perftest \($0.name)`" }).isSubset(of: Set(rows.map { $0[0] })))
    let listed = CommandTable.products.flatMap(\.commands).map(\.name)
    let groups = Set(Self.commands.map { $0.name.prefix { $0 != " " } }.map(String.init))
    #expect(groups.sorted() == listed.sorted())
  }

  @Test("Words are split as a shell splits them")
  func splitting() {
    #expect(Self.words(#"gate --filter 'a b' "c d" e\ f # rest"#) == ["gate", "--filter", "a b", "c d", "e f"])
    #expect(Self.words("gate && echo done") == ["gate"])
    #expect(Self.words("report >>\"$PAGE\"") == ["report"])
    #expect(Self.words("record --reason '…'") == ["record", "--reason", "…"])
  }

  /// The commands in blocks and in code between backticks: what follows the word `perftest`.
  private static func commandLines(of page: DocumentationPage) -> [CommandLine] {
    let blocks = page.blocks.filter { !["swift", "json"].contains($0.language) }.flatMap { block in
      block.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
        (line: block.line + $0.offset, code: String($0.element))
      }
    }
    // In a sentence the words behind `perftest` alone are the name of a command.
    let spans = page.codeSpans.filter { span in
      guard let match = span.code.wholeMatch(of: /(?:swift run )?perftest ([a-z-]+(?: [a-z-]+)?)/) else { return true }
      return match.1.contains(" ") && !commands.contains { $0.name == match.1 }
    }
    return (blocks + spans).compactMap { number, code in
      guard let match = code.firstMatch(of: /(^|[\s`])perftest ([a-z].*)$/) else { return nil }
      return CommandLine(words: words(String(match.2)), location: "\(page.file.lastPathComponent):\(number)")
    }
  }

  /// The words of a command up to a comment or to what ends the command.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "\\" {
        isEscaped = true
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        if let complete = word { words.append(complete) }
        word = nil
      } else if word == nil, "#&|;>".contains(character) {
        return words
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + [word].compactMap { $0 }
  }
}
