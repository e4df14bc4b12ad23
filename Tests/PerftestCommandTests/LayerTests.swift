import PerformanceBuild
import PerformanceSystem
import PerformanceWorkflows
import Testing

/// The dependencies between targets point downwards.
@Suite("The layers of the package")
struct LayerTests {
  /// The targets from the bottom to the top. One may depend on those of the rows before its own.
  private static let layers: [[String]] = [
    ["CNVML", "CPerformanceProbe", "CPerformanceTerminal", "PerformanceBuild"],
    ["CPerformanceInterposition", "PerformanceStatistics", "PerformanceSystem"],
    ["PerformanceHTTP", "PerformanceLog", "PerformanceMachine", "PerformanceRecords", "PerformanceWindow"],
    ["PerformanceDelivery", "PerformanceGit", "PerformanceLogReading"],
    [
      "PerformanceBundles", "PerformanceHistory", "PerformanceNVML", "PerformanceProfiles", "PerformanceRegression",
      "PerformanceTrends",
    ],
    ["PerformanceFlameGraphs", "PerformanceMeasurement", "PerformanceText", "PerformanceVerification"],
    ["PerformanceHealth", "PerformanceOperations", "PerformanceRecording"],
    ["PerformanceGPU", "PerformanceImports", "PerformanceLive", "PerformanceReports", "PerformanceTesting"],
    ["PerformanceExports", "PerformanceWorkflows"],
    ["PerformanceTerminal"],
    [
      "PerformanceDiagnostics", "PerformanceHistoryCommands", "PerformanceInvestigation", "PerformanceLiveCommands",
      "PerformanceMetrics",
    ],
    ["PerformanceAlerts", "PerformanceReportCommands"], ["PerformanceOperationsCommands"],
    [
      "perftest", "perftest-gate", "perftest-history", "perftest-live", "perftest-machine", "perftest-operations",
      "perftest-reports", "perftest-tools",
    ],
  ]

  @Test("Each target is in a layer and depends on lower ones alone")
  func arrows() async throws {
    let targets = try await PackageManifest.load().sources
    #expect(Set(targets.map(\.name)) == Set(Self.layers.joined()))
    for (index, layer) in Self.layers.enumerated() {
      let lower = Set(Self.layers[..<index].joined())
      for target in targets where layer.contains(target.name) {
        #expect(target.targets.subtracting(lower).isEmpty, "\(target.name)")
      }
    }
  }

  @Test("The judge reads no file, clock or variable, the pass sees no baseline, and a bundle has no command")
  func separation() async throws {
    let manifest = try await PackageManifest.load()
    let regression = try #require(manifest.targets.first { $0.name == "PerformanceRegression" })
    #expect(regression.targets == ["PerformanceRecords", "PerformanceStatistics"])
    let measurement = try manifest.closure(of: ["PerformanceMeasurement", "PerformanceGPU"])
    #expect(measurement.isDisjoint(with: ["PerformanceRegression", "PerformanceRecording"]))
    let bundle = try manifest.closure(of: ["PerformanceTesting", "PerformanceGPU"])
    #expect(bundle.isDisjoint(with: ["PerformanceGit", "PerformanceReports", "PerformanceWorkflows"]))
  }

  // MARK: - Sources

  @Test("Each target imports what it depends on and no other module of the package")
  func imports() async throws {
    let targets = try await PackageManifest.load().sources
    let all = Set(targets.map(\.name))
    for target in targets {
      for file in try SourceFile.all(of: target.name) {
        for line in file.lines {
          guard let match = try /^(?:@_exported )?(?:public |package )?import (\w+)/.firstMatch(in: line) else {
            continue
          }
          let module = String(match.1)
          #expect(!all.contains(module) || target.targets.contains(module), "\(file.path) imports \(module)")
        }
      }
    }
  }

  @Test("Only the library for users imports Swift Testing")
  func swiftTesting() async throws {
    for target in try await PackageManifest.load().sources where target.name != "PerformanceTesting" {
      for file in try SourceFile.all(of: target.name) where file.lines.contains("import Testing") {
        Issue.record("\(file.path) imports Testing")
      }
    }
  }

  // MARK: - Variables

  private static let namingVariables = ["/PerftestVariable.swift"]

  @Test("The names of environment variables are in one file, and each that users may set has a meaning")
  func variables() async throws {
    for target in try await PackageManifest.load().sources {
      for file in try SourceFile.all(of: target.name) where !Self.namingVariables.contains(where: file.path.hasSuffix) {
        for line in file.lines { #expect(!line.contains(/"PERFTEST_\w+"/), "\(file.path): \(line)") }
      }
    }
    for variable in PerftestVariable.allCases {
      #expect((variable.meaning != nil) == (variable.setter == .user), "\(variable)")
    }
    let help = await Perftest.run("--help").output
    for variable in PerftestVariable.allCases where variable.setter == .user {
      #expect(help.contains("\n  \(variable.rawValue) "))
    }
  }
}
