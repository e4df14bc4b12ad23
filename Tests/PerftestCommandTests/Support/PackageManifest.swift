import Foundation
import PerformanceTestSupport
import Testing

/// The part of this package's manifest that tests read.
struct PackageManifest: Decodable {
  struct Product: Decodable {
    var name: String
    var targets: [String]
  }
  struct Target: Decodable {
    var name: String
    var type: String
    /// `nil` where the sources are in the folder of the target's name.
    var path: String?
    var dependencies: [[String: [String?]]]

    /// The targets that it depends on itself.
    var targets: Set<String> { Set(dependencies.flatMap { $0.values.compactMap { $0.first ?? nil } }) }
  }
  var products: [Product]
  var targets: [Target]

  /// The manifest as SwiftPM reads it, once for all tests.
  static func load() async throws -> PackageManifest { try await whole.value }

  private static let whole = Task {
    // With a scratch folder of its own it does not wait for the build that runs this.
    let scratch = try TemporaryFolder()
    let outcome = try await RunningCommand(
      "/usr/bin/env",
      [
        "swift", "package", "dump-package", "--package-path", BuiltCommand.checkout.path, "--scratch-path",
        scratch.url.path,
      ], environment: BuiltCommand.environment()
    ).outcome()
    try #require(outcome.status == 0, "\(outcome)")
    return try JSONDecoder().decode(PackageManifest.self, from: Data(outcome.output.utf8))
  }

  /// The targets below `Sources`.
  var sources: [Target] { targets.filter { $0.path == nil && $0.type != "test" } }

  /// Everything that is compiled with some targets.
  func closure(of names: [String]) throws -> Set<String> {
    let targets = Dictionary(uniqueKeysWithValues: targets.map { ($0.name, $0) })
    var found: Set<String> = []
    var pending = names
    while let target = pending.popLast() {
      guard found.insert(target).inserted else { continue }
      pending += try #require(targets[target]).targets
    }
    return found
  }

  /// Everything that is compiled with a product.
  func modules(of name: String) throws -> Set<String> {
    try closure(of: try #require(products.first { $0.name == name }).targets)
  }
}
