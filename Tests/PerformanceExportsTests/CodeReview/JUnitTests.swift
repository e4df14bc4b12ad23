import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("JUnit XML")
struct JUnitTests {
  private static let xmllint = ForeignReader.program("xmllint")
  private static let junitparser = PythonReader("junit.py", with: "junitparser")

  /// A case as junitparser reads it.
  private struct Case: Decodable {
    var suite: String
    var name: String
    var time: Double?
    var kind: String
    var message: String?
    var properties: [String: String]
  }

  private func cases(_ run: ReportedRun) throws -> [Case] {
    let text = try #require(Self.junitparser).read(JUnitExporter.text(of: run))
    return try JSONDecoder().decode([Case].self, from: Data(text.utf8))
  }

  private func isValid(_ run: ReportedRun) throws -> String? {
    let folder = try TemporaryFolder()
    let file = try folder.write(JUnitExporter.text(of: run), to: "junit.xml")
    let schema = Fixture.file("CodeReview/junit.xsd").path
    let outcome = try #require(Self.xmllint).run(["--noout", "--huge", "--schema", schema, file.path])
    return outcome.ending == .exited(0) ? nil : outcome.text
  }

  @Test("It is valid by the schema", .enabled(if: xmllint != nil, "xmllint is not installed"))
  func schema() throws {
    for run in [SmallRun.reported, ReportedExample.run(), Self.run([]), HostileRun.run(HostileText.some(200))] {
      #expect(try isValid(run) == nil)
    }
  }

  @Test(
    "junitparser reads a case for each verdict, with its result and its numbers",
    .enabled(if: junitparser != nil, "junitparser is not installed"))
  func numbers() throws {
    let cases = try cases(SmallRun.reported)
    #expect(
      cases.map { "\($0.suite) \($0.name): \($0.kind)" } == [
        "ShopTests.Cart add() / allocations: passed", "ShopTests.Cart add() / cpuTime: error",
        "ShopTests.Cart add() / hits: skipped", "ShopTests.Cart add() / wallClock: failure",
        "ShopTests.Cart broken(): error", "ShopTests.Cart later(): skipped", "ShopTests.Cart empty(_:): skipped",
        "ShopTests.Cart.Totals sum(of:)/10 items / allocations: passed",
        "ShopTests.Cart.Totals sum(of:)/10 items / wallClock: passed",
        "ShopTests.Cart.Totals sum(of:)/10 items / wallClock / p95: failure", "ShopTests.Removed gone(): failure",
      ])
    let slower = try #require(cases.first { $0.name == "add() / wallClock" })
    // (131 + 130 + 132.5 + 134 + 135.25) ns · 1000
    #expect(slower.time == 0.000663)
    #expect(slower.message?.hasPrefix("add() wallClock: 100 ns → 130 ns, +30.0 %") == true)
    #expect(
      slower.properties == [
        "perf.baseline": "100", "perf.current": "130", "perf.delta_ratio": "0.3", "perf.ci_low": "0.28",
        "perf.ci_high": "0.36", "perf.unit": "ns", "perf.verdict": "regressed", "perf.reason": "everySessionWorse",
        "perf.sessions": "15", "perf.samples": "5",
      ])
  }

  @Test(
    "junitparser reads names and messages as they are, but for characters that XML forbids",
    .enabled(if: junitparser != nil, "junitparser is not installed"))
  func hostile() throws {
    let texts = HostileText.some(300)
    let cases = try cases(HostileRun.run(texts))
    #expect(cases.count == 3 * texts.count)
    let metrics = Set(cases.filter { $0.kind == "failure" }.map(\.name))
    for text in texts {
      let shown = text.unicodeScalars.reduce(into: "") { result, scalar in
        let isLegal =
          [9, 10, 13].contains(scalar.value) || (scalar.value >= 32 && ![0xFFFE, 0xFFFF].contains(scalar.value))
        result += isLegal ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
      }
      #expect(metrics.contains("\(shown)/\(shown) / \(shown)"))
    }
  }

  // MARK: - Results

  private static func run(
    _ verdicts: [Verdict], sessions: [BenchmarkSession] = [], rule: RedRule = .local
  ) -> ReportedRun {
    ReportedRun(RunSummary(RunRecord(Example.events(verdicts, sessions: sessions)), redRule: rule))
  }

  @Test("Every red verdict is a failure or an error, and no other one is", arguments: [false, true])
  func red(isCI: Bool) {
    var rule: RedRule = isCI ? .continuousIntegration : .local
    rule.improvedIsRed = isCI
    for outcome in Verdict.Outcome.known + [.other("next")] {
      for reason in Verdict.Reason.known {
        let verdict = Verdict(benchmark: Example.id, metric: Example.wallClock, outcome: outcome, reason: reason)
        // Without a judged one, the run itself may have an error.
        let judged = Example.same(Example.id("decode()"))
        let text = JUnitExporter.text(
          of: Self.run([verdict, judged], sessions: [Example.session(Example.id)], rule: rule))
        let isFailed = text.contains("<failure ") || text.contains("<error ")
        #expect(isFailed == rule.isRed(verdict), "\(outcome.name) \(reason.name)")
        #expect(text.contains("<skipped ") == (!isFailed && ![.same, .improved, .accepted].contains(outcome)))
      }
    }
  }

  @Test("A run that is red, or not judged in continuous integration, without a red verdict has an error of its own")
  func runItself() {
    let same = Example.same(Example.id("decode()"))
    let broken = ReportedRun(RunSummary(RunRecord(Example.events([same], ending: .brokenOff)), redRule: .local))
    #expect(JUnitExporter.text(of: broken).contains(#"type="brokenOff""#))
    let failed = ReportedRun(
      RunSummary(RunRecord(Example.events([same])), redRule: .local, testFailure: "Expectation failed: 1 < 0"))
    #expect(
      JUnitExporter.text(of: failed).contains(#"<error message="Expectation failed: 1 &lt; 0" type="testFailure">"#))
    #expect(JUnitExporter.text(of: Self.run([])).contains(#"type="nothingMeasured""#))
    #expect(!JUnitExporter.text(of: Self.run([same])).contains("<error"))
    let elsewhere = [Example.elsewhere(Example.id("decode()"))]
    let unjudged = JUnitExporter.text(of: Self.run(elsewhere, rule: .continuousIntegration))
    #expect(unjudged.contains(#"type="nothingJudged""#))
    #expect(!JUnitExporter.text(of: Self.run(elsewhere)).contains("<error"))
  }
}
