import PerformanceRecords

/// The units of a run's metrics in Go's text, each of one metric only.
struct GoUnits {
  private struct Key: Hashable {
    let name: String
    let unit: String

    init(_ metric: MetricDescription) { (name, unit) = (metric.name, metric.unit.rawValue) }
  }

  private var units: [Key: String] = [:]
  /// What describes each unit, in the order of the metrics.
  let lines: [String]

  /// The units of metrics, of which some are equal.
  init(_ metrics: [MetricDescription]) {
    var keys: [Key] = []
    var descriptions: [Key: [MetricDescription]] = [:]
    for metric in metrics {
      let key = Key(metric)
      if descriptions[key] == nil { keys.append(key) }
      descriptions[key, default: []].append(metric)
    }
    let names = keys.map { GoText.unit(of: descriptions[$0]?.first ?? MetricDescription(name: $0.name, unit: .count)) }
    units = Dictionary(zip(keys, names.madeDistinct { "\($0)#\($1)" })) { first, _ in first }
    lines = keys.map { [units] key in Self.line(units[key] ?? "", descriptions[key] ?? []) }
  }

  /// The unit of a metric.
  func unit(of metric: MetricDescription) -> String { units[Key(metric)] ?? GoText.unit(of: metric) }

  /// A property that benchmarks disagree about is left out: a reader refuses a second value.
  private static func line(_ unit: String, _ metrics: [MetricDescription]) -> String {
    let directions = Set(metrics.map(\.direction))
    let kinds = Set(metrics.map(\.kind))
    var fields = ["Unit", unit]
    if directions.count == 1 { fields.append("better=\(directions == [.lowerIsBetter] ? "lower" : "higher")") }
    if kinds == [.exact] { fields.append("assume=exact") }
    return fields.joined(separator: " ")
  }
}
