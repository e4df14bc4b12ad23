import Foundation
import PerformanceTesting
import Testing

/// Strings as applications use them: searched, split, changed and put together.
///
/// A regression means that text is walked or copied more often than before: reports, parsers and user interfaces all
/// pay for it.
@Suite(.performance, .duration(.milliseconds(40)))
struct StringPerformance {
  private static let size = Throughput.bytes(Prose.text.utf8.count)

  @Test func containsALateWord() {
    measure(throughput: Self.size) { Prose.text.contains("telling the truth") }
  }

  @Test func findARange() {
    measure { Prose.text.range(of: "biscuit tin")?.lowerBound }
  }

  @Test func splitIntoParagraphsAndLines() {
    measure { Prose.text.split(separator: "\n", omittingEmptySubsequences: false).count }
  }

  @Test func splitIntoWords() {
    measure { Prose.text.split { !$0.isLetter }.count }
  }

  @Test func lowercase() {
    measure(throughput: Self.size) { Prose.text.lowercased() }
  }

  @Test func walkCharacters() {
    measure(throughput: Self.size) { Prose.text.reduce(into: 0) { $0 += $1 == "e" ? 1 : 0 } }
  }

  @Test func walkBytes() {
    measure(throughput: Self.size) { Prose.text.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) } }
  }

  @Test func replaceAWord() {
    measure { Prose.text.replacingOccurrences(of: "crates", with: "baskets") }
  }

  @Test func interpolateALine() {
    let words = SplitMix64.words(16)
    measure {
      var lines = 0
      for (index, word) in words.enumerated() {
        lines += "\(index): \(word) took \(Double(index) * 1.25) ms (\(index % 2 == 0))".utf8.count
      }
      return lines
    }
  }

  @Test func joinWords() {
    measure { Prose.words.joined(separator: " ") }
  }

  @Test func compareWithoutCase() {
    let words = Array(Prose.words.prefix(64))
    measure { words.count { $0.caseInsensitiveCompare("HARBOUR") == .orderedSame } }
  }

  @Test func reverse() {
    let sentence = Prose.sentence
    measure { String(sentence.reversed()) }
  }
}
