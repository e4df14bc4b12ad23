import Foundation
import PerformanceDelivery
import PerformanceExports
import PerformanceSystem

/// A request that carries a notification. Its address and the values of its headers are secrets.
package struct HTTPMessage: Sendable {
  /// The whole address.
  package var address: Secret
  package var headers: [String: Secret] = [:]
  package var body: Data
  /// What the body has that no text of the receiver may show.
  package var secrets: [Secret] = []
  /// Why the receiver has not taken it, by an answer with a status of success; `nil` where it has.
  package var refusal: @Sendable (HTTPExchange.Answer) -> String?

  /// A message in JSON, the same bytes for the same value.
  init(
    _ address: Secret, headers: [String: Secret] = [:], secrets: [Secret] = [], _ value: JSONValue,
    refusal: @escaping @Sendable (HTTPExchange.Answer) -> String? = { _ in nil }
  ) {
    (self.address, self.headers, self.secrets, self.refusal) = (address, headers, secrets, refusal)
    body = Data(JSONText.document(value).utf8)
  }
}

/// A receiver that takes requests of HTTP.
package protocol HTTPReceiver: Sendable {
  /// The request for a notification.
  /// - Throws: ``InputError`` where a secret of the settings is not there.
  func message(_ notification: AlertNotification, _ context: MessageContext) throws(InputError) -> HTTPMessage
}
