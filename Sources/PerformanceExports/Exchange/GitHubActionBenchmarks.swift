import PerformanceRecords
import PerformanceStatistics
import PerformanceSystem
import PerformanceText

/// The input of github-action-benchmark: a file has metrics of one direction.
enum GitHubActionBenchmarks {
  /// A value is the median of the sessions, and its range their standard deviation. The action finds the earlier value
  /// by the name, which is therefore unique.
  static func text(of reported: ReportedRun, _ direction: MetricDescription.Direction) -> String {
    let metrics = reported.measuredBenchmarks.flatMap { benchmark in
      benchmark.metrics.filter { $0.description.direction == direction }.map { (benchmark, $0) }
    }
    let names = metrics.map { "\($0.name) / \($1.description.name)" }.madeDistinct { "\($0) (\($1))" }
    return JSONText.document(.array(zip(names, metrics).map { entry($0, $1.1) }))
  }

  private static func entry(_ name: String, _ metric: MeasuredMetric) -> JSONValue {
    let deviation = SampleMoments(metric.bests)?.deviation
    return .members([
      "name": .string(name), "unit": .string(metric.description.unit.rawValue), "value": JSONValue(metric.value),
      "range": deviation.flatMap { $0.isFinite ? .string("± \($0.written)") : nil },
      "extra": .string(
        "\(Plural.text(metric.sessions.count, "session")), \(Plural.text(metric.samples.count, "sample"))"),
    ])
  }
}
