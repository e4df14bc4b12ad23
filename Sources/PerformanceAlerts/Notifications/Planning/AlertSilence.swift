import Foundation
import PerformanceSystem

/// A time in which nothing is sent about some alerts.
package struct AlertSilence: Equatable, Sendable, Codable {
  /// Its name, by which it is ended.
  package var id: String
  /// The values that labels have, all of them; `*` at the end of one stands for any ending.
  package var matchers: [String: String]
  package var author: String
  package var comment: String
  /// Seconds since 1970.
  package var begin: Double
  /// The time at which it ends.
  package var until: Double

  package init(
    matchers: [String: String], author: String, comment: String, begin: Double, until: Double
  ) {
    id = String(FileName.hash("\(AlertLabels.text(matchers)) \(author) \(begin)").prefix(8))
    (self.matchers, self.author, self.comment, self.begin, self.until) = (matchers, author, comment, begin, until)
  }

  /// Whether it mutes an alert at a time.
  package func mutes(_ alert: Alert, at time: Double) -> Bool {
    begin <= time && time < until && !matchers.isEmpty
      && matchers.allSatisfy { label, value in
        guard let own = alert.labels[label] else { return false }
        return value.hasSuffix("*") ? own.hasPrefix(value.dropLast()) : own == value
      }
  }
}
