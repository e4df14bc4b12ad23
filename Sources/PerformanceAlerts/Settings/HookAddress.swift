import PerformanceRecords
import PerformanceSystem

/// The address of a receiver whose path is its only secret, as hooks of chats have it: the member `url`.
package struct HookAddress: Equatable, Sendable, Decodable {
  private let url: SecretSource

  package init(url: SecretSource) { self.url = url }

  private enum Key: String, CodingKey, CaseIterable { case kind, url }

  /// - Throws: `DecodingError` for another member.
  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    url = try decoder.container(keyedBy: Key.self).decode(SecretSource.self, forKey: .url)
  }

  /// The address itself.
  /// - Throws: ``InputError`` where it is not there.
  func revealed(in context: MessageContext) throws(InputError) -> Secret { try url.secret(in: context.environment) }
}
