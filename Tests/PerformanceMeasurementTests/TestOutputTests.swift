import PerformanceBundles
import Testing

@Suite("The output of Swift Testing")
struct TestOutputTests {
  @Test("An issue has its text, also over several lines")
  func issues() {
    let output = TestOutput(
      """
      ◇ Test a() started.
      own words
      ✘ Test a() recorded an issue at A.swift:3:4: Issue recorded
      ↳ a() wallClock: 20 ns → 27 ns
      ↳ type this
      ✔ Test b() passed after 0.001 seconds.
      ↳ not of an issue
      A.swift:9: Fatal error: index
      """)
    #expect(
      output.issues == [
        "✘ Test a() recorded an issue at A.swift:3:4: Issue recorded a() wallClock: 20 ns → 27 ns type this",
        "A.swift:9: Fatal error: index",
      ])
    #expect(output.tail == output.issues.joined(separator: " | "))
    #expect(output.ownLines == ["own words", "A.swift:9: Fatal error: index"])
    #expect(!output.hasEnded && !output.hasNoCases)
  }

  @Test(
    "The run has ended when its last line is there",
    arguments: [
      ("✔ Test run with 1 test in 1 suite passed after 0.001 seconds.", true),
      ("✘ Test run with 12 tests in 3 suites failed after 1.001 seconds with 1 issue.", true),
      ("◇ Test run started.", false), ("", false),
    ])
  func end(text: String, hasEnded: Bool) {
    #expect(TestOutput(text).hasEnded == hasEnded)
  }

  @Test("A test without cases is skipped with the known words")
  func noCases() {
    #expect(TestOutput(#"➜ Test each(number:) skipped: "No test cases found.""#).hasNoCases)
  }
}
