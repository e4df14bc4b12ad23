import Foundation

/// What messages need besides the alerts.
package struct MessageContext: Sendable {
  /// Where secrets are.
  package var environment: [String: String]
  /// The address that runbooks are below; `nil` where the team has named none.
  package var runbooks: String?
  /// The name of this machine.
  package var host: String
  /// The hours between two evaluations.
  package var cadence: Double

  package init(environment: [String: String], settings: AlertSettings, host: String = ProcessInfo.processInfo.hostName)
  {
    self.environment = environment
    runbooks = settings.runbooks
    self.host = host
    cadence = settings.cadence
  }

  /// The address of an article; `nil` for none, and where its beginning is not known.
  package func address(ofRunbook name: String) -> String? {
    guard let runbooks, !name.isEmpty else { return nil }
    return (runbooks.hasSuffix("/") ? String(runbooks.dropLast()) : runbooks) + "/" + name.lowercased()
  }

  /// A time as RFC 3339 has it.
  static func time(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds).text(utc: "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
  }
}
