import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

/// The documents are read by the programs that they are for.
@Suite("Readers of metrics", .timeLimit(.minutes(60)))
struct MonitoringReaderTests {
  private static let promtool = ForeignReader.program("promtool")
  private static let prometheus = ForeignReader.program("prometheus")
  private static let client = ForeignReader.python(with: "prometheus_client")
  private static let openTelemetry = ForeignReader.python(
    with: "google.protobuf", "opentelemetry.proto.trace.v1.trace_pb2")
  private static let absentPromtool: Comment = "promtool is not installed"
  private static let absentClient: Comment = "Python has no prometheus_client (READER_PYTHON)"

  /// A red run, one with a GPU, one without anything, and one of 12 benchmarks.
  private static let runs = [
    MonitoringExample.run(), MonitoringExample.gpuRun(), ReportedRun(MonitoringExample.summary([])),
    ReportedExample.run(),
  ]

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ reader: ForeignReader?, _ arguments: String...) throws -> String {
    let outcome = try #require(reader).run(arguments, in: folder.url)
    #expect(outcome.ending == .exited(0), "\(outcome.text)")
    return outcome.text
  }

  private static func script(_ name: String) throws -> String {
    try #require(Bundle.module.url(forResource: "Fixtures/Monitoring/\(name)", withExtension: "py")).path
  }

  // MARK: - Prometheus

  @Test(
    "promtool's lint has nothing against the metrics", .enabled(if: promtool != nil, absentPromtool),
    arguments: runs.indices)
  func lint(index: Int) throws {
    let file = try folder.write(try PrometheusExporter.text(of: Self.runs[index]), to: "run.prom")
    #expect(try read(ForeignReader(executable: "/bin/sh"), "-c", "promtool check metrics < \(file.path)").isEmpty)
  }

  @Test(
    "promtool accepts the rules, and the queries of the dashboard as rules",
    .enabled(if: promtool != nil, absentPromtool), arguments: runs.indices)
  func rules(index: Int) throws {
    var run = Self.runs[index]
    try folder.write(try PrometheusRulesExporter.text(of: run), to: "rules.yml")
    #expect(try read(Self.promtool, "check", "rules", "rules.yml").contains("SUCCESS"))
    let queries = try GrafanaTests.expressions(run).enumerated().map {
      "      - record: x\($0)\n        expr: \(PrometheusRuleFile.quoted($1))\n"
    }
    try folder.write("groups:\n  - name: queries\n    rules:\n" + queries.joined(), to: "queries.yml")
    #expect(try read(Self.promtool, "check", "rules", "queries.yml").contains("SUCCESS"))
    // A branch may have any name.
    run.history = ReportedExample.run(benchmarks: 1, runs: 1).history.map { history in
      var axis = history.axis
      axis.branch = "a\"b\\c\nd\t{{ e }}\u{7F}é"
      return ReportedHistory(axis: axis, period: history.period, trends: history.trends)
    }
    try folder.write(try PrometheusRulesExporter.text(of: run), to: "rules.yml")
    #expect(try read(Self.promtool, "check", "rules", "rules.yml").contains("SUCCESS"))
  }

  @Test(
    "A red run, a stale one and an absent one fire alerts with what they name",
    .enabled(if: promtool != nil, absentPromtool))
  func alerts() throws {
    try folder.write(try PrometheusRulesExporter.text(of: MonitoringExample.run()), to: "rules.yml")
    let test = try #require(Bundle.module.url(forResource: "Fixtures/Monitoring/alerts", withExtension: "yml"))
    try FileManager.default.copyItem(at: test, to: folder.file("alerts.yml"))
    #expect(try read(Self.promtool, "test", "rules", "alerts.yml").contains("SUCCESS"))
  }

  @Test(
    "A Prometheus that is filled from the history answers with the numbers of its runs",
    .enabled(if: promtool != nil && prometheus != nil, "prometheus and promtool are not installed"))
  func history() async throws {
    let run = ReportedExample.run(benchmarks: 12, runs: 60)
    try folder.write(try OpenMetricsHistoryExporter.text(of: run), to: "history.txt")
    _ = try read(
      Self.promtool, "tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=8760h", "history.txt", "data")
    try folder.write("global: {}\n", to: "prometheus.yml")
    let folder = folder
    let server = try await ForeignServer(try #require(Self.prometheus)) { address in
      [
        "--config.file=\(folder.file("prometheus.yml").path)", "--storage.tsdb.path=\(folder.file("data").path)",
        "--storage.tsdb.retention.time=30y", "--web.listen-address=\(address)", "--log.level=error",
      ]
    }
    let history = try #require(run.history)
    let trend = try #require(history.trends.first { $0.metric.name == "wallClock" })
    let selector =
      #"perf_bench_duration_seconds{bench="\#(trend.benchmark?.description ?? "")",machine="epyc",job="perftest"}"#
    for position in [0, 30, 59] {
      let time = try #require(history.axis.positions[position].time)
      let query = try #require(selector.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
      let answer = try JSONDecoder().decode(
        Answer.self, from: Data(try server.text("/api/v1/query?query=\(query)&time=\(Int(time))").utf8))
      #expect(answer.data.result.count == 1)
      #expect(answer.data.result.first?.number == trend.values[position] / 1e9)
    }
  }

  /// An answer of Prometheus to an instant query: pairs of a time and the text of a number.
  private struct Answer: Decodable {
    let data: Body

    struct Body: Decodable { let result: [Sample] }

    struct Sample: Decodable {
      let number: Double?

      private enum Key: CodingKey { case value }

      init(from decoder: any Decoder) throws {
        var pair = try decoder.container(keyedBy: Key.self).nestedUnkeyedContainer(forKey: .value)
        _ = try pair.decode(Double.self)
        number = Double(try pair.decode(String.self))
      }
    }
  }

  // MARK: - Clients

  @Test(
    "The reference parser of OpenMetrics, and that of Prometheus' format, read back every sample",
    .enabled(if: client != nil, absentClient), arguments: runs.indices)
  func parsed(index: Int) throws {
    let run = Self.runs[index]
    try compare(try OpenMetricsExporter.text(of: run), with: run.metricFamilies, "openmetrics")
    try compare(try PrometheusExporter.text(of: run), with: run.metricFamilies, "prometheus")
    try compare(try OpenMetricsHistoryExporter.text(of: run), with: run.historyFamilies, "openmetrics")
  }

  @Test(
    "Names with every character that has a meaning in the syntaxes are read back as they are",
    .enabled(if: client != nil, absentClient))
  func hostile() throws {
    let families = HostileMetrics.families(labels: 4_000, seed: 1)
    for (name, syntax) in [("openmetrics", MetricText.Syntax.openMetrics), ("prometheus", .prometheus)] {
      try compare(MetricText.document(try MetricExposition(families), in: syntax), with: families, name)
    }
  }

  private func compare(_ text: String, with families: [MetricFamily], _ syntax: String) throws {
    let document = try folder.write(text, to: "document")
    let list = try folder.write(MetricDump.lines(of: families).map { $0 + "\n" }.joined(), to: "list")
    _ = try read(Self.client, try Self.script("read_metrics"), syntax, document.path, list.path)
  }

  // MARK: - OpenTelemetry

  @Test(
    "The schema of OpenTelemetry accepts metrics, logs and traces",
    .enabled(if: openTelemetry != nil, "Python has no opentelemetry-proto (READER_PYTHON)"), arguments: runs.indices)
  func schema(index: Int) throws {
    let run = Self.runs[index]
    try check(OTLPMetricsExporter.text(of: run), "metrics")
    try check(OTLPLogsExporter.text(of: run), "logs")
    try check(OTLPTracesExporter.text(of: run), "trace")
  }

  @Test(
    "Names with every character that has a meaning in JSON are read back as they are",
    .enabled(if: openTelemetry != nil, "Python has no opentelemetry-proto (READER_PYTHON)"))
  func hostileAttributes() throws {
    var random = SplitMix64(seed: 4)
    let names = (0..<200).map { _ in HostileName.next(&random) }
    let run = ReportedExample.run(benchmarks: names.count, runs: 1, names: names)
    let texts = try check(OTLPMetricsExporter.text(of: run), "metrics")
    for (name, index) in zip(names, names.indices) where index != 2 {
      let id = BenchmarkID(
        module: "ShopTests", suite: ["Cart\(index / 10)"], test: name, label: index % 3 == 2 ? "10 items" : nil)
      #expect(texts.contains(MetricDump.hex(id.description)) || names.filter { $0 == name }.count > 1)
    }
  }

  @discardableResult
  private func check(_ text: String, _ signal: String) throws -> Set<String> {
    let document = try folder.write(text, to: "document.json")
    let answer = try read(Self.openTelemetry, try Self.script("read_otlp"), signal, document.path)
    return Set(answer.split(separator: "\n").map(String.init))
  }
}
