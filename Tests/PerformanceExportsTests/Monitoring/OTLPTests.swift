import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("Documents of OpenTelemetry")
struct OTLPTests {
  private static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// The elements of a document of one resource and one scope.
  private static func elements(_ text: String, _ path: String...) throws -> [[String: Any]] {
    var current = try object(text)
    for name in path.dropLast() { current = try #require((current[name] as? [[String: Any]])?.first) }
    return try #require(current[path[path.count - 1]] as? [[String: Any]])
  }

  private static func spans(_ run: ReportedRun) throws -> [[String: Any]] {
    try elements(OTLPTracesExporter.text(of: run), "resourceSpans", "scopeSpans", "spans")
  }

  private static func attributes(_ element: [String: Any]) -> [String: String] {
    let list = element["attributes"] as? [[String: Any]] ?? []
    return Dictionary(
      list.compactMap { entry in
        guard let key = entry["key"] as? String, let value = entry["value"] as? [String: Any] else { return nil }
        return (key, value.values.map { "\($0)" }.joined())
      }, uniquingKeysWith: { first, second in "\(first) and \(second)" })
  }

  @Test("Spans nest: a run has suites, these have benchmarks, and these have passes of both builds")
  func nesting() throws {
    let spans = try Self.spans(MonitoringExample.run())
    let ids = spans.compactMap { $0["spanId"] as? String }
    #expect(Set(ids).count == ids.count && ids.allSatisfy { $0.utf8.count == 16 })
    #expect(Set(spans.compactMap { $0["traceId"] as? String }).count == 1)
    let names = Dictionary(uniqueKeysWithValues: zip(ids, spans.compactMap { $0["name"] as? String }))
    func path(_ span: [String: Any]) -> String {
      let own = span["name"] as? String ?? ""
      guard let parent = span["parentSpanId"] as? String,
        let outer = spans.first(where: { $0["spanId"] as? String == parent })
      else { return own }
      return path(outer) + " > " + own
    }
    #expect(names.count == spans.count)
    #expect(
      spans.map(path) == [
        "gate", "gate > Shop.Cart/Totals", "gate > Shop",
        "gate > Shop.Cart/Totals > Cart/Totals/sum(of:)/10 items", "gate > Shop > parse()",
        "gate > Shop.Cart/Totals > Cart/Totals/sum(of:)/10 items > timing",
        "gate > Shop.Cart/Totals > Cart/Totals/sum(of:)/10 items > timing (base)", "gate > Shop > parse() > timing",
      ])
    for span in spans {
      let outer = spans.first { $0["spanId"] as? String == span["parentSpanId"] as? String } ?? span
      let time = { (span: [String: Any], key: String) in (span[key] as? String).flatMap(UInt64.init) ?? 0 }
      #expect(time(outer, "startTimeUnixNano") <= time(span, "startTimeUnixNano"))
      #expect(time(span, "endTimeUnixNano") <= time(outer, "endTimeUnixNano"))
      #expect(time(span, "startTimeUnixNano") < time(span, "endTimeUnixNano"))
    }
  }

  @Test("A red benchmark is an error with its sentence, and so is its run")
  func errors() throws {
    let spans = try Self.spans(MonitoringExample.run())
    let failed = spans.filter { ($0["status"] as? [String: Any])?["code"] as? Int == 2 }
    #expect(failed.compactMap { $0["name"] as? String } == ["gate", "Cart/Totals/sum(of:)/10 items"])
    let message = (failed.last?["status"] as? [String: Any])?["message"] as? String
    #expect(message?.contains("80.0 ns → 100 ns") == true)
  }

  @Test("A span that started the run encloses it, and one that the specification calls invalid does not")
  func traceParent() throws {
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    let root = try #require(try Self.spans(MonitoringExample.run(traceParent: "00-\(trace)-00f067aa0ba902b7-01")).first)
    #expect(root["traceId"] as? String == trace && root["parentSpanId"] as? String == "00f067aa0ba902b7")
    let own = try #require(try Self.spans(MonitoringExample.run()).first)
    let zeros = String(repeating: "0", count: 32)
    let invalid = [
      "", "00", "00-\(zeros)-00f067aa0ba902b7-01", "00-\(trace)-0000000000000000-01", "ff-\(trace)-00f067aa0ba902b7-01",
      "00-\(trace.uppercased())-00f067aa0ba902b7-01", "00-\(trace)-00f067aa0ba902b7-01-x",
      "00-\(trace)-00f067aa0ba902b-01",
    ]
    for text in invalid {
      let root = try #require(try Self.spans(MonitoringExample.run(traceParent: text)).first)
      #expect(root["traceId"] as? String == own["traceId"] as? String && root["parentSpanId"] == nil, "\(text)")
    }
    let later = try #require(
      try Self.spans(MonitoringExample.run(traceParent: "01-\(trace)-00f067aa0ba902b7-01-more")).first)
    #expect(later["traceId"] as? String == trace)
  }

  @Test("Identifiers depend on the run alone, and those of other runs differ")
  func identifiers() throws {
    func ids(_ run: String) throws -> Set<String> {
      let events = Example.events([], sessions: [Example.session(Example.id)]).map { event in
        RunEvent(sequence: event.sequence, time: event.time, run: run, event.body)
      }
      let record = RunRecord(events)
      let spans = try Self.spans(ReportedRun(MonitoringExample.summary(of: record)))
      return Set(spans.flatMap { [$0["traceId"], $0["spanId"]].compactMap { $0 as? String } })
    }
    #expect(try ids("a") == ids("a"))
    let all = try (0..<500).map { try ids("run\($0)") }
    #expect(all.reduce(into: Set()) { $0.formUnion($1) }.count == all.reduce(0) { $0 + $1.count })
  }

  @Test("A log record of a benchmark belongs to its span, and one of a missing benchmark to that of the run")
  func correlation() throws {
    let run = MonitoringExample.run()
    let spans = try Self.spans(run)
    let logs = try Self.elements(OTLPLogsExporter.text(of: run), "resourceLogs", "scopeLogs", "logRecords")
    #expect(logs.compactMap { $0["severityNumber"] as? Int } == [17, 17, 9, 17])
    let names = logs.map { log in
      spans.first { $0["spanId"] as? String == log["spanId"] as? String }?["name"] as? String ?? "none"
    }
    #expect(names == ["gate", "Cart/Totals/sum(of:)/10 items", "parse()", "gate"])
    #expect(Self.attributes(logs[1])["code.file.path"] == "Sources//home/me/app/PerfTests/JSON.swift")
  }

  @Test("The branch and the machine of a push are on each point, and no attribute is there twice")
  func attributes() throws {
    let metrics = try Self.elements(
      OTLPMetricsExporter.text(of: MonitoringExample.run()), "resourceMetrics", "scopeMetrics", "metrics")
    for metric in metrics {
      let data = try #require(["gauge", "sum", "histogram"].compactMap { metric[$0] as? [String: Any] }.first)
      for point in try #require(data["dataPoints"] as? [[String: Any]]) {
        let attributes = Self.attributes(point)
        #expect(attributes["branch"] == "feature/x" && attributes["machine"] != nil, "\(metric["name"] ?? "")")
        #expect(!attributes.values.contains { $0.contains(" and ") })
      }
    }
  }

  @Test("A histogram has one count more than bounds, whose sum is its count")
  func histogram() throws {
    let metrics = try Self.elements(
      OTLPMetricsExporter.text(of: MonitoringExample.run()), "resourceMetrics", "scopeMetrics", "metrics")
    let histogram = try #require(
      metrics.first { $0["name"] as? String == "perf.bench.worsening" }?["histogram"] as? [String: Any])
    #expect(histogram["aggregationTemporality"] as? Int == 2)
    for point in try #require(histogram["dataPoints"] as? [[String: Any]]) {
      let counts = try #require(point["bucketCounts"] as? [String]).compactMap(Int.init)
      #expect(counts.count == (point["explicitBounds"] as? [Double])?.count.advanced(by: 1))
      #expect(point["count"] as? String == String(counts.reduce(0, +)))
    }
  }

  @Test("Names are those from which Prometheus makes the names of the families again")
  func names() throws {
    let metrics = try Self.elements(
      OTLPMetricsExporter.text(of: MonitoringExample.run()), "resourceMetrics", "scopeMetrics", "metrics")
    let units = ["s": "_seconds", "By": "_bytes", "1": "_ratio", "Hz": "_hertz", "J": "_joules"]
    let names = try metrics.map { metric in
      let name = try #require(metric["name"] as? String).replacing(".", with: "_")
      let isCounter = (metric["sum"] as? [String: Any])?["isMonotonic"] as? Bool == true
      return name + (units[metric["unit"] as? String ?? ""] ?? "") + (isCounter ? "_total" : "")
    }
    let text = try PrometheusExporter.text(of: MonitoringExample.run())
    let types = MonitoringExample.lines(of: text, beginning: "# TYPE").map { String($0.split(separator: " ")[2]) }
    #expect(names == types.filter { $0 != "perf_target_info" })
  }

  @Test(
    "What a collector did not keep is a warning",
    arguments: [
      ("{}", nil), ("", nil), ("no JSON", nil), (#"{"partialSuccess":{}}"#, nil),
      (#"{"partialSuccess":{"rejectedDataPoints":"0"}}"#, nil),
      (#"{"partialSuccess":{"rejectedDataPoints":"3","errorMessage":"too old"}}"#, "3 data points rejected: too old"),
      (#"{"partialSuccess":{"rejectedLogRecords":7}}"#, "7 log records rejected"),
      (#"{"partialSuccess":{"rejectedSpans":"1"}}"#, "1 spans rejected"),
      (#"{"partialSuccess":{"errorMessage":"use \u001b gzip"}}"#, #"use \u{1b} gzip"#),
    ])
  func partialSuccess(answer: String, warning: String?) throws {
    #expect(try #require(OTLPMetricsExporter.delivery).warning(answer) == warning)
  }
}
