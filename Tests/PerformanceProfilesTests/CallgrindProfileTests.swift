import Foundation
import PerformanceProfiles
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("The function costs in a Callgrind dump")
struct CallgrindProfileTests {
  @Test("Instructions and functions are the same whatever options wrote the dump", arguments: Fixture.allCases)
  func options(fixture: Fixture) throws {
    let profile = try fixture.profile()
    #expect(profile.index(of: "Ir") == 0)
    #expect(profile.totalInstructions == 6640, "what Callgrind itself says it collected")
    #expect(profile.stacks.reduce(0) { $0 + $1.ownCost[0] } == 6640)
    #expect(profile.function("$s5small7ScannerV4wordSiyF")?.ownCost[0] == 116)
    #expect(profile.function("$s5small7ScannerV4wordSiyF")?.inclusiveCost[0] == 116 + 64, "and skipWhitespace")
    #expect(profile.function("$s5small7ScannerV4wordSiyF")?.object == "/home/me/small")
    #expect(profile.function("$s5small8measuredySiSSF")?.inclusiveCost[0] == 6635)
  }

  @Test("The costs of iterations that were counted together are divided among them", arguments: [-1, 0, 1, 4])
  func divided(iterations: Int) throws {
    let profile = try Fixture.allCases[0].profile()
    let one = profile.divided(by: iterations)
    let divisor = max(iterations, 1)
    #expect(one.functions.map(\.ownCost) == profile.functions.map { $0.ownCost.map { $0 / divisor } })
    #expect(one.functions.map(\.inclusiveCost) == profile.functions.map { $0.inclusiveCost.map { $0 / divisor } })
    #expect(one.stacks.map(\.ownCost) == profile.stacks.map { $0.ownCost.map { $0 / divisor } })
  }

  @Test("Direct recursion is one function without double counting", arguments: Fixture.allCases)
  func directRecursion(fixture: Fixture) throws {
    let grow = try #require(try fixture.profile().function("$s5small4growyAA4TreeOSiF"))
    #expect(grow.ownCost[0] == 27 + 282)
    #expect(grow.inclusiveCost[0] == 1565)
    #expect(try fixture.profile().functions.allSatisfy { !$0.name.hasSuffix("'2") && $0.inclusiveCost[0] <= 6640 })
  }

  @Test(
    "Recursion through another function counts from its outermost call",
    arguments: [Fixture.plain, .cache, .uncompressed])
  func indirectRecursion(fixture: Fixture) throws {
    let profile = try fixture.profile()
    #expect(profile.function("$s5small4evenySbSi_AA7ScannerVtF")?.ownCost[0] == 13 + 121)
    #expect(profile.function("$s5small4evenySbSi_AA7ScannerVtF")?.inclusiveCost[0] == 264)
    #expect(profile.function("$s5small3oddySbSi_AA7ScannerVtF")?.inclusiveCost[0] == 251)
    #expect(profile.function("swift_release")?.inclusiveCost[0] == 3759)
  }

  @Test("With a simulated cache every event is read, and omitted zeros too")
  func simulatedCache() throws {
    let profile = try Fixture.cache.profile()
    #expect(profile.events == ["Ir", "Dr", "Dw", "I1mr", "D1mr", "D1mw", "ILmr", "DLmr", "DLmw"])
    let totals = profile.events.indices.map { event in profile.functions.reduce(0) { $0 + $1.ownCost[event] } }
    #expect(totals == [6640, 1554, 1149, 14, 3, 0, 2, 1, 0], "what Callgrind itself says it collected")
  }

  @Test("With separated callers the stacks are the chains of calls")
  func separatedCallers() throws {
    let profile = try Fixture.callers.profile()
    let words = profile.stacks.filter { $0.frames.last == "$s5small7ScannerV14skipWhitespaceyyF" }
    #expect(words.map(\.ownCost) == [[64]])
    #expect(
      words.first?.frames.suffix(4)
        == [
          "$s5small7programyyF", "$s5small6windowSiyF", "$s5small8measuredySiSSF", "$s5small7ScannerV4wordSiyF",
          "$s5small7ScannerV14skipWhitespaceyyF",
        ].suffix(4))
  }

  @Test("The functions have a fixed order, and a dump without callers has stacks of one")
  func order() throws {
    let profile = try Fixture.plain.profile()
    #expect(profile.functions.map(\.name) == profile.functions.map(\.name).sorted())
    #expect(profile.stacks.allSatisfy { $0.frames.count == 1 })
  }

  @Test("Allocation and tables hashed by address are no part of the exact instructions")
  func inexact() throws {
    let profile = try Fixture.plain.profile()
    let library = profile.functions.filter { $0.object.hasSuffix("libc.so.6") }.reduce(0) { $0 + $1.ownCost[0] }
    #expect(library > 0)
    #expect(profile.exactInstructions == 6640 - library)
  }

  @Test(
    "Objects and names decide which costs repeat",
    arguments: [
      ("/usr/lib/x86_64-linux-gnu/libc.so.6", "malloc", false), ("/lib64/ld-linux-x86-64.so.2", "strcmp", false),
      ("/lib/ld-musl-x86_64.so.1", "malloc", false), ("/opt/libcrypto.so", "libc.so", true),
      ("/home/libc.so/app", "$s3appyyF", true), ("libswiftCore.so", "swift_retain", true),
      ("libswiftCore.so", "swift::MetadataCacheKey::operator==(swift::MetadataCacheKey const&) const", false),
      ("libswiftCore.so", "swift::ConcurrentReadableHashMap<X>::find(int)", false),
      ("app", "$sSp14moveInitialize4from5countySpyxG_SitF", false), ("", "", true),
    ])
  func repeats(object: String, name: String, isExpected: Bool) {
    #expect(ExactCost.repeats(object: object, name: name) == isExpected)
  }
}
