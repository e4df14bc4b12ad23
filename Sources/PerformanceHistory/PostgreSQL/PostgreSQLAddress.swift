/// The address of a database, which never prints its credentials.
package struct PostgreSQLAddress: Sendable {
  /// Why a text is no address. It has no part of the text, which may be a password.
  package enum Problem: Error, Equatable, Sendable {
    /// It does not begin with `postgresql://` or `postgres://`.
    case otherScheme
    /// A port is no number, as where a part before it has an unencoded `@`, `/` or `?`.
    case invalidPort
    /// There is more than one `@`.
    case unencoded
    /// A `%` without two hexadecimal digits.
    case invalidEscape
  }

  private static let schemes = ["postgresql://", "postgres://"]
  /// The parameters whose values are secrets.
  private static let secretParameters: Set = ["password", "sslpassword"]

  /// The address as the client library reads it. Never to be printed.
  let text: String
  private let secrets: [String]

  /// Checks an address, so that no message of the client library can have a part of a password.
  /// - Throws: ``Problem``.
  package init(_ text: String) throws(Problem) {
    guard let scheme = Self.schemes.first(where: text.hasPrefix) else { throw .otherScheme }
    let rest = text.dropFirst(scheme.count)
    guard rest.count(where: { $0 == "@" }) <= 1 else { throw .unencoded }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard rest.contains("@") == authority.contains("@") else { throw .unencoded }
    let parts = authority.split(separator: "@", omittingEmptySubsequences: false)
    guard Self.hasValidPorts(parts.last ?? "") else { throw .invalidPort }
    var secrets: [Substring] = []
    if parts.count == 2, let colon = parts[0].firstIndex(of: ":") {
      secrets.append(parts[0][parts[0].index(after: colon)...])
    }
    let query = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first ?? ""
    for parameter in query.split(separator: "&") {
      let halves = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if halves.count == 2, Self.secretParameters.contains(halves[0].lowercased()) { secrets.append(halves[1]) }
    }
    self.text = text
    var texts: [String] = []
    for secret in secrets where !secret.isEmpty {
      guard let decoded = Self.decoded(secret) else { throw .invalidEscape }
      texts += [decoded, String(secret)]
    }
    self.secrets = texts.sorted { $0.count > $1.count }
  }

  /// A message without the secrets of the address.
  func withoutSecrets(_ message: String) -> String {
    secrets.reduce(message) { $0.replacing($1, with: "***") }
  }

  private static func hasValidPorts(_ hosts: Substring) -> Bool {
    hosts.split(separator: ",").allSatisfy { host in
      // An IPv6 address has its colons in brackets.
      let end = host.lastIndex(of: "]").map { host.index(after: $0) } ?? host.startIndex
      guard let colon = host[end...].firstIndex(of: ":") else { return true }
      return host[host.index(after: colon)...].allSatisfy(\.isWholeNumber)
    }
  }

  /// A text in which `%41` stands for `A`; `nil` where an escape is incomplete.
  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension PostgreSQLAddress: CustomStringConvertible, CustomReflectable {
  package var description: String { "PostgreSQL" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
