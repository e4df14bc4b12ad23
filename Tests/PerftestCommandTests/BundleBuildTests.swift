import Foundation
import PerformanceTestSupport
import PerformanceWorkflows
import Synchronization
import Testing

@Suite("The build for measuring", .inTurns)
struct BundleBuildTests {
  private let folder: TemporaryFolder
  private let toolchain: ScriptedToolchain

  init() throws {
    folder = try TemporaryFolder()
    toolchain = try ScriptedToolchain()
    for (path, text) in ["Package.swift": "", "allocations": "12", "time": "100.0", "Sources/Code.swift": ""] {
      try folder.write(text, to: path)
    }
  }

  @Test(
    "reports its duration where that is no small part of the run",
    arguments: [
      (14.9, nil), (15, "built for measuring in 15.0 s"), (125, "built for measuring in 2 min 5 s"),
    ] as [(Double, String?)])
  func duration(seconds: Double, line: String?) async throws {
    let messages = RecordedLines()
    let bundle = try await OwnThread.run { [folder = folder.url, environment = toolchain.environment] in
      let context = CommandContext(
        output: messages.output, environment: BuiltCommand.environment(adding: environment), folder: folder)
      var build = BundleBuild(package: try PackageFolder(containing: folder.path, in: context))
      let times = Mutex([100, 100 + seconds])
      build.now = { times.withLock { $0.removeFirst() } }
      return try build.run()
    }
    #expect(bundle.lastPathComponent == "Catalog.xctest")
    // A build by a slow machine has lines of progress.
    let lines = messages.lines.filter { !$0.hasPrefix("building for measuring: ") }
    #expect(lines.first?.hasPrefix("building for measuring (release, output in ") == true, "\(lines)")
    #expect(Array(lines.dropFirst()) == [line].compactMap { $0 }, "\(lines)")
  }
}
