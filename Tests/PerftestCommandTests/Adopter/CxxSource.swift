import Foundation

/// A module of an adopter in C++, called by benchmarks that are compiled for it, with a resource and a trait.
enum CxxSource {
  /// The module of the benchmarks.
  static let module = "CxxTests"
  /// The trait with which one benchmark more is compiled.
  static let trait = "More"
  /// Where the module's header is.
  static let headerFile = "Sources/CxxCore/include/CxxCore.h"
  /// Where the resource is.
  static let resourceFile = "Tests/\(module)/Data/count.txt"

  /// The header, whose function allocates as often as it is given.
  static func header(allocations: Int) -> String {
    """
    #pragma once
    #include <memory>
    #include <vector>

    namespace core {
    inline int sum(int number) {
      int sum = 0;
      for (int index = 0; index < \(allocations); index++) {
        std::unique_ptr<std::vector<int>> values(new std::vector<int>());
        __asm__ volatile("" : : "r"(values.get()) : "memory");
        sum += number;
      }
      return sum;
    }
    }

    """
  }

  /// The files, by their paths in the package.
  static let files = [
    headerFile: header(allocations: 2), "Sources/CxxCore/core.cpp": "#include \"CxxCore.h\"\n", resourceFile: "3",
    "Tests/\(module)/CxxPerformance.swift": """
    import CxxCore
    import Foundation
    import PerformanceTesting
    import Testing

    @Suite(.performance, .metrics(.allocations), .samples(5), .warmup(.milliseconds(2)))
    struct CxxPerformance {
      @Test func vectors() { measure { core.sum(blackBox(1)) } }
      @Test func resource() throws {
        let file = try #require(Bundle.module.url(forResource: "count", withExtension: "txt"))
        let count = try #require(Int(String(contentsOf: file, encoding: .utf8)))
        measure { for number in 0..<count { blackBox([blackBox(number)]) } }
      }
      #if \(trait)
        @Test func traited() { measure { [blackBox(1)] } }
      #endif
    }

    """,
  ]

  /// A manifest with the modules.
  static func manifest(_ manifest: String) -> String {
    manifest.replacing("  dependencies: [.package(", with: "  traits: [\"\(trait)\"],\n  dependencies: [.package(")
      .replacing("targets: [\n", with: "targets: [\n" + targets)
  }

  private static let targets = """
      .target(name: "CxxCore"),
      .testTarget(
        name: "\(module)",
        dependencies: [.product(name: "PerformanceTesting", package: "swift-performance-testing"), "CxxCore"],
        resources: [.process("Data")], swiftSettings: [.interoperabilityMode(.Cxx)]),

    """
}
