import Foundation
import PerformanceOperations
import Testing

@Suite("The benchmarks that a change can reach")
struct ChangeReachTests {
  /// A nested package whose benchmarks use two of the three targets of the package around it.
  private static let reach = ChangeReach([
    PackageTargets(
      folder: "/app/Benchmarks",
      targets: [
        .init(name: "Support", path: "Sources/Support"),
        .init(
          name: "JSONBenchmarks", type: "test", path: "Tests/JSONBenchmarks", targets: ["Support"],
          products: ["JSON", "PerformanceTesting"]),
        .init(
          name: "TextBenchmarks", type: "test", path: "Tests/TextBenchmarks", products: ["Text", "PerformanceTesting"]),
        .init(name: "SupportTests", type: "test", path: "Tests/SupportTests", targets: ["Support"]),
      ], neighbours: ["/app"]),
    PackageTargets(
      folder: "/app",
      targets: [
        .init(name: "Core", path: "Sources/Core"), .init(name: "JSON", path: "Sources/JSON", targets: ["Core"]),
        .init(name: "Text", path: "Sources/Text", targets: ["Core"]), .init(name: "Tool", path: "Sources/Tool"),
        .init(name: "JSONTests", type: "test", path: "Tests/JSONTests", targets: ["JSON"]),
      ], products: ["JSON": ["JSON"], "Text": ["Text"]]),
  ])

  @Test(
    "A file reaches the modules with benchmarks that depend on its target",
    arguments: [
      ("/app/Sources/JSON/Parser.swift", ["JSONBenchmarks"]),
      ("/app/Sources/Core/Buffer.swift", ["JSONBenchmarks", "TextBenchmarks"]),
      ("/app/Benchmarks/Sources/Support/Files.swift", ["JSONBenchmarks"]),
      ("/app/Benchmarks/Tests/TextBenchmarks/Text.swift", ["TextBenchmarks"]),
      ("/app/Benchmarks/Tests/SupportTests/A.swift", []), ("/app/Sources/Tool/main.swift", []),
      ("/app/Tests/JSONTests/A.swift", []), ("/app/README.md", []), ("/app/Sources/JSONExtra/A.swift", []),
      ("/app/Package.swift", ["JSONBenchmarks", "TextBenchmarks"]),
      ("/app/Benchmarks/Package@swift-6.2.swift", ["JSONBenchmarks", "TextBenchmarks"]),
      ("/app/Benchmarks/Package.resolved", ["JSONBenchmarks", "TextBenchmarks"]),
      ("/app/Benchmarks/baselines/linux/counts/TextBenchmarks.Suite.json", ["TextBenchmarks"]),
      ("/app/Benchmarks/baselines/linux/counts/Others.Suite.json", []),
      ("/app/Benchmarks/baselines/budgets.json", []),
    ] as [(String, [String])])
  func files(file: String, modules: [String]) {
    #expect(Self.reach.modules(of: [file], baselines: "/app/Benchmarks/baselines") == modules)
  }

  @Test("Several files reach the modules of each, and no file reaches none")
  func several() {
    let files = ["/app/Sources/Text/A.swift", "/app/Sources/JSON/B.swift"]
    #expect(Self.reach.modules(of: files, baselines: "/b") == ["JSONBenchmarks", "TextBenchmarks"])
    #expect(Self.reach.modules(of: [], baselines: "/b").isEmpty)
  }

  @Test("The library's own package has benchmarks that depend on its target")
  func own() {
    let package = PackageTargets(
      folder: "/p",
      targets: [
        .init(name: "PerformanceTesting", path: "Sources/PerformanceTesting"),
        .init(name: "PerfTests", type: "test", path: "PerfTests", targets: ["PerformanceTesting"]),
        .init(name: "Whole", path: "."),
      ], products: ["PerformanceTesting": ["PerformanceTesting"]])
    #expect(ChangeReach([package]).modules(of: ["/p/PerfTests/A.swift"], baselines: "/p/baselines") == ["PerfTests"])
    #expect(ChangeReach([package]).modules(of: ["/p/a.c"], baselines: "/p/baselines").isEmpty)
    #expect(ChangeReach([]).modules(of: ["/p/a.c"], baselines: "/p/baselines").isEmpty)
  }

  @Test("The targets of a package are read as SwiftPM prints them")
  func description() throws {
    let text = """
      {"name": "app", "path": "/app", "dependencies": [{"identity": "core", "type": "fileSystem", "path": "/core"},
      {"identity": "x", "type": "sourceControl", "url": "https://example.com/x"}],
      "products": [{"name": "App", "targets": ["App"], "type": {"library": ["automatic"]}}],
      "targets": [{"name": "App", "type": "library", "path": "Sources/App", "sources": ["a.swift"],
      "product_dependencies": ["Core"], "target_dependencies": ["Base"]},
      {"name": "Base", "type": "library", "path": "Sources/Base"}]}
      """
    let package = try JSONDecoder().decode(PackageTargets.self, from: Data(text.utf8))
    #expect(
      package
        == PackageTargets(
          folder: "/app",
          targets: [
            .init(name: "App", path: "Sources/App", targets: ["Base"], products: ["Core"]),
            .init(name: "Base", path: "Sources/Base"),
          ], products: ["App": ["App"]], neighbours: ["/core"]))
  }
}
