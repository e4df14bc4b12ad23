import PerformanceRecords
import PerformanceReports
import Testing

@Suite("The cause of a change")
struct ChangeCauseTests {
  @Test("names the functions with their instructions, grouped and signed")
  func functions() {
    let cause = ChangeCause(
      ratio: 1.31, functions: [.init(name: "skip()", change: 18_400), .init(name: "append(_:)", change: -2100)])
    #expect(cause.text == "+31.0 % instructions: skip() +18\u{202F}400, append(_:) −2100")
  }

  @Test("is said to be elsewhere when no function changed")
  func equal() {
    #expect(
      ChangeCause(ratio: 1, functions: []).text
        == "as many instructions as before: look for waiting, memory or caches")
  }

  @Test("has hostile names escaped")
  func hostileNames() {
    #expect(!ChangeCause(ratio: 2, functions: [.init(name: "a\u{1B}[31m\nb", change: 1)]).text.contains("\u{1B}"))
  }
}
