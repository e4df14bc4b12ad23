import PerformanceRecords

/// Somebody, or something, that notifications go to.
package struct AlertReceiver: Equatable, Sendable {
  /// How a receiver is reached.
  package enum Kind: Equatable, Sendable {
    case console
    case file(FileReceiver)
    case mail(MailReceiver)
    case webhook(WebhookReceiver)
    case slack(SlackReceiver)
    case discord(DiscordReceiver)
    case teams(TeamsReceiver)
    case pagerDuty(PagerDutyReceiver)
    case alertmanager(AlertmanagerReceiver)
  }

  package var name: String
  package var kind: Kind

  package init(name: String, kind: Kind) { (self.name, self.kind) = (name, kind) }

  /// Those of a team that has named none.
  package static let usual = [
    AlertReceiver(name: "console", kind: .console), AlertReceiver(name: "file", kind: .file(FileReceiver())),
  ]

  /// Whether it groups, repeats and resolves by itself, and wants every alert at every evaluation.
  package var keepsAlerts: Bool { if case .alertmanager = kind { true } else { false } }
}

extension AlertReceiver.Kind: Decodable {
  private enum Key: String, CodingKey { case kind }

  private enum Name: String, CaseIterable {
    case console, file, mail, webhook, slack, discord, teams, pagerduty, alertmanager
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let text = try container.decode(String.self, forKey: .kind)
    guard let name = Name(rawValue: text) else {
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container,
        debugDescription: "is '\(text)', expected \(Name.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    switch name {
    case .console:
      try decoder.refuseKeys(besides: ConsoleKey.self)
      self = .console
    case .file: self = .file(try FileReceiver(from: decoder))
    case .mail: self = .mail(try MailReceiver(from: decoder))
    case .webhook: self = .webhook(try WebhookReceiver(from: decoder))
    case .slack: self = .slack(try SlackReceiver(from: decoder))
    case .discord: self = .discord(try DiscordReceiver(from: decoder))
    case .teams: self = .teams(try TeamsReceiver(from: decoder))
    case .pagerduty: self = .pagerDuty(try PagerDutyReceiver(from: decoder))
    case .alertmanager: self = .alertmanager(try AlertmanagerReceiver(from: decoder))
    }
  }

  /// The name of the kind in settings.
  package var name: String {
    let name: Name =
      switch self {
      case .console: .console
      case .file: .file
      case .mail: .mail
      case .webhook: .webhook
      case .slack: .slack
      case .discord: .discord
      case .teams: .teams
      case .pagerDuty: .pagerduty
      case .alertmanager: .alertmanager
      }
    return name.rawValue
  }

  private enum ConsoleKey: String, CodingKey, CaseIterable { case kind }
}
