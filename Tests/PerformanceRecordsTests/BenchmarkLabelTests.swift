import PerformanceRecords
import Testing

@Suite("The label of a benchmark")
struct BenchmarkLabelTests {
  @Test(
    "is its text up to 120 characters",
    arguments: [
      "", " ", "1000", "a/b", "a\nb", "../../x", "größer", "nan", String(repeating: "x", count: 120),
      String(repeating: "🏁", count: 120), String(repeating: "🇩🇪", count: 120),
    ])
  func short(text: String) {
    #expect(BenchmarkLabel.of(text) == text)
  }

  @Test("has of a longer text the beginning and a hash, the same on every machine")
  func long() {
    // python3: h = 0xcbf29ce484222325
    // for b in ('a b ' * 50000).encode(): h = (h ^ b) * 0x100000001b3 % 2**64
    let label = BenchmarkLabel.of(String(repeating: "a b ", count: 50_000))
    #expect(label == String(repeating: "a b ", count: 15) + "… #2115f627187512a5")
    let shortest = BenchmarkLabel.of(String(repeating: "x", count: 121))
    #expect(shortest == String(repeating: "x", count: 60) + "… #d77cbbf2c7cf1f67")
  }

  @Test("of ten megabytes is as short as any")
  func megabytes() {
    let text = String(repeating: "0123456789", count: 1_000_000)
    let labels = [text, text + "0", "é" + text].map(BenchmarkLabel.of)
    #expect(labels.allSatisfy { $0.count == 79 } && Set(labels).count == 3)
  }

  @Test("is another one for texts that differ only behind their beginning")
  func distinct() {
    let beginning = String(repeating: "x", count: 200)
    let texts = (0..<5_000).map { beginning + "\($0)" } + [beginning, beginning + "x"]
    #expect(Set(texts.map(BenchmarkLabel.of)).count == texts.count)
  }

  @Test(
    "has the same bytes for texts that Unicode calls equivalent",
    arguments: [
      ("é", "e\u{301}"), ("Å", "\u{212b}"), ("한", "\u{1112}\u{1161}\u{11ab}"), ("q\u{323}\u{307}", "q\u{307}\u{323}"),
    ], [1, 200])
  func normalised(forms: (String, String), count: Int) {
    let labels = [forms.0, forms.1].map { BenchmarkLabel.of(String(repeating: $0, count: count)) }
    #expect(Array(labels[0].utf8) == Array(labels[1].utf8))
    #expect(labels[0].count == min(count, 79))
  }

  @Test("is short where one character has thousands of scalars")
  func stackedAccents() {
    let text = "e" + String(repeating: "\u{301}", count: 10_000)
    let labels = [text, text + "\u{301}", text + "x"].map(BenchmarkLabel.of)
    #expect(Set(labels).count == 3)
    #expect(labels.allSatisfy { $0.utf8.count < 600 })
  }
}

@Suite("A numeric order")
struct NumericOrderTests {
  @Test("has finite numbers first by their values, then the other texts")
  func order() {
    let texts = ["b", "10", "nan", "9", "", "1e3", "-1", "inf", "2.5", "a", "-inf"]
    #expect(
      texts.map(NumericOrder.init).sorted().map(\.text)
        == ["-1", "2.5", "9", "10", "1e3", "", "-inf", "a", "b", "inf", "nan"])
  }

  @Test("orders texts of one number as well")
  func equalNumbers() {
    let texts = ["9007199254740993", "1.0", "9007199254740992", "1", "01"]
    let sorted = ["01", "1", "1.0", "9007199254740992", "9007199254740993"]
    #expect(texts.map(NumericOrder.init).sorted().map(\.text) == sorted)
    #expect(texts.reversed().map(NumericOrder.init).sorted().map(\.text) == sorted)
  }
}
