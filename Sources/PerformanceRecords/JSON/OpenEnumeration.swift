/// A persisted enumeration that later versions may extend: unknown values are kept verbatim.
///
/// A value is one string. Encoding reproduces it, so that an older build loses nothing.
package protocol OpenEnumeration: Equatable, Sendable, Codable {
  /// The values that this build knows.
  static var known: [Self] { get }

  /// Wraps a value that this build does not know.
  static func other(_ name: UnknownName) -> Self

  /// The string of the value in files.
  var name: String { get }
}

extension OpenEnumeration {
  /// Creates the value with this string.
  package init(name: String) { self = Self.known.first { $0.name == name } ?? .other(UnknownName(name)) }

  package init(from decoder: any Decoder) throws {
    self.init(name: try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
