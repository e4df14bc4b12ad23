import PerformanceExports
import PerformanceMetrics
import Synchronization

/// Metrics that several threads ask for.
package final class ServedMetrics: Sendable {
  private let collector: Mutex<MetricCollector>
  private let last = Mutex<[MetricFamily]>([])
  private let reported = Mutex(0)
  private let report: @Sendable (MetricCollector.Problem) -> Void

  /// - Parameter report: called once with each thing that could not be read.
  package init(_ collector: sending MetricCollector, report: @escaping @Sendable (MetricCollector.Problem) -> Void) {
    self.collector = Mutex(collector)
    self.report = report
  }

  /// Collects the families now.
  package func now() -> [MetricFamily] {
    let (families, problems) = collector.withLock { ($0.families(), $0.problems) }
    last.withLock { $0 = families }
    let new = reported.withLock { count in
      defer { count = problems.count }
      return problems.dropFirst(count)
    }
    new.forEach(report)
    return families
  }

  /// The families that were collected last.
  package func newest() -> [MetricFamily] { last.withLock { $0 } }
}
