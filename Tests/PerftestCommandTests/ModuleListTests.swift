import Foundation
import PerformanceTestSupport
import Testing

/// Every adopter compiles these modules, so one more is a decision that a reviewer sees here.
@Suite("What an adopter compiles")
struct ModuleListTests {
  /// The modules of each product that is built before a first verdict, or that a test target may add.
  private static let expected: [String: Set<String>] = [
    "PerformanceTesting": [
      "CPerformanceInterposition", "CPerformanceProbe", "PerformanceBundles", "PerformanceMeasurement",
      "PerformanceProfiles", "PerformanceRecords", "PerformanceRegression", "PerformanceStatistics",
      "PerformanceSystem", "PerformanceTesting", "PerformanceText", "PerformanceWindow",
    ],
    "PerformanceGPU": [
      "CNVML", "CPerformanceProbe", "PerformanceBundles", "PerformanceGPU", "PerformanceMeasurement",
      "PerformanceNVML", "PerformanceProfiles", "PerformanceRecords", "PerformanceStatistics",
      "PerformanceSystem", "PerformanceWindow",
    ],
    "perftest": [
      "CPerformanceProbe", "PerformanceBundles", "PerformanceGit", "PerformanceRecording", "PerformanceRecords",
      "PerformanceRegression", "PerformanceStatistics", "PerformanceSystem", "PerformanceText",
      "PerformanceWorkflows", "perftest",
    ],
  ]

  private struct Manifest: Decodable {
    struct Product: Decodable {
      var name: String
      var targets: [String]
    }
    struct Target: Decodable {
      var name: String
      var dependencies: [[String: [String?]]]
    }
    var products: [Product]
    var targets: [Target]
  }

  @Test("Test bundles, GPU metrics and a first gate need these modules and no others")
  func modules() async throws {
    let manifest = try await manifest()
    for (product, expected) in Self.expected {
      #expect(try Self.modules(of: product, in: manifest) == expected, "\(product)")
    }
  }

  @Test("What looks at results is no part of a first gate")
  func tools() async throws {
    let manifest = try await manifest()
    let bundle = try Self.modules(of: "PerformanceTesting", in: manifest)
    let gate = try Self.modules(of: "perftest", in: manifest).union(bundle)
    for product in ["perftest-tools", "perftest-machine"] {
      #expect(!(try Self.modules(of: product, in: manifest).subtracting(gate).isEmpty))
    }
    #expect(gate.isDisjoint(with: ["PerformanceReports", "PerformanceVerification", "PerformanceNVML"]))
  }

  /// The manifest as SwiftPM reads it. With a scratch folder of its own it does not wait for the build that runs this.
  private func manifest() async throws -> Manifest {
    let scratch = try TemporaryFolder()
    let outcome = try await RunningCommand(
      "/usr/bin/env",
      [
        "swift", "package", "dump-package", "--package-path", BuiltCommand.checkout.path, "--scratch-path",
        scratch.url.path,
      ], environment: BuiltCommand.environment()
    ).outcome()
    try #require(outcome.status == 0, "\(outcome)")
    return try JSONDecoder().decode(Manifest.self, from: Data(outcome.output.utf8))
  }

  private static func modules(of name: String, in manifest: Manifest) throws -> Set<String> {
    let product = try #require(manifest.products.first { $0.name == name })
    let targets = Dictionary(uniqueKeysWithValues: manifest.targets.map { ($0.name, $0) })
    var found: Set<String> = []
    var pending = product.targets
    while let target = pending.popLast() {
      guard found.insert(target).inserted else { continue }
      pending += try #require(targets[target]).dependencies.flatMap { $0.values.compactMap { $0.first ?? nil } }
    }
    return found
  }
}
