/// A request without a body.
package struct HTTPRequest: Equatable, Sendable {
  /// A parameter of the query: `name` or `name=value`.
  package struct Parameter: Equatable, Sendable {
    /// Its name.
    package var name: String
    /// Its value; empty for a name alone.
    package var value: String

    package init(_ name: String, _ value: String = "") { (self.name, self.value) = (name, value) }
  }

  /// The method, in capital letters.
  package var method: String
  /// The path without escapes, such as `/livez/disk`.
  package var path: String
  /// The parameters of the query without escapes, in their order.
  package var query: [Parameter]
  /// The fields of the header by their names in small letters; equal names are joined by commas.
  package var fields: [String: String]

  package init(
    method: String = "GET", path: String, query: [Parameter] = [], fields: [String: String] = [:]
  ) {
    (self.method, self.path, self.query, self.fields) = (method, path, query, fields)
  }

  /// Whether the query has a name, with or without a value.
  package func has(_ name: String) -> Bool { query.contains { $0.name == name } }

  /// The values of a name, in their order.
  package func values(_ name: String) -> [String] { query.filter { $0.name == name }.map(\.value) }
}
