import PerformanceRecords
import PerformanceStatistics
import PerformanceSystem

/// A run as JSON of JMH, with all samples: a fork is a session, and an iteration is a sample.
///
/// The primary metric is the time, or the first metric where the time was not measured; the others are secondary. The
/// error is half of Student's interval with 99.9 %, as in JMH, here of the sessions' means: samples of one process are
/// not independent. It is `"NaN"` for one session.
package enum JMHExporter: Exporter {
  package static let name = "jmh"
  package static let abstract = "all samples as JSON of JMH"

  private static let confidence = 0.999
  /// In the order in which keys are sorted.
  private static let percentiles = [
    "0.0", "100.0", "50.0", "90.0", "95.0", "99.0", "99.9", "99.99", "99.999", "99.9999",
  ]
  private static let probabilities = percentiles.map { (Double($0) ?? 0) / 100 }

  package static func text(of reported: ReportedRun) -> String {
    let swift = reported.summary.environment?.toolchain.swift ?? ""
    return JSONText.document { json in
      for benchmark in reported.measuredBenchmarks {
        guard let primary = benchmark.time ?? benchmark.metrics.first else { continue }
        json.object { write(benchmark, primary, swift: swift, to: &$0) }
      }
    }
  }

  /// Writes the members of an entry in the order of their keys.
  private static func write(
    _ benchmark: MeasuredBenchmark, _ primary: MeasuredMetric, swift: String, to json: inout JSONText
  ) {
    let id = benchmark.id
    let secondary = benchmark.metrics.filter { $0.description.name != primary.description.name }
    let iterations = benchmark.sessions.first { $0.values(of: primary.description.name) != nil }?.iterations ?? 0
    let sample = primary.description.unit == .nanoseconds ? primary.value * Double(iterations) : 0
    json.member("benchmark", ([id.module] + id.suite + [id.test]).joined(separator: "."))
    json.member("forks", primary.sessions.count)
    json.member("jdkVersion", swift)
    json.member("jmhVersion", "1.37")
    json.member("jvm", "swift")
    json.array("jvmArgs") { _ in }
    json.member("measurementBatchSize", 1)
    json.member("measurementIterations", primary.sessions.map(\.count).max() ?? 0)
    json.member("measurementTime", "\(Int(exactly: sample.rounded()) ?? 0) ns")
    json.member("mode", primary.description.direction == .lowerIsBetter ? "avgt" : "thrpt")
    if let label = id.label { json.object("params") { $0.member("label", label) } }
    json.object("primaryMetric") { write(primary, to: &$0) }
    json.object("secondaryMetrics") { json in
      for metric in secondary.sorted(by: { $0.description.name < $1.description.name }) {
        json.object(metric.description.name) { write(metric, to: &$0) }
      }
    }
    json.member("threads", 1)
    json.member("vmName", "Swift")
    json.member("vmVersion", swift)
    json.member("warmupBatchSize", 1)
    json.member("warmupIterations", 0)
    json.member("warmupTime", "0 ns")
  }

  private static func write(_ metric: MeasuredMetric, to json: inout JSONText) {
    let samples = metric.samples
    let score = SampleMoments(samples)?.mean ?? 0
    let means = metric.sessions.compactMap { SampleMoments($0)?.mean }
    let error = SampleMoments(means)?.halfWidth(confidence: confidence)
    json.array("rawData") { json in
      for session in metric.sessions { json.value(.array(session.map { JSONValue($0) })) }
    }
    json.member("score", JSONValue(score))
    json.member("scoreConfidence", .array([number(error.map { score - $0 }), number(error.map { score + $0 })]))
    json.member("scoreError", number(error))
    let quantiles = Quantile.values(probabilities, of: samples).map { JSONValue($0) }
    json.members("scorePercentiles", zip(percentiles, quantiles).map { (key: $0, value: $1) })
    json.member("scoreUnit", unit(of: metric.description))
  }

  private static func number(_ value: Double?) -> JSONValue { value.map { JSONValue($0) } ?? "NaN" }

  /// `ns/op`; rates have no operation in their denominator.
  private static func unit(of metric: MetricDescription) -> String {
    let unit = metric.unit.rawValue
    switch metric.unit {
    case .nanoseconds, .bytes, .joules: return unit + "/op"
    case .count: return "#/op"
    default: return unit
    }
  }
}
