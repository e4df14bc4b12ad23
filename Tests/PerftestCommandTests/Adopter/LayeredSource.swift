import Foundation

/// Modules of an adopter through which code of a core becomes part of the benchmarks, though they do not import the core:
/// SwiftPM does not compile them again in release when that code changes.
///
/// Their benchmarks are a module of their own, which no edit of others compiles again.
enum LayeredSource {
  /// The module of the benchmarks.
  static let module = "LayersTests"
  /// Where the core is.
  static let coreFile = "Sources/Core/Core.swift"
  /// Where the inlined function of the core in C is.
  static let headerFile = "Sources/CCore/include/CCore.h"

  /// The core, which allocates as often as it is given, and once more. It uses the same declarations however often: the
  /// interfaces of the modules that import it come out as they were.
  static func core(allocations: Int) -> String {
    let lists = Array(repeating: "[x]", count: allocations).joined(separator: ", ")
    return "@inlinable public func value<T>(_ x: T) -> [[T]] { [\(lists)] }\n"
  }

  /// The core in C.
  static func header(allocations: Int) -> String {
    "static inline int core_count(void) { return \(allocations); }\n"
  }

  /// The other files, by their paths in the package.
  static let files = [
    coreFile: core(allocations: 1), headerFile: header(allocations: 1),
    "Sources/CCore/core.c": "int core_unused(void) { return 0; }\n",
    "Sources/Umbrella/Umbrella.swift": "@_exported import Core\n",
    "Sources/Inlining/Inlining.swift":
      "import Core\n\n@inlinable public func through<T>(_ x: T) -> [[T]] { value(x) }\n",
    "Sources/Plain/Plain.swift": "import Core\n\npublic func plain<T>(_ x: T) -> [[T]] { value(x) }\n",
    "Sources/Headed/Headed.swift": """
    import CCore

    public func headed<T>(_ x: T) -> [[T]] {
      var more: [[T]] = []
      more.reserveCapacity(8)
      for _ in 1..<core_count() { more.append([x]) }
      return more
    }

    """,
    "Tests/\(module)/LayersPerformance.swift": """
    import Headed
    import Inlining
    import PerformanceTesting
    import Plain
    import Testing
    import Umbrella

    @Suite(.performance, .metrics(.allocations), .samples(5), .warmup(.milliseconds(2)))
    struct LayersPerformance {
      @Test func umbrella() { measure { value(blackBox(1)) } }
      @Test func inlining() { measure { through(blackBox(1)) } }
      @Test func plainly() { measure { plain(blackBox(1)) } }
      @Test func header() { measure { headed(blackBox(1)) } }
    }

    """,
  ]

  /// The benchmarks, each with a verdict.
  static func all(_ verdict: String) -> Set<String> {
    Set(["umbrella", "inlining", "plainly", "header"].map { "\($0)() \(verdict)" })
  }

  /// A manifest with the modules.
  static func manifest(_ manifest: String) -> String {
    manifest.replacing("targets: [\n", with: "targets: [\n" + targets)
  }

  private static let targets = """
      .target(name: "CCore"),
      .target(name: "Core"),
      .target(name: "Headed", dependencies: ["CCore"]),
      .target(name: "Inlining", dependencies: ["Core"]),
      .target(name: "Plain", dependencies: ["Core"]),
      .target(name: "Umbrella", dependencies: ["Core"]),
      .testTarget(
        name: "\(module)",
        dependencies: [
          .product(name: "PerformanceTesting", package: "swift-performance-testing"), "Headed", "Inlining", "Plain",
          "Umbrella",
        ]),

    """
}
