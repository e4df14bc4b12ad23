import Foundation

/// The source files of an adopter's package.
enum AdopterSource {
  /// The README of this package; `nil` where the checkout is elsewhere.
  static let readme = try? String(
    contentsOf: BuiltCommand.checkout.appendingPathComponent("README.md"), encoding: .utf8)

  /// A manifest of a package that depends on a checkout of this one.
  static func manifest(checkout: String) -> String {
    """
    // swift-tools-version: 6.3
    import PackageDescription

    let package = Package(
      name: "adopter",
      dependencies: [.package(name: "swift-performance-testing", path: "\(checkout)")],
      targets: [
        .testTarget(
          name: "AdopterTests",
          dependencies: [.product(name: "PerformanceTesting", package: "swift-performance-testing")])
      ]
    )

    """
  }

  /// The first test of the README, word for word.
  static let firstTest = #"""
    import Foundation
    import PerformanceTesting
    import Testing

    struct Item: Codable {
      var name: String
      var price: Int
    }

    @Suite(.performance)
    struct CatalogPerformance {
      @Test func decode() throws {
        let json = Data(#"[{"name": "chair", "price": 120}, {"name": "table", "price": 480}]"#.utf8)
        try measure { try JSONDecoder().decode([Item].self, from: json) }
      }

      @Test(arguments: [100, 1_000])
      func sort(count: Int) {
        let scattered = (0..<count).map { $0 &* 7_919 % count }  // the same in every process
        measure("\(count)", setup: { scattered }) { $0.sort() }
      }
    }

    """#

  /// Work that the tests edit. Only counts of it are judged.
  static let work = #"""
    import PerformanceTesting
    import Testing

    @inline(never) func spin(_ count: UInt64) -> UInt64 {
      var state = blackBox(count)
      for _ in 0..<count { state = state &* 6_364_136_223_846_793_005 &+ 1 }
      return state
    }

    final class Box {}

    @inline(never) func boxes(_ count: Int) -> [Box] {
      var boxes: [Box] = []
      boxes.reserveCapacity(64)
      for _ in 0..<count { boxes.append(Box()) }
      return boxes
    }

    @Suite(
      .performance, .metrics(.allocations), .tolerance(.instructions, .percent(0.2)), .samples(5),
      .warmup(.milliseconds(2)))
    struct WorkPerformance {
      @Test func loop() {
        measure { spin(20_000) }
      }
      @Test func allocate() {
        measure { boxes(12) }
      }
    }

    """#

  /// The work after a user's edits: half a per cent more instructions, and one more allocation.
  static let editedWork =
    work.replacing("spin(20_000)", with: "spin(20_076)").replacing("boxes(12)", with: "boxes(13)")

  /// The system calls of an iteration of ``marked``, which nothing else here makes.
  static let marks = ["getsid", "getpgid"]

  /// A body that shows where it begins and ends to those who watch the system calls of its process.
  static let marked = #"""
    import Foundation
    import PerformanceTesting
    import Testing

    @Suite(.performance, .metrics(.wallClock, .allocations), .samples(5), .warmup(.milliseconds(2)))
    struct MarkedPerformance {
      @Test func marked() {
        measure { () -> Int32 in
          let session = getsid(0)
          return session &+ getpgid(0)
        }
      }
    }

    """#

  /// The line of a text in a source, counted from 1.
  static func line(of text: String, in source: String) -> Int {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.firstIndex { $0.contains(text) } ?? -1) + 1
  }
}
