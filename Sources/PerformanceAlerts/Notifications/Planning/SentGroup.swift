/// What a receiver knows of a group of alerts.
package struct SentGroup: Equatable, Sendable, Codable {
  /// When each alert of the group began to fire, by its fingerprint.
  package var firing: [String: Double]
  /// When the group was sent last, in seconds since 1970.
  package var time: Double
  /// When the first of its alerts began to fire.
  package var began: Double
}
