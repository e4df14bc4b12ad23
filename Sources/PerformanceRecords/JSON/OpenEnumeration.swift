/// An enumeration in a file to which later versions add values: an unknown one is kept as it is written.
///
/// A value is one string. Writing gives the same string back, so that nothing is lost on the way through an older build.
package protocol OpenEnumeration: Hashable, Sendable, Codable {
  /// The values that this build knows.
  static var known: [Self] { get }

  /// A value that this build does not know, as it is written in the file.
  static func other(_ name: UnknownName) -> Self

  /// The value as it is written in the file.
  var name: String { get }
}

extension OpenEnumeration {
  /// The value that is written so.
  package init(name: String) { self = Self.known.first { $0.name == name } ?? .other(UnknownName(name)) }

  package init(from decoder: any Decoder) throws {
    self.init(name: try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
