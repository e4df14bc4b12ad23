import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceTestSupport
import Testing

@Suite("Arguments of perftest explain, and a machine without its tools", .inTurns)
struct ExplainTests {
  @Test(
    "Invalid arguments are named with a pointer to the usage, and end with 64",
    arguments: [
      ["explain"], ["explain", ""], ["explain", "a", "b"], ["explain", "a", "--svg"], ["explain", "a", "--slow"],
      ["explain", "a", "--folded", "--json"], ["explain", "a", "--svg", "x", "--svg", "y"],
    ])
  func unusableArguments(_ arguments: [String]) async throws {
    let outcome = await Perftest.run(arguments, in: BuiltCommand.checkout)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.contains("see perftest explain --help"))
  }

  @Test("Outside of a package the command reports that and ends with 78")
  func outsideOfPackage() async throws {
    let outcome = await Perftest.run("explain", "decode()", "--package-path", "/")
    #expect(outcome.status == 78)
    #expect(outcome.error.contains("/: is in no Swift package"))
  }

  @Test("Without Valgrind and perf it names the packages to install, before anything is built")
  func noTools() async throws {
    let folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    let outcome = await Perftest.run(
      "explain", "decode()", environment: ["PATH": folder.url.path], in: folder.url)
    #expect(outcome.status == 75)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.contains("apt-get install valgrind") && outcome.error.contains("perf"))
    #expect(try !folder.files().contains { $0.contains("build.log") })
  }

  @Test("A damaged profile on file is named before anything is built")
  func damagedProfile() async throws {
    let folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    let environment = EnvironmentReader.read(isOptimised: true, isTestable: false, isAligned: true)
    let toolchain = environment.toolchain.folderName
    try folder.write("{", to: "baselines/\(toolchain)/profiles/Catalog.json")
    let outcome = await Perftest.run("explain", "decode()", in: folder.url)
    #expect(outcome.status == 78)
    #expect(outcome.error.contains("profiles/Catalog.json") && outcome.error.contains("record again"))
  }
}
