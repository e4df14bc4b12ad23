import PerformanceTerminal
import PerformanceTestSupport
import Testing

@Suite("The keys of a terminal")
struct KeyParserTests {
  private func keys(_ text: String) -> [Key] {
    var parser = KeyParser()
    return parser.keys(from: Array(text.utf8)) + parser.end()
  }

  @Test("Characters, arrows and pages are keys; other sequences are skipped")
  func known() {
    #expect(keys("q?ä") == [.character("q"), .character("?"), .character("ä")])
    #expect(keys("\u{1B}[A\u{1B}[B\u{1B}OA\u{1B}OB") == [.up, .down, .up, .down])
    #expect(keys("\u{1B}[5~\u{1B}[6~") == [.pageUp, .pageDown])
    #expect(keys("\u{1B}[1;5C\u{1B}[15~\u{1B}[Cq") == [.character("q")])
    #expect(keys("\r\n\u{7F}\u{8}\u{3}\u{1}") == [.enter, .enter, .backspace, .backspace, .interrupt])
    #expect(keys("\u{1B}") == [.escape] && keys("\u{1B}q") == [.escape, .character("q")])
  }

  @Test("A key may come in parts")
  func parts() {
    var parser = KeyParser()
    func keys(_ bytes: UInt8...) -> [Key] { parser.keys(from: bytes) }
    #expect(keys(0x1B) == [])
    #expect(parser.isWaiting)
    #expect(keys(UInt8(ascii: "[")) == [])
    #expect(keys(UInt8(ascii: "B")) == [.down])
    #expect(!parser.isWaiting)
    #expect(keys(0xC3) == [])
    #expect(keys(0xA4) == [.character("ä")])
  }

  @Test("Any bytes are taken, and no more than a few wait")
  func hostile() {
    var random = SplitMix64(seed: 3)
    var parser = KeyParser()
    for _ in 0..<5_000 {
      let bytes = (0..<Int(random.next() % 40)).map { _ in
        [UInt8(truncatingIfNeeded: random.next()), 0x1B, UInt8(ascii: "["), UInt8(ascii: "0")][Int(random.next() % 4)]
      }
      _ = parser.keys(from: bytes)
      if random.next() % 8 == 0 { _ = parser.end() }
    }
    _ = parser.end()
    let last = parser.keys(from: Array("q".utf8))
    #expect(last == [.character("q")])
  }
}
