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

  @Test func splitIntoParagraphsAndLines() {
    measure { Prose.text.split(separator: "\n", omittingEmptySubsequences: false).count }
  }

  @Test func splitIntoWords() {
    measure { Prose.text.split { !$0.isLetter }.count }
  }

  @Test func walkCharacters() {
    measure(throughput: Self.size) { Prose.text.reduce(into: 0) { $0 += $1 == "e" ? 1 : 0 } }
  }

  @Test func replaceAWord() {
    measure { Prose.text.replacingOccurrences(of: "crates", with: "baskets") }
  }
}
