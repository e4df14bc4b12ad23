import PerformanceProfiles
import PerformanceRecords
import Testing

@Suite("A benchmark's profile has readable functions with repeatable costs")
struct BenchmarkProfileTests {
  @Test("Functions are listed by their readable names, without the C library", arguments: Fixture.allCases)
  func names(fixture: Fixture) throws {
    let dump = try fixture.profile()
    let profile = try #require(dump.benchmarkProfile())
    #expect(profile.total == dump.exactInstructions)
    #expect(profile.functions["Scanner.word()"] == .init(own: 116, inclusive: 180))
    #expect(profile.functions["grow(_:)"] == .init(own: 309, inclusive: 1565))
    #expect(profile.functions["malloc"] == nil && profile.functions["_int_free"] == nil)
    #expect(profile.functions["code without a name in small"] != nil)
    #expect(profile.functions.keys.allSatisfy { !$0.hasPrefix("$s") && !$0.hasSuffix("'2") })
  }

  @Test("Specialisations of one function are one function")
  func specialisations() {
    func function(_ name: String, _ own: Int) -> CallgrindProfile.Function {
      .init(object: "app", file: "???", name: name, ownCost: [0, own], inclusiveCost: [0, own + 5])
    }
    let dump = CallgrindProfile(
      events: ["Dr", "Ir"],
      functions: [
        function("$s4prog7genericyxSgSayxGSLRzlFSS_Tg5", 100), function("$s4prog7genericyxSgSayxGSLRzlFSi_Tg5", 40),
        function("main", 2),
      ], stacks: [])
    #expect(
      dump.benchmarkProfile()?.functions == [
        "specialized generic<A>(_:)": .init(own: 140, inclusive: 142), "main": .init(own: 2, inclusive: 7),
      ])
    #expect(CallgrindProfile(events: ["Dr"], functions: [], stacks: []).benchmarkProfile() == nil)
  }
}
