import Foundation
import PerformanceSystem
import Testing

/// The modules that were built with the tests, as code outside of the package finds them.
enum BuiltModules {
  /// The options by which tools of the compiler find them, and the modules in C that they name.
  static func options() throws -> [String] {
    let products = URL(fileURLWithPath: BuiltCommand.path).deletingLastPathComponent()
    let maps = try FileManager.default.contentsOfDirectory(atPath: products.path)
      .filter { $0.hasPrefix("C") && $0.hasSuffix(".build") }.sorted()
      .map { products.appendingPathComponent($0).appendingPathComponent("module.modulemap").path }
      .filter(FileManager.default.fileExists)
    return [
      "-I", products.appendingPathComponent("Modules").path,
      "-module-cache-path", products.appendingPathComponent("ModuleCache").path,
    ] + maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
  }

  /// The folder of the macros of Swift Testing.
  static func macros() throws -> String {
    try toolchain().appendingPathComponent("lib/swift/host/plugins/testing").path
  }

  /// A tool of the toolchain that `swiftc` on the path belongs to.
  static func tool(_ name: String) throws -> String { try toolchain().appendingPathComponent("bin/\(name)").path }

  private static func toolchain() throws -> URL {
    let path = SearchPath.executable("swiftc", in: ProcessInfo.processInfo.environment) { access($0, X_OK) == 0 }
    return URL(fileURLWithPath: try #require(path)).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent()
  }
}
