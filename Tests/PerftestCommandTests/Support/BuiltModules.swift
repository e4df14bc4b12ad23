import Foundation
import PerformanceSystem
import Testing

/// The modules of the build that this test is part of, for the tools of the toolchain.
struct BuiltModules {
  /// The folder of the toolchain's executables.
  let tools: URL
  /// The folder of the build's products.
  let products = BuiltCommand.products

  init() throws {
    let path = SearchPath.executable("swiftc", in: ProcessInfo.processInfo.environment) { access($0, X_OK) == 0 }
    tools = URL(fileURLWithPath: try #require(path)).resolvingSymlinksInPath().deletingLastPathComponent()
  }

  /// The folder in which the compiler finds the macros of Swift Testing.
  var macros: URL {
    tools.deletingLastPathComponent().appendingPathComponent("lib/swift/host/plugins/testing")
  }

  /// The options by which a tool finds the modules, those in C included; it shares the cache of the build.
  func searchOptions() throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: products.path)
    let maps = names.filter { $0.hasPrefix("C") && $0.hasSuffix(".build") }.sorted()
      .map { products.appendingPathComponent($0).appendingPathComponent("module.modulemap").path }
      .filter(FileManager.default.fileExists)
    let cache = products.appendingPathComponent("ModuleCache").path
    return ["-module-cache-path", cache, "-I", products.appendingPathComponent("Modules").path]
      + maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
  }

  /// The options by which a tool knows for which machine the modules are.
  var target: [String] {
    #if arch(arm64)
      ["-target", "aarch64-unknown-linux-gnu"]
    #else
      ["-target", "x86_64-unknown-linux-gnu"]
    #endif
  }
}
