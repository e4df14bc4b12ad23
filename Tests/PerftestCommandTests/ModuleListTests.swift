import Foundation
import PerformanceBuild
import PerformanceTestSupport
import Testing

/// Every adopter compiles these modules, so one more is a decision that a reviewer sees here.
@Suite("The modules that an adopter compiles")
struct ModuleListTests {
  /// The modules of each product that is built before a first verdict, or that a test target may add.
  private static let expected: [String: Set<String>] = [
    "PerformanceTesting": [
      "CPerformanceInterposition", "CPerformanceProbe", "PerformanceBuild", "PerformanceBundles",
      "PerformanceMeasurement", "PerformanceProfiles", "PerformanceRecords", "PerformanceRegression",
      "PerformanceStatistics",
      "PerformanceSystem", "PerformanceTesting", "PerformanceText", "PerformanceWindow",
    ],
    "PerformanceGPU": [
      "CNVML", "CPerformanceProbe", "PerformanceBuild", "PerformanceBundles", "PerformanceGPU",
      "PerformanceMeasurement",
      "PerformanceNVML", "PerformanceProfiles", "PerformanceRecords", "PerformanceStatistics",
      "PerformanceSystem", "PerformanceWindow",
    ],
    // Compiled in debug: everything else is compiled once, for the benchmarks.
    "perftest": ["PerformanceBuild", "perftest"],
    "perftest-gate": [
      "CPerformanceProbe", "PerformanceBuild", "PerformanceBundles", "PerformanceGit", "PerformanceHealth",
      "PerformanceLog", "PerformanceMachine", "PerformanceRecording", "PerformanceRecords", "PerformanceRegression",
      "PerformanceStatistics", "PerformanceSystem", "PerformanceText", "PerformanceWorkflows", "perftest-gate",
    ],
  ]

  @Test("Test bundles, GPU metrics and a first gate need these modules and no others")
  func modules() async throws {
    let manifest = try await PackageManifest.load()
    for (product, expected) in Self.expected {
      #expect(try manifest.modules(of: product) == expected, "\(product)")
    }
  }

  @Test("Tools for results are no part of a first gate")
  func tools() async throws {
    let manifest = try await PackageManifest.load()
    let bundle = try manifest.modules(of: "PerformanceTesting")
    let gate = try manifest.modules(of: "perftest-gate").union(bundle)
    for product in CommandTable.others.map(\.name) {
      #expect(!(try manifest.modules(of: product).subtracting(gate).isEmpty))
    }
    #expect(
      gate.isDisjoint(with: [
        "PerformanceAlerts", "PerformanceExports", "PerformanceHTTP", "PerformanceHistory", "PerformanceImports",
        "PerformanceLive", "PerformanceLogReading", "PerformanceMetrics", "PerformanceNVML", "PerformanceOperations",
        "PerformanceReports", "PerformanceTrends", "PerformanceVerification",
      ]))
  }
}
