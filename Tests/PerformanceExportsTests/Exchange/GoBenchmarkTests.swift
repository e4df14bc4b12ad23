import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("Text of Go's benchmarks")
struct GoBenchmarkTests {
  private static let reader = PythonReader("go_benchmarks.py")

  private struct Document: Decodable {
    struct Result: Decodable {
      var name: String
      var pkg: String?
      var iterations: Int
      var values: [String: Double]
    }
    var config: [String: String]
    var units: [String: [String: String]]
    var results: [Result]
  }

  private func document(_ run: ReportedRun) throws -> Document {
    let text = try #require(Self.reader).read(GoBenchmarkExporter.text(of: run))
    return try JSONDecoder().decode(Document.self, from: Data(text.utf8))
  }

  @Test(
    "By the grammar a line is a session with its best samples", .enabled(if: reader != nil, "Python is not installed"))
  func results() throws {
    let document = try document(SmallRun.reported)
    #expect(
      document.results.map(\.name) == [
        "Cart/Totals/sum(of:)/10_items-2", "Cart/add()-2", "Cart/add()-2", "Cart/add()-2",
      ])
    #expect(document.results.map(\.iterations) == [2_000, 1, 3_000, 2_000])
    #expect(document.results.allSatisfy { $0.pkg == "ShopTests" })
    #expect(document.results[0].values == ["ns/op": 2_000, "MB/s": 5_000])
    #expect(document.results[1].values == ["instructions/op": 4_000])
    #expect(document.results[3].values == ["ns/op": 134, "cpuTime-ns/op": 133.5, "allocs/op": 12])
    #expect(document.config["goarch"] == "amd64" && document.config["commit"]?.count == 40)
    #expect(
      document.units == [
        "ns/op": ["better": "lower"], "cpuTime-ns/op": ["better": "lower"], "MB/s": ["better": "higher"],
        "instructions/op": ["better": "lower", "assume": "exact"], "allocs/op": ["better": "lower", "assume": "exact"],
      ])
  }

  @Test(
    "Hostile names are distinct, and so are the units of a line", .enabled(if: reader != nil, "Python is not installed")
  )
  func hostile() throws {
    let texts = Array(Set(HostileText.some(300)))
    let document = try document(HostileRun.run(texts))
    #expect(document.results.count == texts.count)
    #expect(Set(document.results.map { "\($0.pkg ?? "") \($0.name)" }).count == texts.count)
    #expect(document.results.allSatisfy { $0.values.count == 2 })
  }

  @Test("Names and metrics that look alike stay apart", .enabled(if: reader != nil, "Python is not installed"))
  func distinct() throws {
    let readings = [
      MetricReading(Example.wallClock, values: [1]),
      MetricReading(MetricDescription(name: "ns", unit: .count), values: [2]),
      MetricReading(MetricDescription(name: "a b", unit: .count), values: [3]),
      MetricReading(MetricDescription(name: "a_b", unit: .count), values: [4]),
    ]
    let sessions = ["f(a b)", "f(a_b)"].map {
      BenchmarkSession(id: Example.id($0), location: Example.location, iterations: 1, readings: readings)
    }
    let run = ReportedRun(RunSummary(RunRecord(Example.events([], sessions: sessions)), redRule: .local))
    let document = try document(run)
    #expect(document.results.map(\.name) == ["JSONPerformance/f(a_b)-2", "JSONPerformance/f(a_b)/id=2-2"])
    #expect(document.results[0].values == ["ns/op": 1, "ns/op#2": 2, "a_b/op": 3, "a_b/op#2": 4])
  }

  @Test(
    "A property of a unit about which benchmarks disagree is left out",
    .enabled(if: reader != nil, "Python is not installed"))
  func disagreement() throws {
    let metrics = [MetricDescription.Direction.lowerIsBetter, .higherIsBetter].map {
      MetricDescription(name: "items", unit: .count, direction: $0, kind: $0 == .lowerIsBetter ? .exact : .sampled)
    }
    let sessions = metrics.enumerated().map { index, metric in
      BenchmarkSession(
        id: Example.id("f\(index)()"), location: Example.location, iterations: 1,
        readings: [MetricReading(metric, values: [1])])
    }
    let run = ReportedRun(RunSummary(RunRecord(Example.events([], sessions: sessions)), redRule: .local))
    #expect(try document(run).units == [:])
  }
}
