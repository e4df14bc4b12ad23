import PerformanceRecords
import PerformanceSystem

/// A run in the Bencher Metric Format (bencher.dev/bmf.json), which `bencher run --adapter json` reads.
///
/// A value is the median of the sessions; the lower and upper values are the least and the greatest session. The time
/// is Bencher's measure `latency`, the rate its `throughput`; other metrics are measures with their own names.
package enum BencherExporter: Exporter {
  package static let name = "bencher"
  package static let abstract = "the metrics in the Bencher Metric Format"

  private static let longestName = 1_024
  private static let longestMeasure = 64

  package static func text(of reported: ReportedRun) -> String {
    let benchmarks = reported.measuredBenchmarks
    let names = benchmarks.map { shortened($0.name, to: longestName) }.madeDistinct { "\($0) (\($1))" }
    let members = zip(names, benchmarks).map { ($0, JSONValue.object(measures(of: $1))) }
    return JSONText.document(.object(Dictionary(members) { first, _ in first }))
  }

  private static func measures(of benchmark: MeasuredBenchmark) -> [String: JSONValue] {
    let names = benchmark.metrics.map { slug($0.description.name) }.madeDistinct { "\($0)-\($1)" }
    let values = benchmark.metrics.map { metric -> JSONValue in
      let bests = metric.bests
      return .members([
        "value": JSONValue(metric.value), "lower_value": bests.min().map { JSONValue($0) },
        "upper_value": bests.max().map { JSONValue($0) },
      ])
    }
    return Dictionary(zip(names, values)) { first, _ in first }
  }

  /// The name of a measure as Bencher's slugs are written: `allocated-bytes`.
  private static func slug(_ metric: String) -> String {
    if metric == MetricDescription.wallClock { return "latency" }
    var slug = ""
    for scalar in metric.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": slug.unicodeScalars.append(scalar)
      case "A"..."Z": slug += (slug.isEmpty || slug.hasSuffix("-") ? "" : "-") + scalar.properties.lowercaseMapping
      default: if !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
      }
    }
    if slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? "metric-" + FileName.hash(metric) : shortened(slug, to: longestMeasure - 4)
  }

  /// A text whose bytes are too many, cut at its end and with a hash of the whole.
  private static func shortened(_ text: String, to bytes: Int) -> String {
    guard text.utf8.count > bytes else { return text }
    let hash = "-" + FileName.hash(text)
    var kept = ""
    for scalar in text.unicodeScalars {
      guard kept.utf8.count + hash.utf8.count + UTF8.width(scalar) <= bytes else { break }
      kept.unicodeScalars.append(scalar)
    }
    return kept + hash
  }
}
