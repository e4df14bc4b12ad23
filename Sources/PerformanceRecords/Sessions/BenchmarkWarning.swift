/// A warning about the numbers of a benchmark.
package enum BenchmarkWarning: Equatable, Sendable {
  /// The body costs less than twenty times the loop.
  case tooShort(nanoseconds: Double, overhead: Double)
  /// The body costs about as much as the loop: the optimiser has removed it.
  case removedByOptimiser(nanoseconds: Double, overhead: Double)
  /// The first call costs less than twenty times an empty window: it initialises nothing lazily.
  case firstCallTooShort(nanoseconds: Double, overhead: Double)
  /// The body records a known issue, which costs more than most bodies.
  case knownIssue
  /// This failure was recorded after the measurement in the process of one session, perhaps not in the others.
  case failedAfterwards(String)
  /// A warning of a newer version of this package.
  case other(String)

  /// The common name of warnings whose numbers differ from session to session.
  package var kind: String {
    switch self {
    case .tooShort: "tooShort"
    case .removedByOptimiser: "removedByOptimiser"
    case .firstCallTooShort: "firstCallTooShort"
    case .knownIssue: "knownIssue"
    case .failedAfterwards: "failedAfterwards"
    case .other(let kind): kind
    }
  }
}

extension BenchmarkWarning: Codable {
  private enum Key: String, CodingKey { case kind, nanoseconds, overhead, text }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func number(_ key: Key) throws -> Double { try container.decode(Double.self, forKey: key) }
    switch try container.decode(String.self, forKey: .kind) {
    case "tooShort": self = .tooShort(nanoseconds: try number(.nanoseconds), overhead: try number(.overhead))
    case "removedByOptimiser":
      self = .removedByOptimiser(nanoseconds: try number(.nanoseconds), overhead: try number(.overhead))
    case "firstCallTooShort":
      self = .firstCallTooShort(nanoseconds: try number(.nanoseconds), overhead: try number(.overhead))
    case "knownIssue": self = .knownIssue
    case "failedAfterwards": self = .failedAfterwards(try container.decode(String.self, forKey: .text))
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .tooShort(let nanoseconds, let overhead), .removedByOptimiser(let nanoseconds, let overhead),
      .firstCallTooShort(let nanoseconds, let overhead):
      try container.encode(nanoseconds, forKey: .nanoseconds)
      try container.encode(overhead, forKey: .overhead)
    case .failedAfterwards(let text): try container.encode(text, forKey: .text)
    case .knownIssue, .other: break
    }
  }
}
