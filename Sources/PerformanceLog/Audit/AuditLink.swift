/// The place of an audit record in the chain.
package struct AuditLink: Equatable, Sendable {
  /// The number of the record, from 1.
  package let sequence: Int
  /// SHA-256 of the line before, without its line feed, as 64 hexadecimal digits; 64 zeros for the first.
  package let previous: String

  package init(sequence: Int, previous: String) {
    self.sequence = sequence
    self.previous = previous
  }

  /// What the first line has as the hash of the line before.
  package static let beginning = String(repeating: "0", count: 64)
}
