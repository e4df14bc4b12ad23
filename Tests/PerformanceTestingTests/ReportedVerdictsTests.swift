import PerformanceRecords
import PerformanceTestSupport
import PerformanceTesting
import Testing

@Suite("The verdicts that a test reports")
struct ReportedVerdictsTests {
  private static func function(_ test: String, suite: [String] = ["Catalog"], module: String = "CatalogTests")
    -> TestFunctionID
  {
    TestFunctionID(module: module, suite: suite, test: test)
  }

  private static func verdict(_ function: TestFunctionID, _ outcome: Verdict.Outcome, label: String? = nil) -> Verdict {
    Verdict(benchmark: BenchmarkID(function, label: label), outcome: outcome, reason: .notInRun)
  }

  @Test("are those on its function and on each of its benchmarks, in the order reached")
  func function() {
    let (decode, encode) = (Self.function("decode()"), Self.function("encode()"))
    let ofDecode = [Self.verdict(decode, .same, label: "small"), Self.verdict(decode, .same, label: "large")]
    let failed = Verdict(function: decode, outcome: .failed, reason: .crashed)
    let verdicts = ReportedVerdicts([ofDecode[1], Self.verdict(encode, .same), failed, ofDecode[0]])
    #expect(verdicts.on(decode) == [ofDecode[1], failed, ofDecode[0]])
    #expect(verdicts.on(encode).count == 1)
    #expect(verdicts.on(Self.function("decode()", suite: [])) == [])
  }

  @Test("are those on the missing benchmarks of its suite, and not of a nested suite or of another module")
  func suite() {
    let missing = Self.verdict(Self.function("former()"), .missing)
    let verdicts = ReportedVerdicts([
      missing, Self.verdict(Self.function("decode()"), .same),
      Self.verdict(Self.function("former()", suite: ["Catalog", "Nested"]), .missing),
      Self.verdict(Self.function("former()", module: "OtherTests"), .missing),
    ])
    #expect(verdicts.missing(inSuite: ["Catalog"], of: "CatalogTests") == [missing])
    #expect(verdicts.missing(inSuite: ["Catalog", "Nested"], of: "CatalogTests").count == 1)
    #expect(verdicts.missing(inSuite: ["Nested"], of: "CatalogTests") == [])
    #expect(verdicts.missing(inSuite: [], of: "CatalogTests") == [])
  }
}
