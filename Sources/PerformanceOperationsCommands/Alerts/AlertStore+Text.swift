import PerformanceAlerts
import PerformanceText

extension AlertStore.Problem {
  /// What happened, and what was done about it.
  var text: String {
    switch self {
    case .movedAside(let error, let path, let alerts):
      "the state of alerts could not be used: \(error) It is now \(path); "
        + "\(Plural.text(alerts, "alert")) came from the history, and silences are gone."
    case .notMoved(let error): "the state of alerts could not be used, and is replaced: \(error)"
    case .damagedLines(let count): "\(Plural.text(count, "line")) of the history of alerts cannot be read"
    }
  }
}
