/// A rule that holds, or held, for certain labels.
package struct Alert: Equatable, Sendable {
  /// Where it is on its way.
  package enum Phase: String, Codable, Sendable {
    /// The condition holds, and not for long enough.
    case pending
    case firing
    case resolved
  }

  /// Somebody looks after it.
  package struct Acknowledgement: Equatable, Codable, Sendable {
    package var author: String
    package var comment: String?
    /// Seconds since 1970.
    package var time: Double

    package init(author: String, comment: String? = nil, time: Double) {
      (self.author, self.comment, self.time) = (author, comment, time)
    }
  }

  /// The name of the rule.
  package var rule: String
  /// All labels that identify it, the name of the rule included.
  package var labels: [String: String]
  package var phase: Phase
  /// When the condition began to hold, in seconds since 1970.
  package var since: Double
  /// When it began to fire; `nil` before.
  package var fired: Double?
  /// When it was resolved; `nil` before.
  package var resolved: Double?
  /// When the condition held last.
  package var held: Double
  /// The evaluations in a row in which the condition held, until it fired.
  package var count: Int
  /// The evaluations since the condition held last.
  package var misses = 0
  /// The evaluations in which it fired.
  package var firingCount = 0
  /// How often it came back after it was resolved.
  package var returns = 0
  /// The number that the condition is about, at the last evaluation in which it held.
  package var value: Double
  package var acknowledgement: Acknowledgement?

  package init(
    rule: String, labels: [String: String], phase: Phase, since: Double, fired: Double? = nil, resolved: Double? = nil,
    held: Double, count: Int, returns: Int = 0, value: Double
  ) {
    (self.rule, self.labels, self.phase) = (rule, labels, phase)
    (self.since, self.fired, self.resolved, self.held) = (since, fired, resolved, held)
    (self.count, self.returns, self.value) = (count, returns, value)
  }

  package var fingerprint: String { AlertLabels.fingerprint(labels) }

  /// The severity when it began to fire.
  package var severity: AlertSeverity {
    labels[AlertLabels.severity].flatMap { AlertSeverity(rawValue: $0) } ?? .warning
  }
}

extension Alert: Codable {
  private enum Key: String, CodingKey {
    case rule, labels, phase, since, fired, resolved, held, count, misses, firingCount, returns, value, acknowledgement
  }

  /// Numbers that no evaluation gives make the file a broken one: they would overflow or sort alerts wrongly.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func count(_ key: Key) throws -> Int {
      let count = try container.decode(Int.self, forKey: key)
      guard 0...1_000_000_000 ~= count else {
        throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "is out of range")
      }
      return count
    }
    rule = try container.decode(String.self, forKey: .rule)
    labels = try container.decode([String: String].self, forKey: .labels)
    phase = try container.decode(Phase.self, forKey: .phase)
    since = try container.decode(Double.self, forKey: .since)
    fired = try container.decodeIfPresent(Double.self, forKey: .fired)
    resolved = try container.decodeIfPresent(Double.self, forKey: .resolved)
    held = try container.decode(Double.self, forKey: .held)
    self.count = try count(.count)
    misses = try count(.misses)
    firingCount = try count(.firingCount)
    returns = try count(.returns)
    value = try container.decode(Double.self, forKey: .value)
    acknowledgement = try container.decodeIfPresent(Acknowledgement.self, forKey: .acknowledgement)
    guard labels[AlertLabels.name] == rule, (phase == .pending) == (fired == nil),
      (phase == .resolved) == (resolved != nil),
      ([since, held, value] + [fired, resolved].compactMap { $0 }).allSatisfy(\.isFinite)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .phase, in: container, debugDescription: "is '\(phase.rawValue)', which the other members contradict")
    }
  }
}
