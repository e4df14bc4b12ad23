import Foundation
import PerformanceTestSupport
import Testing

/// Only this compiler prints declarations exactly so.
private let isListedCompiler: Bool = {
  #if compiler(>=6.3) && compiler(<6.4)
    true
  #else
    false
  #endif
}()

@Suite("The public interface", .timeLimit(.minutes(60)))
struct PublicInterfaceTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  @Test("is the one that is listed, so that a change of it is seen in review", .enabled(if: isListedCompiler))
  func list() async throws {
    let file = Self.folder.appendingPathComponent("PublicInterface.txt")
    let listed = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    let built = try await PublicInterface(of: ["PerformanceTesting", "PerformanceGPU", "PerformanceNVML"]).lines
    guard built != listed else { return }
    let fresh = try BuiltModules().products.appendingPathComponent("PublicInterface.txt")
    try Data((built.joined(separator: "\n") + "\n").utf8).write(to: fresh)
    Issue.record(
      """
      The public interface is not the listed one:
      \(Self.difference(from: listed, to: built))
      If that is meant, renew the list: cp '\(fresh.path)' '\(file.path)'
      """)
  }

  @Test(
    "compiles in a user's module with the diagnostics that its files expect, and no others",
    arguments: [["Adoption.swift", "Deprecated.swift", "Refused.swift"], ["GPUAdoption.swift"]])
  func userCode(files: [String]) async throws {
    let modules = try BuiltModules()
    let outcome = try await RunningCommand(
      modules.tools.appendingPathComponent("swiftc").path,
      [
        "-typecheck", "-whole-module-optimization", "-swift-version", "6", "-parse-as-library", "-module-name",
        "Adopter",
        "-plugin-path", modules.macros.path, "-Xfrontend", "-verify", "-Xfrontend", "-verify-ignore-unrelated",
      ] + modules.searchOptions() + files.map { Self.folder.appendingPathComponent("UserCode/\($0)").path },
      environment: BuiltCommand.environment()
    ).outcome()
    #expect(outcome.status == 0, "\(outcome)")
  }

  private static func difference(from old: [String], to new: [String]) -> String {
    new.difference(from: old).map { change in
      switch change {
      case .remove(_, let line, _): "- \(line)"
      case .insert(_, let line, _): "+ \(line)"
      }
    }.joined(separator: "\n")
  }
}
