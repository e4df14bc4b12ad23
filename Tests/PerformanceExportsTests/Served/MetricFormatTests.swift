import Foundation
import PerformanceExports
import PerformanceMetrics
import PerformanceTestSupport
import Testing

@Suite("Formats of metrics")
struct MetricFormatTests {
  @Test(
    "A scraper gets the format that it prefers",
    arguments: [
      (nil, MetricFormat.prometheus), ("", .prometheus), ("*/*", .prometheus), ("text/html", .prometheus),
      ("text/plain;version=0.0.4", .prometheus), ("application/openmetrics-text", .openmetrics),
      ("application/json", .json), ("application/openmetrics-text;q=0", .prometheus),
      ("text/plain;q=0.5, application/openmetrics-text;version=1.0.0;q=0.6", .openmetrics),
      ("application/openmetrics-text; version=2.0.0", .prometheus),
      ("APPLICATION/OPENMETRICS-TEXT ; VERSION=1.0.0", .openmetrics),
      ("application/json;q=x, application/openmetrics-text", .openmetrics),
      // Prometheus 2.42 and 3.
      (
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
          + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1", .openmetrics
      ),
      (
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
          + "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.2,"
          + "*/*;q=0.1", .openmetrics
      ),
    ] as [(String?, MetricFormat)])
  func negotiation(accept: String?, format: MetricFormat) {
    #expect(MetricFormat(accept: accept) == format)
  }

  /// A family of each kind.
  private static let families = [
    MetricFamily("a", .info, help: "A.", series: [MetricSeries([MetricLabel("x", "\"\\\n")], 1)]),
    MetricFamily("b", .counter, help: "B.", series: [MetricSeries([], 1.5e6)]),
    MetricFamily("c_ratio", .gauge, unit: "ratio", help: "C.", series: [MetricSeries([], .infinity)]),
    MetricFamily(
      "d_seconds", .histogram, unit: "seconds", help: "D.",
      series: [MetricSeries([], .histogram(MetricHistogram(bounds: [0.5, 1], counts: [1, 0, 2], sum: 7.25)))]),
    MetricFamily(
      "e", .stateset, help: "E.",
      series: [MetricSeries([], .states([MetricState("on", holds: true), MetricState("off", holds: false)]))]),
  ]

  @Test("Every kind is written in every format")
  func kinds() throws {
    #expect(
      try MetricFormat.prometheus.text(of: Self.families) == #"""
        # HELP a_info A.
        # TYPE a_info gauge
        a_info{x="\"\\\n"} 1
        # HELP b_total B.
        # TYPE b_total counter
        b_total 1.5e+06
        # HELP c_ratio C.
        # TYPE c_ratio gauge
        c_ratio +Inf
        # HELP d_seconds D.
        # TYPE d_seconds histogram
        d_seconds_bucket{le="0.5"} 1
        d_seconds_bucket{le="1.0"} 1
        d_seconds_bucket{le="+Inf"} 3
        d_seconds_count 3
        d_seconds_sum 7.25
        # HELP e E.
        # TYPE e gauge
        e{e="on"} 1
        e{e="off"} 0

        """#)
    #expect(
      try MetricFormat.openmetrics.text(of: Self.families) == #"""
        # TYPE a info
        # HELP a A.
        a_info{x="\"\\\n"} 1
        # TYPE b counter
        # HELP b B.
        b_total 1.5e+06
        # TYPE c_ratio gauge
        # UNIT c_ratio ratio
        # HELP c_ratio C.
        c_ratio +Inf
        # TYPE d_seconds histogram
        # UNIT d_seconds seconds
        # HELP d_seconds D.
        d_seconds_bucket{le="0.5"} 1
        d_seconds_bucket{le="1.0"} 1
        d_seconds_bucket{le="+Inf"} 3
        d_seconds_count 3
        d_seconds_sum 7.25
        # TYPE e stateset
        # HELP e E.
        e{e="on"} 1
        e{e="off"} 0
        # EOF

        """#)
    #expect(
      try MetricFormat.json.text(of: [Self.families[0], Self.families[3]]) == #"""
        {
          "families": [
            {
              "name": "a",
              "type": "info",
              "help": "A.",
              "series": [
                {
                  "labels": {
                    "x": "\"\\\n"
                  },
                  "value": 1
                }
              ]
            },
            {
              "name": "d_seconds",
              "type": "histogram",
              "unit": "seconds",
              "help": "D.",
              "series": [
                {
                  "labels": {},
                  "buckets": [
                    {
                      "le": 0.5,
                      "count": 1
                    },
                    {
                      "le": 1,
                      "count": 1
                    },
                    {
                      "le": "Infinity",
                      "count": 3
                    }
                  ],
                  "count": 3,
                  "sum": 7.25
                }
              ]
            }
          ]
        }

        """#)
  }

  @Test("JSON has every sample of the text")
  func sameContent() throws {
    let package = try ServedPackage()
    try package.write(run: 1, [Example.same(Example.id("a()")), ServedPackage.exceeded("sum()")])
    try package.log([ServedPackage.command("gate", seconds: 1)])
    let families = package.collector().families() + Self.families
    let document = try JSONDecoder().decode(Document.self, from: Data(try MetricFormat.json.text(of: families).utf8))
    #expect(document.families.flatMap(\.samples).sorted() == MetricDump.lines(of: families))
  }
}

/// The JSON document, as another program reads it.
private struct Document: Decodable {
  let families: [Family]

  struct Family: Decodable {
    let name: String
    let type: String
    let series: [Series]

    /// The samples as ``MetricDump`` has them.
    var samples: [String] {
      let suffix = ["counter": "_total", "info": "_info"][type] ?? ""
      return series.flatMap { series in
        func line(_ suffix: String, _ value: Double, _ more: [String: String] = [:]) -> String {
          let labels = series.labels.merging(more) { first, _ in first }
          let texts = labels.map { "\(MetricDump.hex($0.key))=\(MetricDump.hex($0.value))" }.sorted()
          return "\(name)\(suffix) \(texts.joined(separator: ",")) \(String(value.bitPattern, radix: 16))"
        }
        var lines: [String] = []
        if let value = series.value { lines.append(line(suffix, value.number)) }
        for (state, holds) in series.states ?? [:] { lines.append(line("", holds ? 1 : 0, [name: state])) }
        for bucket in series.buckets ?? [] {
          let bound = bucket.le.number == .infinity ? "+Inf" : "\(bucket.le.number)"
          lines.append(line("_bucket", bucket.count, ["le": bound]))
        }
        if let count = series.count { lines.append(line("_count", count)) }
        if let sum = series.sum { lines.append(line("_sum", sum)) }
        return lines
      }
    }
  }

  struct Series: Decodable {
    let labels: [String: String]
    let value: Number?
    let states: [String: Bool]?
    let buckets: [Bucket]?
    let count: Double?
    let sum: Double?
  }

  struct Bucket: Decodable {
    let le: Number
    let count: Double
  }

  struct Number: Decodable {
    let number: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      number =
        try (try? container.decode(Double.self)) ?? (container.decode(String.self) == "Infinity" ? .infinity : .nan)
    }
  }
}
