/// A metric that a recording refused to file, because its sessions did not suffice.
///
/// It is recorded so that a later gate does not take the benchmark for a new one. The methodology of the file applies
/// to it too.
package struct RefusedMetric: Equatable, Sendable, Codable {
  /// The metric.
  package var name: String
  /// The day of the recording, `2026-01-31`.
  package var date: String
  /// The smallest change, as a share, that the sessions could have shown; `nil` where there is none.
  package var detectable: Double?
  /// The reason; `nil` where it is the spread of the sessions.
  package var reason: String?

  package init(name: String, date: String, detectable: Double? = nil, reason: String? = nil) {
    self.name = name
    self.date = date
    self.detectable = detectable
    self.reason = reason
  }
}
