import PerformanceExports

/// Families as a JSON document, with the same names, labels and values as the text formats.
///
/// `{"families": [{"name", "type", "unit"?, "help", "series": [{"labels": {…}, …}]}]}`. A series has a `value`, or
/// `buckets` with `count` and `sum`, or `states`. The name is that of OpenMetrics, without `_total`; the bound of the last
/// bucket is `"Infinity"`.
enum MetricJSON {
  static func document(_ exposition: MetricExposition) -> String {
    JSONText.document(.indented) { json in
      json.array("families") { json in
        for family in exposition.families { json.object { write(family, to: &$0) } }
      }
    }
  }

  private static func write(_ family: MetricFamily, to json: inout JSONText) {
    json.member("name", family.name)
    json.member("type", family.kind.rawValue)
    if let unit = family.unit { json.member("unit", unit) }
    json.member("help", family.help)
    json.array("series") { json in
      for series in family.series { json.object { write(series, to: &$0) } }
    }
  }

  private static func write(_ series: MetricSeries, to json: inout JSONText) {
    json.object("labels") { json in
      for label in series.labels { json.member(label.name, label.value) }
    }
    switch series.content {
    case .number(let value, _): json.member("value", value)
    case .timed(let numbers): if let last = numbers.last { json.member("value", last.value) }
    case .histogram(let histogram):
      json.array("buckets") { json in
        var count = 0
        for (bound, own) in zip(histogram.bounds + [.infinity], histogram.counts) {
          count += own
          json.object { json in
            json.member("le", bound)
            json.member("count", count)
          }
        }
      }
      json.member("count", histogram.count)
      json.member("sum", histogram.sum)
    case .states(let states):
      json.object("states") { json in
        for state in states { json.member(state.name, state.holds) }
      }
    }
  }
}
