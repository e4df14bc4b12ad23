/// A budget that was not compared with a number.
package struct UncheckedBudget: Equatable, Sendable, Codable {
  /// The name of the metric.
  package var metric: String
  /// The name of the statistic that it limits.
  package var statistic: String
  /// Why there was no number.
  package var cause: Cause

  package init(_ budget: Budget, because cause: Cause) {
    metric = budget.metric
    statistic = budget.statistic.name
    self.cause = cause
  }

  /// Why there was no number to compare with a budget.
  package indirect enum Cause: Equatable, Sendable {
    /// No session read the metric.
    case notRead
    /// The metric was not available.
    case unavailable(Unavailability)
    /// Against another commit, instructions are counted only for benchmarks with a baseline of them.
    case notCountedAgainstCommit
    /// Callgrind gave no instructions.
    case noCount
    /// Instructions cannot be counted; the result of the search for Valgrind.
    case cannotCount(String)
    /// The user has disabled counting.
    case countingForbidden
    /// The bundle runs without `perftest`, which would count.
    case countingUnasked
    /// A cause of a newer version of this package.
    case other(String)
  }
}

extension UncheckedBudget.Cause: Codable {
  private enum Key: String, CodingKey { case kind, unavailability, text }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(String.self, forKey: .kind) {
    case "notRead": self = .notRead
    case "unavailable": self = .unavailable(try container.decode(Unavailability.self, forKey: .unavailability))
    case "notCountedAgainstCommit": self = .notCountedAgainstCommit
    case "noCount": self = .noCount
    case "cannotCount": self = .cannotCount(try container.decode(String.self, forKey: .text))
    case "countingForbidden": self = .countingForbidden
    case "countingUnasked": self = .countingUnasked
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .notRead: try container.encode("notRead", forKey: .kind)
    case .unavailable(let cause):
      try container.encode("unavailable", forKey: .kind)
      try container.encode(cause, forKey: .unavailability)
    case .notCountedAgainstCommit: try container.encode("notCountedAgainstCommit", forKey: .kind)
    case .noCount: try container.encode("noCount", forKey: .kind)
    case .cannotCount(let text):
      try container.encode("cannotCount", forKey: .kind)
      try container.encode(text, forKey: .text)
    case .countingForbidden: try container.encode("countingForbidden", forKey: .kind)
    case .countingUnasked: try container.encode("countingUnasked", forKey: .kind)
    case .other(let kind): try container.encode(kind, forKey: .kind)
    }
  }
}
