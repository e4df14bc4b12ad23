/// A pattern that selects benchmarks by their ids, such as `MyBenchmarks.JSONPerformance/*`.
///
/// `*` stands for any characters, also none and also slashes, `?` for one; everything else stands for itself.
package struct BenchmarkPattern: Hashable, Sendable, Codable {
  /// The pattern as written.
  package var text: String

  package init(_ text: String) { self.text = text }

  /// The pattern of one benchmark; a `*` of its name stands for any characters, as no pattern can quote one.
  package init(literally id: BenchmarkID) { self.init(id.description) }

  /// Whether the pattern describes the whole id.
  package func matches(_ id: BenchmarkID) -> Bool { matches(id.description) }

  /// Whether the pattern describes the whole text.
  ///
  /// Takes time in proportion to the product of both lengths at most: only the last `*` is ever tried again.
  package func matches(_ name: String) -> Bool {
    let (pattern, name) = (Array(text.unicodeScalars), Array(name.unicodeScalars))
    var (next, position) = (0, 0)
    var lastStar: (next: Int, position: Int)?
    while position < name.count {
      if next < pattern.count, pattern[next] == "*" {
        lastStar = (next, position)
        next += 1
      } else if next < pattern.count, pattern[next] == "?" || pattern[next] == name[position] {
        (next, position) = (next + 1, position + 1)
      } else if let star = lastStar {
        lastStar = (star.next, star.position + 1)
        (next, position) = (star.next + 1, star.position + 1)
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == "*" }
  }

  package init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
