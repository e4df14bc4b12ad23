import PerformanceExports
import PerformanceRecords
import PerformanceSystem

/// A file that gets a line of JSON for each notification.
package struct FileReceiver: Equatable, Sendable, Decodable {
  /// The name of the file in the folder of alerts, where none is given.
  package static let usualName = "notifications.jsonl"

  /// The path; `nil` for ``usualName``.
  package var path: String?

  package init(path: String? = nil) { self.path = path }

  private enum Key: String, CodingKey, CaseIterable { case kind, path }

  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    path = try decoder.container(keyedBy: Key.self).decodeIfPresent(String.self, forKey: .path)
  }

  /// The line, with a line feed.
  package func line(_ notification: AlertNotification, _ context: MessageContext) -> String {
    var value = WebhookReceiver.payload(notification, context)
    if case .object(var members) = value {
      members["key"] = .string(notification.key)
      members["time"] = .string(MessageContext.time(notification.time))
      members["reason"] = .string(notification.reason.rawValue)
      value = .object(members)
    }
    return CompactJSON.text(value) + "\n"
  }
}
