import Foundation
import PerformanceTestSupport
import Testing

@Suite("The filter of what a change can reach", .timeLimit(.minutes(60)))
struct HooksChangedTests {
  /// A package with a nested one, which uses one of its two libraries and a library of benchmarks beside them.
  private static func repository() throws -> ScratchRepository {
    let repository = try ScratchRepository()
    try repository.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "app",
        products: [.library(name: "JSON", targets: ["JSON"]), .library(name: "Text", targets: ["Text"])],
        targets: [.target(name: "JSON"), .target(name: "Text")])
      """, to: "app/Package.swift")
    try repository.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "PerformanceTesting", products: [.library(name: "PerformanceTesting", targets: ["PerformanceTesting"])],
        targets: [.target(name: "PerformanceTesting")])
      """, to: "library/Package.swift")
    try repository.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "Benchmarks", dependencies: [.package(path: ".."), .package(path: "../../library")],
        targets: [
          .testTarget(
            name: "JSONBenchmarks",
            dependencies: [
              .product(name: "JSON", package: "app"), .product(name: "PerformanceTesting", package: "library"),
            ])
        ])
      """, to: "app/Benchmarks/Package.swift")
    for folder in [
      "app/Sources/JSON", "app/Sources/Text", "library/Sources/PerformanceTesting",
      "app/Benchmarks/Tests/JSONBenchmarks",
    ] {
      try repository.write("let code = 1\n", to: folder + "/Code.swift")
    }
    try repository.write(".build\n.perftest\n", to: ".gitignore")
    try repository.commit()
    return repository
  }

  @Test("It has the modules whose dependencies changed, in a nested package as well, and is empty for others")
  func filters() async throws {
    let repository = try Self.repository()
    let package = repository.url.appendingPathComponent("app/Benchmarks")
    let cases: [(file: String, filter: String)] = [
      ("app/Sources/JSON/Code.swift", "^(JSONBenchmarks)\\.\n"), ("app/Sources/Text/Code.swift", ""),
      ("app/README.md", ""), ("library/Package.swift", "^(JSONBenchmarks)\\.\n"),
    ]
    for (file, filter) in cases {
      let old = (try? String(contentsOf: repository.url.appendingPathComponent(file), encoding: .utf8)) ?? ""
      try repository.write(old + "// changed\n", to: file)
      try repository.commit()
      let outcome = await Perftest.run("hooks", "changed", "HEAD~1", in: package)
      #expect(outcome.status == 0 && outcome.output == filter, "\(file): \(outcome)")
    }
    let none = await Perftest.run("hooks", "changed", "HEAD", "HEAD", in: package)
    #expect(none.status == 0 && none.output.isEmpty)
  }

  @Test("A commit that does not exist and a manifest that cannot be read end it with their reasons")
  func failures() async throws {
    let repository = try Self.repository()
    let package = repository.url.appendingPathComponent("app/Benchmarks")
    let unknown = await Perftest.run("hooks", "changed", "v0", in: package)
    #expect(unknown.status == 78 && unknown.error.contains("git cannot compare 'v0' with 'HEAD'"), "\(unknown)")
    try repository.write("// swift-tools-version: 6.0\nlet\n", to: "app/Benchmarks/Package.swift")
    try repository.commit()
    let broken = await Perftest.run("hooks", "changed", "HEAD~1", in: package)
    #expect(broken.status == 75 && broken.error.contains("the targets of"), "\(broken)")
  }
}
