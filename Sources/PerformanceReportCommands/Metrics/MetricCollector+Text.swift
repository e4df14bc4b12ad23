import PerformanceMetrics
import PerformanceReports
import PerformanceSystem

extension MetricCollector.Problem {
  /// The absent families, and the reason.
  package var text: String {
    switch self {
    case .input(let error): "metrics are incomplete: \(error)"
    case .history(let message): message.text
    case .query(let error): "metrics are without the history: \(error.printable(atMost: 400))"
    }
  }
}
