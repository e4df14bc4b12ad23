import Foundation
import PerformanceRecords
import PerformanceSystem

/// The checked-in file of a team's decisions about alerts, `alerts.json` beside the baselines.
package struct AlertSettingsFile: Sendable {
  /// The file's name.
  package static let name = "alerts.json"

  package let url: URL

  /// The file in a folder of baselines; it need not exist.
  package init(in baselines: URL) { url = baselines.appendingPathComponent(Self.name) }

  /// The settings; nothing is changed where there is no file.
  /// - Throws: ``InputError`` for a file that is damaged, of an unknown version, or has an unknown key, rule or receiver.
  package func read() throws -> AlertSettings {
    guard FileManager.default.fileExists(atPath: url.path) else { return AlertSettings() }
    return try JSONFile.read(
      AlertSettingsDocument.self, from: url, remedy: "Fix it, or restore it with 'git checkout -- \(url.path)'."
    ).settings
  }
}

/// The content of the file.
private struct AlertSettingsDocument: Decodable {
  /// The version this build reads.
  static let version = 1

  var settings = AlertSettings()

  private enum Key: String, CodingKey, CaseIterable {
    case schema, version, rules, receivers, routes, inhibitions, cadence, runbooks
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.expect(
      schema: SettingsSchema.alerts.rawValue, forKey: .schema, version: Self.version, forKey: .version)
    try decoder.refuseKeys(besides: Key.self)
    settings.changes = try container.decodeIfPresent([String: AlertSettings.RuleChange].self, forKey: .rules) ?? [:]
    let names = AlertRule.all.map(\.name)
    for name in settings.changes.keys.sorted() where !names.contains(name) {
      throw DecodingError.dataCorruptedError(
        forKey: .rules, in: container,
        debugDescription: "has no rule '\(name)'; see '\(PerftestCommand.prefix) alerts list'")
    }
    if let receivers = try container.decodeIfPresent([String: AlertReceiver.Kind].self, forKey: .receivers) {
      settings.receivers = receivers.sorted { $0.key < $1.key }.map { AlertReceiver(name: $0.key, kind: $0.value) }
      settings.routes = [AlertRoute(receivers: settings.receivers.map(\.name))]
    }
    settings.routes = try container.decodeIfPresent([AlertRoute].self, forKey: .routes) ?? settings.routes
    settings.inhibitions = try container.decodeIfPresent([AlertInhibition].self, forKey: .inhibitions) ?? []
    settings.cadence = try container.decodeIfPresent(Double.self, forKey: .cadence) ?? settings.cadence
    settings.runbooks = try container.decodeIfPresent(String.self, forKey: .runbooks)
    guard 0.01...8_760 ~= settings.cadence else {
      throw DecodingError.dataCorruptedError(
        forKey: .cadence, in: container, debugDescription: "is \(settings.cadence), expected hours from 0.01 to 8760")
    }
    let known = Set(settings.receivers.map(\.name))
    for (index, route) in settings.routes.enumerated() {
      for name in route.receivers + (route.escalation?.receivers ?? []) where !known.contains(name) {
        throw DecodingError.dataCorruptedError(
          forKey: .routes, in: container,
          debugDescription:
            "[\(index)] names the receiver '\(name)'; there are \(known.sorted().joined(separator: ", "))"
        )
      }
    }
  }
}

extension AlertSettings.RuleChange: Decodable {
  private enum Key: String, CodingKey, CaseIterable { case limit, evaluations = "for", keep, severity, disabled }

  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    func number(_ key: Key, _ range: ClosedRange<Int>) throws -> Int? {
      guard let number = try container.decodeIfPresent(Int.self, forKey: key) else { return nil }
      guard range.contains(number) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container,
          debugDescription: "is \(number), expected evaluations from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
    limit = try container.decodeIfPresent(Double.self, forKey: .limit)
    evaluations = try number(.evaluations, 1...10_000)
    keep = try number(.keep, 0...10_000)
    severity = try AlertSeverity.decodeIfPresent(in: container, forKey: .severity)
    isEnabled = try container.decodeIfPresent(Bool.self, forKey: .disabled).map { !$0 }
  }
}

extension AlertSeverity {
  static func decodeIfPresent<Key: CodingKey>(
    in container: KeyedDecodingContainer<Key>, forKey key: Key
  ) throws -> AlertSeverity? {
    try container.decodeIfPresent(String.self, forKey: key).map { text in
      guard let severity = AlertSeverity(rawValue: text) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container,
          debugDescription: "is '\(text)', expected \(allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return severity
    }
  }
}
