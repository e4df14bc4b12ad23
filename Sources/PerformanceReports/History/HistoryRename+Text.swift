import PerformanceHistory
import PerformanceText

extension HistoryRename {
  /// `AppTests.JSON/decode() → AppTests.JSON/parse()`.
  package var text: String { "\(old.description.shown(atMost: 200)) → \(new.description.shown(atMost: 200))" }
}
