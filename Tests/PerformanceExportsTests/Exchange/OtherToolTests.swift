import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("Files for other benchmark tools")
struct OtherToolTests {
  private static let shapeReader = PythonReader("json_shape.py")
  private static let jsonschema = PythonReader("json_schema.py", with: "jsonschema")

  @Test(
    "They have all keys of a file that the tool itself wrote, with the same types",
    .enabled(if: shapeReader != nil, "Python is not installed"),
    arguments: [
      ("google-benchmark", "google-benchmark-1.7.1.json", ["run_type"]), ("hyperfine", "hyperfine-1.15.0.json", []),
    ])
  func shape(name: String, file: String, kind: [String]) throws {
    let format = try #require(ExportFormat(named: name))
    let real = Fixture.file("Exchange/" + file).path
    // Without a benchmark of one session, whose standard deviation no tool has.
    let document = try format.text(of: ReportedExample.run())
    let reader = try #require(Self.shapeReader)
    if let kind = kind.first { try reader.read(document, real, kind) } else { try reader.read(document, real) }
  }

  @Test(
    "They are valid by the tool's schema", .enabled(if: jsonschema != nil, "jsonschema is not installed"),
    arguments: ["bencher", "speedscope"])
  func schema(name: String) throws {
    let format = try #require(ExportFormat(named: name))
    let schema = Fixture.file("Exchange/\(name).schema.json").path
    for run in [SmallRun.reported, ReportedExample.run(), HostileRun.run(HostileText.some(200))] {
      try #require(Self.jsonschema).read(try format.text(of: run), schema)
    }
  }

  private struct Google: Decodable {
    struct Entry: Decodable {
      var name: String
      var run_type: String
      var aggregate_name: String?
      var iterations: Int
      var real_time: Double
    }
    var benchmarks: [Entry]
  }

  @Test("A session is a repetition of Google Benchmark, and aggregates are those of the repetitions")
  func google() throws {
    let text = GoogleBenchmarkExporter.text(of: SmallRun.reported)
    let entries = try JSONDecoder().decode(Google.self, from: Data(text.utf8)).benchmarks.filter {
      $0.name.hasPrefix("ShopTests.Cart/add()")
    }
    #expect(entries.map(\.real_time).prefix(4) == [130, 134, 132, 132])
    #expect(entries.map(\.aggregate_name) == [nil, nil, "mean", "median", "stddev", "cv"])
    #expect(entries.map(\.iterations) == [3_000, 2_000, 2, 2, 2, 2])
    #expect(abs(entries[4].real_time - 8.0.squareRoot()) < 1e-12)
  }

  @Test("A custom metric with the name of a key of Google Benchmark does not replace it")
  func reservedKey() throws {
    let iterations = MetricDescription(name: "iterations", unit: .count)
    let session = BenchmarkSession(
      id: Example.id, location: Example.location, iterations: 5,
      readings: [MetricReading(Example.wallClock, values: [1]), MetricReading(iterations, values: [77])])
    let run = ReportedRun(RunSummary(RunRecord(Example.events([], sessions: [session])), redRule: .local))
    let text = GoogleBenchmarkExporter.text(of: run)
    #expect(text.contains(#""iterations": 5,"#) && text.contains(#""metric.iterations": 77,"#))
  }

  private struct JMH: Decodable {
    struct Metric: Decodable {
      var score: Double
      var rawData: [[Double]]
      var scoreUnit: String
    }
    var benchmark: String
    var mode: String
    var primaryMetric: Metric
  }

  @Test("JMH gets all samples, a fork for each session; without a time the first metric is the primary one")
  func jmh() throws {
    let hits = BenchmarkSession(
      id: Example.id, location: Example.location, iterations: 1,
      readings: [MetricReading(Example.hits, values: [3, 5])])
    let run = ReportedRun(
      RunSummary(RunRecord(SmallRun.events + [RunEvent(.session(.init(round: 1, session: hits)))]), redRule: .local))
    let entries = try JSONDecoder().decode([JMH].self, from: Data(JMHExporter.text(of: run).utf8))
    #expect(
      entries.map(\.benchmark) == [
        "CatalogTests.Catalog.decode()", "ShopTests.Cart.Totals.sum(of:)", "ShopTests.Cart.add()",
      ])
    #expect(entries.map(\.mode) == ["thrpt", "avgt", "avgt"])
    #expect(entries[0].primaryMetric.score == 4)
    #expect(entries[2].primaryMetric.rawData == [[131, 130, 132.5], [134, 135.25]])
    #expect(abs(entries[2].primaryMetric.score - 132.55) < 1e-9 && entries[2].primaryMetric.scoreUnit == "ns/op")
  }

  private struct Action: Decodable {
    var name: String
    var unit: String
    var value: Double
    var range: String?
  }

  @Test("A file for github-action-benchmark has metrics of one direction, each with a name of its own")
  func action() throws {
    let run = HostileRun.run(Array(Set(HostileText.some(200))))
    func entries(_ format: String) throws -> [Action] {
      try JSONDecoder().decode([Action].self, from: Data(try #require(ExportFormat(named: format)).text(of: run).utf8))
    }
    let (smaller, bigger) = (try entries("github-action-benchmark"), try entries("github-action-benchmark-bigger"))
    let count = run.measuredCount
    #expect(smaller.count + bigger.count == 2 * count && bigger.count == count / 2)
    for entries in [smaller, bigger] {
      #expect(Set(entries.map { Array($0.name.unicodeScalars) }).count == entries.count)
    }
  }

  @Test("A measure of Bencher has the slug of its metric, and a long name is cut with a hash")
  func bencher() {
    let long = BenchmarkID(module: "M", suite: [], test: String(repeating: "日本", count: 600))
    let metrics = ["wallClock", "allocatedBytes", "gpu.smClockMean", "", "日本"].map {
      MetricDescription(name: $0, unit: .count)
    }
    let session = BenchmarkSession(
      id: long, location: Example.location, iterations: 1, readings: metrics.map { MetricReading($0, values: [1]) })
    let run = ReportedRun(RunSummary(RunRecord(Example.events([], sessions: [session])), redRule: .local))
    let text = BencherExporter.text(of: run)
    for slug in ["latency", "allocated-bytes", "gpu-sm-clock-mean", "metric-"] {
      #expect(text.contains("    \"\(slug)"))
    }
    let name = text.split(separator: "\"")[1]
    #expect(name.utf8.count <= 1_024 && name.utf8.count > 1_000)
  }

  @Test(
    "The repository is that of the build's page",
    arguments: [
      ("https://github.com/me/shop/actions/runs/4711", "https://github.com/me/shop"),
      ("https://gitlab.com/a/b/c/-/jobs/12", "https://gitlab.com/a/b/c"), ("https://ci.example/job/1", nil),
    ])
  func repository(build: String, expected: String?) {
    var provenance = RunProvenance()
    provenance.buildURL = build
    let start = RunStart(mode: "gate", environment: Example.environment, provenance: provenance)
    let run = ReportedRun(RunSummary(RunRecord([RunEvent(time: 0, .runStarted(start))]), redRule: .local))
    let text = NyrkioExporter.text(of: run)
    #expect(text.contains("git_repo") == (expected != nil))
    if let expected { #expect(text.contains("\"git_repo\": \"\(expected)\"")) }
  }
}

extension ReportedRun {
  /// The number of benchmarks with a session.
  fileprivate var measuredCount: Int { summary.record.headBenchmarks.count }
}
