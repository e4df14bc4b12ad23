import Foundation
import PerformanceSystem
import PerformanceWorkflows
import Testing

/// The dependencies between targets point downwards.
@Suite("The layers of the package")
struct LayerTests {
  /// The targets from the bottom to the top. One may depend on those of the rows before its own.
  private static let layers: [[String]] = [
    ["CNVML", "CPerformanceProbe"],
    ["CPerformanceInterposition", "PerformanceStatistics", "PerformanceSystem"],
    ["PerformanceGit", "PerformanceRecords", "PerformanceWindow"],
    ["PerformanceBundles", "PerformanceNVML", "PerformanceProfiles", "PerformanceRegression"],
    [
      "PerformanceFlameGraphs", "PerformanceMeasurement", "PerformanceText", "PerformanceVerification",
    ],
    ["PerformanceRecording"],
    ["PerformanceGPU", "PerformanceReports", "PerformanceTesting"],
    ["PerformanceWorkflows"],
    ["PerformanceDiagnostics", "PerformanceInvestigation"],
    ["perftest", "perftest-machine", "perftest-tools"],
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

  private static let sources = BuiltCommand.checkout.appendingPathComponent("Sources")

  /// The files of a target with their lines.
  private static func files(of target: String) throws -> [(path: String, lines: [Substring])] {
    let folder = sources.appendingPathComponent(target)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    return try paths.sorted().map { path in
      let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
      return (target + "/" + path, text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  @Test("Each target imports what it depends on and no other module of the package")
  func imports() async throws {
    let targets = try await PackageManifest.load().sources
    let all = Set(targets.map(\.name))
    for target in targets {
      for file in try Self.files(of: target.name) {
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
      for file in try Self.files(of: target.name) where file.lines.contains("import Testing") {
        Issue.record("\(file.path) imports Testing")
      }
    }
  }

  /// The targets whose code may contain sentences for people, each with what they are.
  private static let speaking: [String: String] = [
    "PerformanceText": "what a bundle and a command print",
    "PerformanceReports": "what a command prints",
    "PerformanceWorkflows": "progress, errors and help of commands",
    "PerformanceInvestigation": "progress, errors and help of commands",
    "PerformanceDiagnostics": "findings with what to do",
    "PerformanceSystem": "errors with a file and a remedy",
    "PerformanceGit": "errors with a file and a remedy",
    "PerformanceRecords": "errors of files with a key and a remedy",
    "PerformanceProfiles": "errors of files with a line, and names of functions as people read them",
    "PerformanceVerification": "errors of files with a line",
    "PerformanceBundles": "errors with a variable or file and a remedy, and words of Swift Testing that are looked for",
    "PerformanceNVML": "why a reading of a driver is unavailable or invalid",
    "PerformanceMeasurement": "errors with a variable and a remedy",
    "PerformanceTesting": "issues of Swift Testing, and advice of the compiler",
    "PerformanceGPU": "why a GPU is not read",
    "PerformanceFlameGraphs": "labels of a picture",
  ]

  @Test("Only targets that write for people have sentences")
  func sentences() async throws {
    let words = /"[^"]*[a-z]+ [a-z]+ [a-z]+[^"]*"/
    for target in try await PackageManifest.load().sources where Self.speaking[target.name] == nil {
      for file in try Self.files(of: target.name) {
        for line in file.lines where try !line.contains(/^\s*\/\//) && words.firstMatch(in: line) != nil {
          Issue.record("\(file.path): \(line)")
        }
      }
    }
  }

  // MARK: - Variables

  private static let namingVariables = ["/PerftestVariable.swift"]

  @Test("The names of environment variables are in one file, and each that users may set has a meaning")
  func variables() async throws {
    for target in try await PackageManifest.load().sources {
      for file in try Self.files(of: target.name) where !Self.namingVariables.contains(where: file.path.hasSuffix) {
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
