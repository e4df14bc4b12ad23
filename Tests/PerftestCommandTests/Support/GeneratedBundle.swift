import Foundation
import PerformanceTestSupport
import Testing

/// The bundle of scripted benchmarks with a further module, `Generated`, of as many functions as a test needs. In the
/// bundle of all tests they would cost each of its processes time.
struct GeneratedBundle {
  /// The executable.
  let file: URL
  private let folder: TemporaryFolder
  private static let functionsOfASuite = 100

  /// Compiles and links it.
  init(functions: Int) async throws {
    let modules = try BuiltModules()
    folder = try TemporaryFolder()
    file = folder.file("bundle")
    let (source, object) = (try folder.write(Self.source(functions), to: "Generated.swift"), folder.file("Generated.o"))
    let compiler = modules.tools.appendingPathComponent("swiftc").path
    let compiled = try await RunningCommand(
      compiler,
      [
        "-c", "-Onone", "-whole-module-optimization", "-swift-version", "6", "-parse-as-library", "-module-name",
        "Generated", "-plugin-path", modules.macros.path, source.path, "-o", object.path,
      ] + modules.searchOptions(), environment: BuiltCommand.environment()
    ).outcome()
    try #require(compiled.status == 0, "\(compiled)")
    let objects = modules.products.appendingPathComponent("\(ScriptedPackage.module).product/Objects.LinkFileList")
    let linked = try await RunningCommand(
      compiler,
      [
        "-emit-executable", "-L", modules.products.path, "-o", file.path, object.path, "@" + objects.path, "-Xlinker",
        "--defsym", "-Xlinker", "main=\(ScriptedPackage.module)_main",
      ] + modules.target, environment: BuiltCommand.environment()
    ).outcome()
    try #require(linked.status == 0, "\(linked)")
  }

  private static func source(_ functions: Int) -> String {
    let suites = (0..<functions).reduce(into: [Int: [String]]()) { suites, number in
      suites[number / functionsOfASuite, default: []].append(
        "  @Test func aBenchmarkOfManyWithARatherLongName\(number)() { measure { perf_script_work(2_000_000) } }")
    }
    return "import CPerformanceProbe\nimport PerformanceTesting\nimport Testing\n\n"
      + suites.sorted { $0.key < $1.key }.map { number, functions in
        """
        @Suite(.performance, .metrics(.allocations), .samples(1), .warmup(.zero))
        struct Suite\(number) {
        \(functions.joined(separator: "\n"))
        }

        """
      }.joined()
  }
}
