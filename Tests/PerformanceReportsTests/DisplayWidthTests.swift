import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The columns of a text")
struct DisplayWidthTests {
  @Test("are those of its characters, whichever of them are beside each other")
  func characters() {
    let scalars = [
      "a", "…", "█", "─", "±", "é", "e\u{301}", "\u{200D}", "👩‍💻", "漢", "→", "\u{AD}", "≤", "▽", "✓", "✘", "\u{FE0F}",
      "☀", "◾",
    ]
    var random = SplitMix64(seed: 7)
    for _ in 0..<20_000 {
      let text = (0..<Int(random.next() % 8)).map { _ in scalars[Int(random.next() % UInt64(scalars.count))] }.joined()
      #expect(text.displayWidth == text.reduce(0) { $0 + $1.displayWidth }, "\(text.debugDescription)")
    }
  }

  @Test("count a mark with its letter, and an ideogram twice", arguments: [("e\u{301}", 1), ("漢字", 4), ("┌─┐", 3)])
  func examples(text: String, columns: Int) { #expect(text.displayWidth == columns) }
}
