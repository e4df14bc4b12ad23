import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("A file that lists a package's XCTest cases")
struct TestEntryPointTests {
  @Test(
    "makes SwiftPM look for tests in spite of it, wherever SwiftPM would take it",
    arguments: ["Tests/LinuxMain.swift", "Tests/XCTMain.swift", "LinuxMain.swift", "Tests/Unit/LinuxMain.swift"])
  func present(path: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("import XCTest", to: path)
    #expect(TestEntryPoint.buildOptions(for: folder.url) == ["--enable-test-discovery"])
  }

  @Test("is looked for by its whole name", arguments: ["Tests/Main.swift", "Sources/LinuxMain.swift", "Package.swift"])
  func absent(path: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: path)
    #expect(TestEntryPoint.buildOptions(for: folder.url) == [])
  }
}
