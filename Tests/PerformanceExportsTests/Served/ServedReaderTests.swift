import Foundation
import PerformanceExports
import PerformanceHTTP
import PerformanceMetrics
import PerformanceReportCommands
import PerformanceTestSupport
import Synchronization
import Testing

/// Served documents are read by the programs that they are for.
@Suite("Readers of served metrics", .timeLimit(.minutes(60)))
struct ServedReaderTests {
  private static let promtool = ForeignReader.program("promtool")
  private static let prometheus = ForeignReader.program("prometheus")
  private static let exporter = ForeignReader.program("prometheus-node-exporter")
  private static let client = ForeignReader.python(with: "prometheus_client")

  private let package: ServedPackage
  private let folder: TemporaryFolder

  init() throws {
    (package, folder) = (try ServedPackage(), try TemporaryFolder())
    try package.write(
      run: 1, [Example.same(Example.id("a()")), ServedPackage.exceeded("sum()")], change: "7", branch: "main")
    try package.log([
      ServedPackage.command("gate", seconds: 42.5, exit: 1), ServedPackage.git("status", seconds: 0.0625, fails: true),
    ])
  }

  /// All families, the collection of which may take some time on the machine's clock.
  private func families() throws -> [MetricFamily] {
    let collector = package.collector(branches: ["main": .open])
    try package.machine.setTicks([150, 0, 50, 850, 40, 5, 5, 0])
    package.pass(1)
    return collector.families()
  }

  private func read(_ reader: ForeignReader?, _ arguments: String...) throws -> String {
    let outcome = try #require(reader).run(arguments, in: folder.url)
    #expect(outcome.ending == .exited(0), "\(outcome.text)")
    return outcome.text
  }

  @Test("promtool's lint has nothing against them", .enabled(if: promtool != nil, "promtool is not installed"))
  func lint() throws {
    let file = try folder.write(try MetricFormat.prometheus.text(of: families()), to: "served.prom")
    #expect(try read(ForeignReader(executable: "/bin/sh"), "-c", "promtool check metrics < \(file.path)").isEmpty)
  }

  @Test(
    "The reference parser of OpenMetrics, and that of Prometheus' format, read back every sample",
    .enabled(if: client != nil, "Python has no prometheus_client (READER_PYTHON)"))
  func parsed() throws {
    let families = try families()
    let script = try #require(Bundle.module.url(forResource: "Fixtures/Monitoring/read_metrics", withExtension: "py"))
    let list = try folder.write(MetricDump.lines(of: families).map { $0 + "\n" }.joined(), to: "list")
    for format in [MetricFormat.prometheus, .openmetrics] {
      let document = try folder.write(try format.text(of: families), to: "document")
      _ = try read(Self.client, script.path, format.rawValue, document.path, list.path)
    }
  }

  // MARK: - Prometheus

  @Test(
    "A Prometheus scrapes the server, finds it up, and answers with totals of the history",
    .enabled(if: prometheus != nil, "prometheus is not installed"))
  func scrape() async throws {
    let served = ServedMetrics(package.collector()) { Issue.record("\($0)") }
    let server = try LoopbackServer(try #require(ServerAddress("127.0.0.1:0"))) { request in
      MetricResponse(path: request.path, accept: request.fields["accept"]).response {
        served.now()
      } report: {
        Issue.record("\($0)")
      }
    }
    let running = RunningServer(server)
    defer { running.end() }
    try folder.write(
      """
      scrape_configs:
        - job_name: perftest
          scrape_interval: 5s
          static_configs:
            - targets: ['\(server.address.text)']

      """, to: "prometheus.yml")
    let folder = folder
    let prometheus = try await ForeignServer(try #require(Self.prometheus)) { address in
      [
        "--config.file=\(folder.file("prometheus.yml").path)", "--storage.tsdb.path=\(folder.file("data").path)",
        "--web.listen-address=\(address)", "--log.level=error",
      ]
    }
    // A scrape that takes too long on a busy machine leaves gaps until the next one.
    for (query, value) in [
      ("up", "1"), (#"perf_verdicts_total{verdict="overBudget"}"#, "1"), (#"perf_commands_total{command="gate"}"#, "1"),
      ("perf_host_cpus", "2"),
    ] {
      try await Patience.wait { try Self.values(of: query, in: prometheus) == [value] }
    }
  }

  /// The values of a query.
  private static func values(of query: String, in server: ForeignServer) throws -> [String] {
    let escaped = try #require(query.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
    let answer = try JSONDecoder().decode(
      Answer.self, from: Data(try server.text("/api/v1/query?query=\(escaped)").utf8))
    return answer.data.result.map(\.value.text)
  }

  private struct Answer: Decodable {
    let data: Body

    struct Body: Decodable { let result: [Sample] }
    struct Sample: Decodable { let value: Value }

    /// A time and the text of a number.
    struct Value: Decodable {
      let text: String

      init(from decoder: any Decoder) throws {
        var pair = try decoder.unkeyedContainer()
        _ = try pair.decode(Double.self)
        text = try pair.decode(String.self)
      }
    }
  }

  // MARK: - Text files

  @Test(
    "node_exporter shows the text file's families without an error",
    .enabled(if: exporter != nil, "prometheus-node-exporter is not installed"))
  func textFile() async throws {
    try MetricTextFile(in: folder.url).write(MetricFormat.prometheus.text(of: families()))
    let folder = folder
    let server = try await ForeignServer(try #require(Self.exporter), readyPath: "/") { address in
      [
        "--collector.disable-defaults", "--collector.textfile", "--collector.textfile.directory=\(folder.url.path)",
        "--web.listen-address=\(address)", "--log.level=error",
      ]
    }
    let text = try server.text("/metrics")
    #expect(text.contains("\nnode_textfile_scrape_error 0\n"))
    #expect(text.contains("\nperf_verdicts_total{verdict=\"overBudget\"} 1\n"))
    #expect(text.contains("\nperf_host_cpus 2\n"))
  }
}

/// A server that runs on a thread of its own until the test ends.
private final class RunningServer: Sendable {
  private let isWanted = Mutex(true)
  private let ended = DispatchSemaphore(value: 0)

  init(_ server: LoopbackServer) {
    let (isWanted, ended) = (SharedFlag(self), ended)
    Thread {
      server.run { isWanted.value }
      ended.signal()
    }.start()
  }

  /// The flag of a server that a thread must not keep alive.
  private struct SharedFlag: Sendable {
    weak let server: RunningServer?
    init(_ server: RunningServer) { self.server = server }
    var value: Bool { server?.isWanted.withLock { $0 } ?? false }
  }

  func end() {
    isWanted.withLock { $0 = false }
    ended.wait()
  }
}
