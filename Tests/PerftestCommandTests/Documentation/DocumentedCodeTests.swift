import Foundation
import PerformanceTestSupport
import Testing

/// The code that the documentation shows, as far as a compiler can check it.
@Suite("The code of the documentation", .timeLimit(.minutes(60)))
struct DocumentedCodeTests {
  @Test("Every block of Swift compiles in an adopter's module, without a warning")
  func swift() async throws {
    let folder = try TemporaryFolder()
    var files: [String] = []
    for page in try DocumentationPage.all() + DocumentationPage.comments() {
      for block in page.blocks where block.language == "swift" && !block.isManifest {
        files.append(try folder.write(block.source(of: page), to: "\(page.name)-\(block.line).swift").path)
      }
    }
    try #require(files.count > 15)
    let modules = try BuiltModules()
    let outcome = try await RunningCommand(
      modules.tools.appendingPathComponent("swiftc").path,
      [
        "-typecheck", "-whole-module-optimization", "-swift-version", "6", "-warnings-as-errors",
        "-parse-as-library", "-module-name", "Adopter", "-plugin-path", modules.macros.path,
      ] + modules.searchOptions() + files, environment: BuiltCommand.environment()
    ).outcome()
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test("Every manifest is read by SwiftPM, and depends on the library by its name")
  func manifests() async throws {
    let blocks = try DocumentationPage.all().flatMap(\.blocks).filter(\.isManifest)
    let manifests = Set(blocks.map(\.text))
    try #require(blocks.count > 2 && manifests.count == 2)
    for manifest in manifests {
      let folder = try TemporaryFolder()
      try folder.write(manifest, to: "Package.swift")
      let outcome = try await RunningCommand(
        "/usr/bin/env", ["swift", "package", "--package-path", folder.url.path, "dump-package"],
        environment: BuiltCommand.environment()
      ).outcome()
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.output.contains("\"PerformanceTesting\""), "\(outcome)")
    }
  }

  @Test("The README and the first article show one manifest and the first test of the adopter, word for word")
  func firstSteps() throws {
    let (readme, article) = (try DocumentationPage.readme(), try DocumentationPage.article("GettingStarted"))
    #expect(readme.blocks.first(where: \.isManifest)?.text == article.blocks.first(where: \.isManifest)?.text)
    #expect(readme.text.contains(AdopterSource.firstTest))
  }
}

extension DocumentationPage.Block {
  /// Whether it is a whole manifest of a package.
  fileprivate var isManifest: Bool { text.hasPrefix("// swift-tools-version") }

  /// A file with the block: its declarations are private to the file, so that pages may use the same names, and
  /// statements are those of a function. Errors name the page.
  fileprivate func source(of page: DocumentationPage) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let imports = lines.filter { $0.hasPrefix("import ") }
    let rest = lines.map { $0.hasPrefix("import ") ? "" : $0 }
    let location = "#sourceLocation(file: \"\(page.file.lastPathComponent)\", line: \(line))\n"
    let head = (imports.isEmpty ? Self.usualImports : imports).joined(separator: "\n") + "\n"
    guard rest.contains(where: Self.isDeclaration) else {
      return head + "private func statements() async throws {\n" + location + rest.joined(separator: "\n")
        + "\n#sourceLocation()\n}\n"
    }
    let declarations = rest.map { line in
      guard Self.isNamed(line) else { return line }
      return line.hasPrefix("@Test ") ? "@Test private " + line.dropFirst("@Test ".count) : "private " + line
    }
    return head + location + declarations.joined(separator: "\n") + "\n"
  }

  private static let usualImports = ["import Foundation", "import PerformanceTesting", "import Testing"]

  private static func isDeclaration(_ line: String) -> Bool { isNamed(line) || line.hasPrefix("extension ") }

  private static func isNamed(_ line: String) -> Bool {
    ["struct ", "func ", "@Test func ", "enum ", "final class ", "actor ", "protocol "].contains { line.hasPrefix($0) }
  }
}
