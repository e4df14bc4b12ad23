import Foundation

/// The name in a checked-in file that has decisions of people and no baselines.
package enum SettingsSchema: String, CaseIterable, Sendable {
  /// Regressions that pass for a while.
  case accepted = "swift-performance-testing/accepted"
  /// Limits of benchmarks that many tests share.
  case budgets = "swift-performance-testing/budgets"
  /// Promises about the suite and its runs.
  case objectives = "swift-performance-testing/objectives"
  /// What teams change of the rules of alerts, and who is notified.
  case alerts = "swift-performance-testing/alerts"
  /// Renamed benchmarks, and how long runs are kept.
  case history = "swift-performance-testing/history"

  /// The schema of a file by its content, since a module may have the name of such a file; `nil` for another file.
  package init?(of file: URL) {
    guard let data = try? Data(contentsOf: file), let head = try? JSONDecoder().decode(Head.self, from: data) else {
      return nil
    }
    self.init(rawValue: head.schema)
  }

  private struct Head: Decodable { var schema: String }
}
