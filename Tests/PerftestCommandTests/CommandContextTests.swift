import Foundation
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("The package that a command means")
struct CommandContextTests {
  private let folder: TemporaryFolder
  private let executable: URL

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("", to: "Package.swift")
    try folder.write("", to: "Benchmarks/Package.swift")
    executable = folder.url.resolvingSymlinksInPath()
      .appendingPathComponent("Benchmarks/.build/x86_64-unknown-linux-gnu/debug/perftest")
  }

  private func packagePath(from path: String, executable: URL?) throws -> String {
    let stream = Output.Stream { _ in true }
    let context = CommandContext(
      output: Output(results: stream, messages: stream), environment: [:],
      folder: path.isEmpty ? folder.url : folder.url.appendingPathComponent(path), executable: executable)
    return try PackageFolder(containing: context.packageFolder.path, in: context).url.resolvingSymlinksInPath().path
  }

  private func path(_ name: String) -> String {
    folder.url.resolvingSymlinksInPath().path + (name.isEmpty ? "" : "/" + name)
  }

  @Test("The package below the current folder that the executable was built in is meant")
  func nested() throws {
    #expect(try packagePath(from: "", executable: executable) == path("Benchmarks"))
    #expect(try packagePath(from: "Benchmarks", executable: executable) == path("Benchmarks"))
  }

  @Test("An executable of a package elsewhere changes nothing")
  func elsewhere() throws {
    let other = URL(fileURLWithPath: "/somewhere/.build/x/debug/perftest")
    #expect(try packagePath(from: "", executable: other) == path(""))
    #expect(try packagePath(from: "", executable: nil) == path(""))
    let sibling = URL(fileURLWithPath: path("") + "-2/.build/x/debug/perftest")
    #expect(try packagePath(from: "", executable: sibling) == path(""))
  }

  @Test("An executable that lies below the current folder without its package changes nothing")
  func copied() throws {
    try folder.write("", to: "tools/bin/x/perftest")
    #expect(
      try packagePath(from: "", executable: folder.url.appendingPathComponent("tools/bin/x/perftest")) == path(""))
  }
}
