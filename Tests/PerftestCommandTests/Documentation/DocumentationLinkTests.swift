import Foundation
import PerformanceTestSupport
import Testing

@Suite("The pages of the documentation", .timeLimit(.minutes(60)))
struct DocumentationLinkTests {
  @Test("The README fits on three screens")
  func length() throws {
    #expect(try DocumentationPage.readme().lines.count <= 151, "150 lines and the end of the last one")
  }

  @Test("Every link to a file and a heading has a target")
  func files() throws {
    for page in try DocumentationPage.all() {
      for (number, line) in page.prose {
        for match in line.matches(of: /\]\(([^)]+)\)/) {
          let parts = match.1.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
          let location: Comment = "\(page.file.lastPathComponent):\(number): \(match.1)"
          #expect(!match.1.contains("://"), location)
          let folder = page.file.deletingLastPathComponent()
          let target = parts[0].isEmpty ? page.file : folder.appendingPathComponent(parts[0])
          guard FileManager.default.fileExists(atPath: target.path) else {
            Issue.record(location)
            continue
          }
          if parts.count > 1 { #expect(try DocumentationPage(target).anchors.contains(parts[1]), location) }
        }
      }
    }
  }

  @Test("Every link to an article has a target, and the first page lists each article once")
  func articles() throws {
    let articles = try DocumentationPage.articles()
    let names = Set(articles.map(\.name))
    for page in articles {
      for (number, line) in page.prose {
        for match in line.matches(of: /<doc:([A-Za-z]+)(#[^>]*)?>/) {
          #expect(names.contains(String(match.1)), "\(page.file.lastPathComponent):\(number): \(match.1)")
        }
      }
    }
    let root = try DocumentationPage.article("PerformanceTesting")
    let listed = root.prose.compactMap { $0.text.wholeMatch(of: /- <doc:([A-Za-z]+)>/)?.1 }.map(String.init)
    #expect(listed.sorted() == names.subtracting([root.name]).sorted())
    let readme = try DocumentationPage.readme().text
    #expect(readme.contains("PerformanceTesting.docc/\(root.name).md"))
  }

  @Test("Every article begins with its title and one sentence")
  func abstracts() throws {
    for page in try DocumentationPage.articles() {
      let lines = page.lines.prefix(4)
      #expect(lines[0].hasPrefix("# ") && lines[2].hasSuffix("."), "\(page.name)")
      #expect(lines[1].isEmpty && lines[3].isEmpty, "\(page.name)")
    }
  }

  private static let hasDocC = (try? BuiltModules()).map { modules in
    access(modules.tools.appendingPathComponent("docc").path, X_OK) == 0
  }

  @Test("DocC has no warning, neither in the articles nor in the comments", .enabled(if: hasDocC == true))
  func docC() async throws {
    let (folder, modules) = (try TemporaryFolder(), try BuiltModules())
    let graphs = folder.file("graphs")
    try FileManager.default.createDirectory(at: graphs, withIntermediateDirectories: true)
    let extracted = try await RunningCommand(
      modules.tools.appendingPathComponent("swift-symbolgraph-extract").path,
      [
        "-module-name", "PerformanceTesting", "-minimum-access-level", "public", "-skip-inherited-docs",
        "-output-dir", graphs.path,
      ] + modules.target + modules.searchOptions(),
      environment: BuiltCommand.environment()
    ).outcome()
    try #require(extracted.status == 0, "\(extracted)")
    let converted = try await RunningCommand(
      modules.tools.appendingPathComponent("docc").path,
      [
        "convert", DocumentationPage.catalogue.path, "--additional-symbol-graph-dir", graphs.path,
        "--output-path", folder.file("documentation").path, "--fallback-bundle-identifier", "PerformanceTesting",
        "--fallback-display-name", "PerformanceTesting",
      ], environment: BuiltCommand.environment()
    ).outcome()
    #expect(converted.status == 0 && !converted.text.contains("warning:"), "\(converted)")
  }
}
