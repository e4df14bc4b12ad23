/// An acceptance that had no effect in a run.
package struct UnusedAcceptance: Equatable, Sendable, Codable {
  /// Why it had no effect.
  package enum Cause: OpenEnumeration {
    /// The benchmark or its metric no longer exists.
    case notMeasured
    /// It is no longer regressed.
    case notRegressed
    case other(UnknownName)

    package static let known: [Cause] = [.notMeasured, .notRegressed]

    package var name: String {
      switch self {
      case .notMeasured: "notMeasured"
      case .notRegressed: "notRegressed"
      case .other(let name): name.text
      }
    }
  }

  /// The benchmark of the acceptance, which need not exist any more.
  package var benchmark: BenchmarkID
  /// The name of the metric.
  package var metric: String
  /// The last day on which it is accepted.
  package var until: Day
  /// Why it had no effect.
  package var cause: Cause

  package init(benchmark: BenchmarkID, metric: String, until: Day, cause: Cause) {
    self.benchmark = benchmark
    self.metric = metric
    self.until = until
    self.cause = cause
  }
}
