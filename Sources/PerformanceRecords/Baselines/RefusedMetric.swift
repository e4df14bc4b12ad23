/// A metric that a recording refused to file: its sessions said too little.
///
/// It is on file so that a later gate does not take the benchmark for a new one. A file's methodology is also that of its
/// refusals.
package struct RefusedMetric: Hashable, Sendable, Codable {
  /// The metric.
  package var name: String
  /// The day, `2026-01-31`.
  package var date: String
  /// The smallest change that the sessions could have shown, as a share; `nil` where there is none.
  package var detectable: Double?
  /// Why, where it is not the spread of the sessions.
  package var reason: String?

  /// A refusal from its parts.
  package init(name: String, date: String, detectable: Double? = nil, reason: String? = nil) {
    self.name = name
    self.date = date
    self.detectable = detectable
    self.reason = reason
  }
}
