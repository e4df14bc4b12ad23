import Foundation
import Testing

/// A page of the documentation: the README, or an article of the DocC catalogue.
struct DocumentationPage: Sendable {
  /// A fenced block of code.
  struct Block: Sendable {
    /// The language behind the opening fence.
    let language: String
    /// The lines between the fences.
    let text: String
    /// The number of its first line in the file.
    let line: Int
  }

  /// The file.
  let file: URL
  /// Its lines.
  let lines: [String]
  /// Its blocks of code.
  let blocks: [Block]
  /// Its lines outside of blocks, with their numbers.
  let prose: [(number: Int, text: String)]

  init(_ file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    try self.init(file, lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  private init(_ file: URL, lines: [String]) throws {
    self.file = file
    self.lines = lines
    var blocks: [Block] = []
    var prose: [(number: Int, text: String)] = []
    var open: (language: String, line: Int, lines: [String])?
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(Block(language: block.language, text: block.lines.joined(separator: "\n"), line: block.line))
          open = nil
        } else {
          open = (String(line.dropFirst(3)), index + 2, [])
        }
      } else if open != nil {
        open?.lines.append(line)
      } else {
        prose.append((index + 1, line))
      }
    }
    try #require(open == nil, "\(file.lastPathComponent) has a block without an end")
    self.blocks = blocks
    self.prose = prose
  }

  /// The name of the file without its ending, as `<doc:…>` writes it.
  var name: String { file.deletingPathExtension().lastPathComponent }
  /// The whole text.
  var text: String { lines.joined(separator: "\n") }

  /// The code between backticks outside of blocks.
  var codeSpans: [(line: Int, code: String)] {
    prose.flatMap { number, text in
      text.matches(of: /`+([^`]+)`+/).map { (number, String($0.1)) }
    }
  }

  /// The headings as links name them: lower case, with hyphens for spaces.
  var anchors: Set<String> {
    Set(
      prose.map(\.text).filter { $0.hasPrefix("#") }.map { heading in
        let title = heading.drop { $0 == "#" || $0 == " " }.lowercased()
        return String(title.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }).replacing(" ", with: "-")
      })
  }

  /// The cells of the rows of its tables, without the rows that divide them.
  var rows: [[String]] {
    prose.map(\.text).filter { $0.hasPrefix("|") && !$0.hasPrefix("|--") }.map { row in
      row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }
}

extension DocumentationPage {
  /// The folder of the articles.
  static let catalogue = BuiltCommand.checkout.appendingPathComponent(
    "Sources/PerformanceTesting/PerformanceTesting.docc")

  /// An article by its name.
  static func article(_ name: String) throws -> DocumentationPage {
    try DocumentationPage(catalogue.appendingPathComponent(name + ".md"))
  }

  /// The README.
  static func readme() throws -> DocumentationPage {
    try DocumentationPage(BuiltCommand.checkout.appendingPathComponent("README.md"))
  }

  /// The articles in order of their names.
  static func articles() throws -> [DocumentationPage] {
    let files = try FileManager.default.contentsOfDirectory(at: catalogue, includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "md" }.sorted { $0.path < $1.path }.map(DocumentationPage.init)
  }

  /// The comments of the library's declarations, a page for each file; lines of code are empty ones.
  static func comments() throws -> [DocumentationPage] {
    let folder = catalogue.deletingLastPathComponent()
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
    return try (files ?? []).filter { $0.pathExtension == "swift" }.map { file in
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      return try DocumentationPage(
        file, lines: lines.map { $0.firstMatch(of: /^ *\/\/\/ ?(.*)$/).map { String($0.1) } ?? "" })
    }
  }

  /// The README and the articles.
  static func all() throws -> [DocumentationPage] { try [readme()] + articles() }
}
