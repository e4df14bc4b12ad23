/// Everything that is known from one evaluation to the next.
package struct AlertState: Equatable, Sendable {
  /// The alerts that are pending, firing, or were resolved within the last days, in the order of their rules.
  package var alerts: [Alert] = []
  /// Since when rules have no data, by their names, in seconds since 1970.
  package var withoutData: [String: Double] = [:]
  /// The time of the last evaluation.
  package var evaluated: Double?
  /// The number of evaluations.
  package var evaluations = 0
  /// The newest run at the last evaluation.
  package var run: String?
  package var counters = AlertCounters()
  package var silences: [AlertSilence] = []
  /// What was sent, by receiver and group.
  package var sent: [String: SentGroup] = [:]

  package init() {}
}

extension AlertState: Codable {
  private enum Key: String, CodingKey {
    case schema, version, alerts, withoutData, evaluated, evaluations, run, counters, silences, sent
  }

  private static let schema = "swift-performance-testing/alert-state"
  /// The version this build reads and writes.
  private static let version = 1

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.expect(schema: Self.schema, forKey: .schema, version: Self.version, forKey: .version)
    alerts = try container.decode([Alert].self, forKey: .alerts)
    withoutData = try container.decode([String: Double].self, forKey: .withoutData)
    evaluated = try container.decodeIfPresent(Double.self, forKey: .evaluated)
    evaluations = try container.decode(Int.self, forKey: .evaluations)
    run = try container.decodeIfPresent(String.self, forKey: .run)
    counters = try container.decode(AlertCounters.self, forKey: .counters)
    silences = try container.decode([AlertSilence].self, forKey: .silences)
    sent = try container.decode([String: SentGroup].self, forKey: .sent)
    guard 0...1_000_000_000 ~= evaluations else {
      throw DecodingError.dataCorruptedError(forKey: .evaluations, in: container, debugDescription: "is out of range")
    }
    guard Set(alerts.map(\.fingerprint)).count == alerts.count else {
      throw DecodingError.dataCorruptedError(forKey: .alerts, in: container, debugDescription: "has an alert twice")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.schema, forKey: .schema)
    try container.encode(Self.version, forKey: .version)
    try container.encode(alerts, forKey: .alerts)
    try container.encode(withoutData, forKey: .withoutData)
    try container.encodeIfPresent(evaluated, forKey: .evaluated)
    try container.encode(evaluations, forKey: .evaluations)
    try container.encodeIfPresent(run, forKey: .run)
    try container.encode(counters, forKey: .counters)
    try container.encode(silences, forKey: .silences)
    try container.encode(sent, forKey: .sent)
  }
}
