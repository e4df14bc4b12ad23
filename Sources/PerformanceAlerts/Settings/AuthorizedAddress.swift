import PerformanceRecords
import PerformanceSystem

/// The address of a server with the credentials that it may want: the members `url` and `authorization`.
package struct AuthorizedAddress: Equatable, Sendable, Decodable {
  private let url: SecretSource
  /// The value of the header `Authorization`.
  private let authorization: SecretSource?

  package init(url: SecretSource, authorization: SecretSource? = nil) {
    (self.url, self.authorization) = (url, authorization)
  }

  private enum Key: String, CodingKey, CaseIterable { case kind, url, authorization }

  /// - Throws: `DecodingError` for another member.
  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    url = try container.decode(SecretSource.self, forKey: .url)
    authorization = try container.decodeIfPresent(SecretSource.self, forKey: .authorization)
  }

  /// The address itself, and the header.
  /// - Throws: ``InputError`` where one of them is not there.
  func revealed(in context: MessageContext) throws(InputError) -> (address: Secret, headers: [String: Secret]) {
    let address = try url.secret(in: context.environment)
    guard let authorization else { return (address, [:]) }
    return (address, ["Authorization": try authorization.secret(in: context.environment)])
  }
}
