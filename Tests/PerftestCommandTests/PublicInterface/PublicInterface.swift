import Foundation
import PerformanceTestSupport
import Testing

/// The public declarations of the products, one a line, as the compiler's symbol graph has them.
struct PublicInterface {
  /// A heading for each product and the declarations of its modules below it, sorted by their paths.
  let lines: [String]

  /// Reads the symbol graphs of the products' modules and of what these re-export.
  init(of products: [String]) async throws {
    var lines: [String] = []
    for product in products {
      var declarations: [String] = []
      for module in try Self.visible(from: product) { declarations += try await Self.declarations(of: module) }
      lines += ["# import \(product)"] + declarations.sorted()
    }
    self.lines = lines
  }

  /// A module and those that it re-exports, to any depth.
  private static func visible(from module: String) throws -> [String] {
    let folder = BuiltCommand.checkout.appendingPathComponent("Sources/\(module)")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    let lines = try files.flatMap { file in
      try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8).split(separator: "\n")
    }
    let exported = lines.filter { $0.hasPrefix("@_exported ") }.compactMap { $0.split(separator: " ").last }
    return try [module] + Set(exported).sorted().flatMap { try visible(from: String($0)) }
  }

  private static func declarations(of module: String) async throws -> [String] {
    let (folder, modules) = (try TemporaryFolder(), try BuiltModules())
    let outcome = try await RunningCommand(
      modules.tools.appendingPathComponent("swift-symbolgraph-extract").path,
      [
        "-module-name", module, "-minimum-access-level", "public", "-skip-synthesized-members",
        "-skip-inherited-docs", "-output-dir", folder.url.path,
      ] + modules.target + modules.searchOptions(), environment: BuiltCommand.environment()
    ).outcome()
    try #require(outcome.status == 0, "\(outcome)")
    return try folder.files().filter { $0.hasSuffix(".symbols.json") }.flatMap { file in
      try JSONDecoder().decode(SymbolGraph.self, from: Data(contentsOf: folder.file(file))).lines
    }
  }
}
