import PerformanceRecords
import PerformanceSystem

/// The alerts that fire, as the last `perftest alerts check` left them.
///
/// Only what is shown is read from the state file: the rules are a part of another executable, which nobody should have
/// to compile for a dashboard.
package struct AlertOverview: Equatable, Sendable, Encodable {
  /// An alert that fires.
  package struct Firing: Equatable, Sendable, Encodable {
    package var rule: String
    package var severity: String
    /// What it is about: the benchmark and the metric, or whatever its labels name.
    package var subject: String
    /// When it began to fire, in seconds since 1970.
    package var since: Double
    /// The person who looks after it; `nil` for nobody.
    package var acknowledgedBy: String?

    package init(rule: String, severity: String, subject: String, since: Double, acknowledgedBy: String? = nil) {
      (self.rule, self.severity, self.subject) = (rule, severity, subject)
      (self.since, self.acknowledgedBy) = (since, acknowledgedBy)
    }
  }

  /// The severities, the most urgent first.
  private static let severities = ["critical", "warning", "info"]

  /// The time of the last evaluation, in seconds since 1970.
  package let evaluated: Double
  /// The most urgent first, and of those the oldest.
  package let firing: [Firing]

  package init(evaluated: Double, firing: [Firing]) {
    self.evaluated = evaluated
    self.firing = firing.sorted { first, second in
      let (one, other) = (Self.rank(first.severity), Self.rank(second.severity))
      return (one, first.since, first.rule, first.subject) < (other, second.since, second.rule, second.subject)
    }
  }

  private static func rank(_ severity: String) -> Int { severities.firstIndex(of: severity) ?? severities.count }

  /// `1 critical, 2 warning`; `nil` where none fires.
  package var counts: String? {
    guard !firing.isEmpty else { return nil }
    let counts = Dictionary(grouping: firing, by: \.severity).mapValues(\.count)
    return counts.sorted { (Self.rank($0.key), $0.key) < (Self.rank($1.key), $1.key) }
      .map { "\($0.value) \($0.key.printable(atMost: 20))" }.joined(separator: ", ")
  }
}

extension AlertOverview: Decodable {
  private enum Key: String, CodingKey { case schema, version, evaluated, alerts }

  /// - Throws: `DecodingError` for a state of another version, and for one without an evaluation.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.expect(
      schema: "swift-performance-testing/alert-state", forKey: .schema, version: 1, forKey: .version)
    self.init(
      evaluated: try container.decode(Double.self, forKey: .evaluated),
      firing: try container.decode([KeptAlert].self, forKey: .alerts).compactMap(\.firing))
  }
}

/// An alert of the state file.
private struct KeptAlert: Decodable {
  struct Acknowledgement: Decodable { let author: String }

  /// Labels that are shown elsewhere, or repeat a part of the benchmark's name.
  private static let others = ["alertname", "severity", "category", "suite"]

  let rule: String
  let labels: [String: String]
  let phase: String
  let fired: Double?
  let acknowledgement: Acknowledgement?

  /// `nil` for one that is pending or resolved.
  var firing: AlertOverview.Firing? {
    guard phase == "firing", let fired else { return nil }
    let subject = labels.filter { !Self.others.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
    return AlertOverview.Firing(
      rule: rule, severity: labels["severity"] ?? "warning", subject: subject.joined(separator: " "), since: fired,
      acknowledgedBy: acknowledgement?.author)
  }
}
