import Foundation
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("SwiftPM's build folder in git")
struct IgnoredBuildFolderTests {
  private let repository: ScratchRepository

  init() throws {
    repository = try ScratchRepository()
    try repository.write("", to: "Benchmarks/Package.swift")
  }

  private func advice(of path: String = "Benchmarks") throws -> String? {
    let stream = Output.Stream { _ in true }
    let context = CommandContext(
      output: Output(results: stream, messages: stream), environment: BuiltCommand.environment(),
      folder: repository.url.appendingPathComponent(path))
    return try PackageFolder(containing: context.folder.path, in: context).ignoringAdvice
  }

  @Test("A nested one that a line for the outer one does not cover is named with the command to type")
  func nested() throws {
    try repository.write("/.build\n", to: ".gitignore")
    #expect(try advice() == nil)
    try repository.write("", to: "Benchmarks/.build/debug/perftest")
    let advice = try #require(try advice())
    #expect(advice.contains("Benchmarks/.build") && advice.hasSuffix(": echo .build >> .gitignore"), "\(advice)")
    try repository.write(".build\n", to: "Benchmarks/.gitignore")
    #expect(try self.advice() == nil)
  }

  @Test("One that is ignored everywhere, or tracked, needs no advice", arguments: [".build\n", "**/.build/\n"])
  func ignored(line: String) throws {
    try repository.write(line, to: ".gitignore")
    try repository.write("", to: "Benchmarks/.build/debug/perftest")
    #expect(try advice() == nil)
    try repository.git("add", "-f", "Benchmarks/.build")
    try repository.write("", to: ".gitignore")
    #expect(try advice() == nil)
  }

  @Test("Outside of a repository nothing is said")
  func noRepository() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "Package.swift")
    try folder.write("", to: ".build/x")
    let stream = Output.Stream { _ in true }
    let context = CommandContext(
      output: Output(results: stream, messages: stream), environment: BuiltCommand.environment(), folder: folder.url)
    #expect(try PackageFolder(containing: folder.url.path, in: context).ignoringAdvice == nil)
  }
}
