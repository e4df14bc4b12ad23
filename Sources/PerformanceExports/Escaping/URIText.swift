import Foundation

extension String {
  /// The text as the path of a relative reference (RFC 3986), of which decoding gives the same text again.
  ///
  /// A colon is encoded, since it would end a scheme.
  package var escapedForURIPath: String {
    addingPercentEncoding(withAllowedCharacters: .uriPath) ?? ""
  }
}

extension CharacterSet {
  fileprivate static let uriPath = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/@+")
}
