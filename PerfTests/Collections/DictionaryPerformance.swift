import PerformanceTesting
import Testing

/// Dictionaries and sets with string keys.
///
/// A regression means slower hashing, more collisions or more growing: what every cache, index and counter is built on.
@Suite(.performance, .duration(.milliseconds(40)))
struct DictionaryPerformance {
  private static let words = SplitMix64.words(1_000)

  @Test func build() {
    measure(throughput: .elements(1_000)) {
      var lengths: [String: Int] = [:]
      for word in Self.words { lengths[word] = word.utf8.count }
      return lengths
    }
  }

  @Test func lookUp() {
    let lengths = Dictionary(Self.words.map { ($0, $0.count) }, uniquingKeysWith: { first, _ in first })
    measure(throughput: .elements(1_000)) {
      Self.words.reduce(into: 0) { $0 += lengths[$1] ?? 0 }
    }
  }

  @Test func group() {
    let places = Place.many(1_000)
    measure { Dictionary(grouping: places, by: \.region).count }
  }

  @Test func countWords() {
    let words = Prose.words
    measure { words.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 } }
  }

  @Test func buildASet() {
    measure(throughput: .elements(1_000)) { Set(Self.words) }
  }
}
