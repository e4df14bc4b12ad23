import Foundation

/// The source files of an adopter's package.
enum AdopterSource {
  /// The README of this package.
  static let readme = try? String(
    contentsOf: BuiltCommand.checkout.appendingPathComponent("README.md"), encoding: .utf8)

  /// The manifest that the README tells an adopter to write.
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

  /// Work that the tests edit and break.
  ///
  /// What `ADOPTER_FAULTS` names goes wrong when it runs, so that one build serves many tests; edits stand for what a
  /// user changes. Tolerances of times are wide, because other tests run beside on the same processors.
  static let work = #"""
    import Foundation
    import PerformanceTesting
    import Testing

    let faults = Set((ProcessInfo.processInfo.environment["ADOPTER_FAULTS"] ?? "").split(separator: ",").map(String.init))

    func has(_ fault: String) -> Bool { faults.contains(fault) }

    @inline(never) func spin(_ count: UInt64) -> UInt64 {
      var state = opaque(count)
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

    struct Broken: Error {}

    @Suite(
      .performance, .metrics(.wallClock, .allocations), .tolerance(.wallClock, .percent(60)),
      .tolerance(.instructions, .percent(0.2)), .samples(5), .warmup(.milliseconds(2)))
    struct WorkPerformance {
      @Test func loop() {
        measure { spin(20_000) }
      }
      @Test func allocate() {
        measure { boxes(12) }
      }
      @Test func removed() { measure { spin(5_000) } }
      @Test func labels() {
        measure("../../x\u{1B}[31m<script>\n") { boxes(has("more") ? 3 : 2) }
        measure(String(repeating: "long ", count: 2_000)) { boxes(has("more") ? 3 : 2) }
      }
    }

    @Suite(.performance, .metrics(.allocations), .samples(5), .warmup(.milliseconds(2)))
    struct FailingPerformance {
      @Test(.enabled(if: !has("disabled"))) func optional() { measure { spin(5_000) } }
      @Test func recorded() {
        let result = measure { spin(5_000) }
        result.record(CustomMetric("lines", has("lines") ? 20 : 10, unit: .count, kind: .exact))
      }
      @Test(.budget(.wallClock, .minimum, .milliseconds(2)), .tolerance(.wallClock, .percent(1_000_000))) func budget() {
        measure { if has("budget") { usleep(4_000) } else { _ = opaque(spin(5_000)) } }
      }
      @Test func slow() { measure { if has("slow") { usleep(300_000) } else { _ = opaque(spin(5_000)) } } }
      @Test func throwing() throws { try measure { if has("throw") { throw Broken() } } }
      @Test func crashing() { measure { if has("crash") { fatalError("planted") } } }
      @Test func endless() { measure { while has("endless") { usleep(10_000) } } }
      @Test func expecting() {
        measure { spin(5_000) }
        #expect(!has("expect"))
        #expect(!has("later") || ProcessInfo.processInfo.environment["PERFTEST_CHILD"] != nil)
      }
      @Test func twice() {
        measure("first") { spin(5_000) }
        measure(has("twice") ? "first" : "second") { spin(5_000) }
      }
    }

    @Suite(.enabled(if: !has("suite")), .performance, .metrics(.allocations), .samples(5), .warmup(.milliseconds(2)))
    struct OptionalPerformance {
      @Test func whole() { measure { boxes(3) } }
    }

    struct OrdinaryTests {
      @Test func outside() { measure { spin(has("outside") ? 60_000 : 5_000) } }
    }

    """#

  /// The work after a user's edits: thrice the time, one more allocation, and a benchmark less.
  static let editedWork =
    work
    .replacing("measure { spin(20_000) }", with: "measure { spin(20_000) &+ spin(40_000) }")
    .replacing("boxes(12)", with: "boxes(13)")
    .replacing("  @Test func removed() { measure { spin(5_000) } }\n", with: "")

  /// The line of a text in a source, counted from 1.
  static func line(of text: String, in source: String) -> Int {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.firstIndex { $0.contains(text) } ?? -1) + 1
  }
}
