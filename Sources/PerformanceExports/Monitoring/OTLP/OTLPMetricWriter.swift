import PerformanceRecords

/// Writes families as metrics of OpenTelemetry.
///
/// States and info become sums that are not monotonic, as `specification/compatibility/prometheus_and_openmetrics.md`
/// converts them. Names are those that a receiver of Prometheus makes the names of the families of again.
struct OTLPMetricWriter {
  private let start: String
  private let end: String
  /// The labels of a push, on each point: a receiver keeps attributes of the resource apart from series.
  private let group: [OTLP.Attribute]

  init(_ run: ReportedRun) {
    let record = run.summary.record
    start = OTLP.nanoseconds(record.time ?? 0)
    end = OTLP.nanoseconds(record.end ?? record.time ?? 0)
    group = run.monitoringGroup.map { OTLP.Attribute($0.name, .string($0.value)) }
  }

  func write(_ family: MetricFamily, to json: inout JSONText) {
    let name = OTLPMetricName(family)
    json.object { json in
      json.member("name", name.name)
      json.member("description", family.help)
      if let unit = name.unit { json.member("unit", unit) }
      json.object(name.data) { json in
        if name.data != "gauge" { json.member("aggregationTemporality", Self.cumulative) }
        if name.data == "sum" { json.member("isMonotonic", family.kind == .counter) }
        json.array("dataPoints") { json in
          for series in family.series { write(series, of: family, named: name, to: &json) }
        }
      }
    }
  }

  /// `AGGREGATION_TEMPORALITY_CUMULATIVE`; Prometheus refuses the other one.
  private static let cumulative = 2

  private func write(
    _ series: MetricSeries, of family: MetricFamily, named name: OTLPMetricName, to json: inout JSONText
  ) {
    let own = series.labels.map { OTLP.Attribute(name.attribute($0.name), .string($0.value)) }
    let attributes = group.filter { label in !own.contains { $0.name == label.name } } + name.attributes + own
    switch series.content {
    case .number(let value, let exemplar):
      point(attributes, to: &json) { json in
        json.member("asDouble", value)
        write([exemplar], to: &json)
      }
    case .states(let states):
      for state in states {
        point(attributes + [OTLP.Attribute(family.name, .string(state.name))], to: &json) { json in
          json.member("asDouble", state.holds ? 1.0 : 0.0)
        }
      }
    case .histogram(let histogram):
      point(attributes, to: &json) { json in
        json.member("count", String(histogram.count))
        json.member("sum", histogram.sum)
        json.array("bucketCounts") { json in for count in histogram.counts { json.element(String(count)) } }
        json.array("explicitBounds") { json in for bound in histogram.bounds { json.element(bound) } }
        write(histogram.exemplars, to: &json)
      }
    // Histories are for files of Prometheus.
    case .timed: break
    }
  }

  private func point(
    _ attributes: [OTLP.Attribute], to json: inout JSONText, _ value: (inout JSONText) -> Void
  ) {
    json.object { json in
      OTLP.write(attributes, to: &json)
      json.member("startTimeUnixNano", start)
      json.member("timeUnixNano", end)
      value(&json)
    }
  }

  private func write(_ exemplars: [MetricExemplar?], to json: inout JSONText) {
    let exemplars = exemplars.compactMap { $0 }
    guard !exemplars.isEmpty else { return }
    json.array("exemplars") { json in
      for exemplar in exemplars {
        json.object { json in
          json.array("filteredAttributes") { json in
            for label in exemplar.labels where label.name != "trace_id" {
              json.object { json in
                json.member("key", label.name)
                json.object("value") { $0.member("stringValue", label.value) }
              }
            }
          }
          json.member("timeUnixNano", OTLP.nanoseconds(exemplar.time))
          json.member("asDouble", exemplar.value)
          if let trace = exemplar.labels.first(where: { $0.name == "trace_id" }) { json.member("traceId", trace.value) }
        }
      }
    }
  }
}

/// The name of a family in OpenTelemetry, and the names of its attributes.
struct OTLPMetricName {
  /// The name, such as `perf.bench.duration`.
  let name: String
  /// The unit by UCUM; `nil` for a plain number.
  let unit: String?
  /// `gauge`, `sum` or `histogram`.
  let data: String
  /// Attributes of all points.
  let attributes: [OTLP.Attribute]
  private let renamed: [String: String]

  init(_ family: MetricFamily) {
    unit = family.unit.map { Self.units[$0] ?? $0 }
    if let hardware = Self.hardware[family.name] {
      name = hardware.name
      attributes = [OTLP.Attribute("hw.type", .string("gpu"))]
      renamed = ["gpu": "hw.id"].merging(hardware.kind.map { ["kind": $0] } ?? [:]) { first, _ in first }
      data = hardware.data
      return
    }
    var own = family.name
    if let unit = family.unit { own = String(own.dropLast(unit.utf8.count + 1)) }
    if family.kind == .info { own += "_info" }
    // `perf_bench_peak_memory` is `perf.bench.peak_memory`.
    let parts = own.split(separator: "_", maxSplits: 2).map(String.init)
    name = parts.joined(separator: ".")
    attributes = []
    renamed = [:]
    data =
      switch family.kind {
      case .gauge: "gauge"
      case .counter, .info, .stateset: "sum"
      case .histogram: "histogram"
      }
  }

  /// The name of the attribute of a label.
  func attribute(_ label: String) -> String { renamed[label] ?? label }

  private static let units = [
    "seconds": "s", "bytes": "By", "ratio": "1", "hertz": "Hz", "joules": "J",
  ]

  /// Families that the semantic conventions for hardware have names for (semantic-conventions, docs/hardware/gpu.md).
  private static let hardware: [String: (name: String, data: String, kind: String?)] = [
    "perf_gpu_utilization_ratio": ("hw.gpu.utilization", "gauge", "hw.gpu.task"),
    "perf_gpu_memory_used_bytes": ("hw.gpu.memory.usage", "sum", nil),
    "perf_gpu_energy_joules": ("hw.energy", "sum", nil),
  ]
}
