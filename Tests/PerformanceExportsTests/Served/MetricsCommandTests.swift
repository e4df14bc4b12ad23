import Foundation
import PerformanceReportCommands
import PerformanceTestSupport
import PerformanceWorkflows
import Synchronization
import Testing

@Suite("perftest metrics", .timeLimit(.minutes(60)))
struct MetricsCommandTests {
  private let package: ServedPackage

  init() throws {
    package = try ServedPackage()
    try package.write(run: 1, [Example.same(Example.id("a()"))])
  }

  private func run(_ arguments: String...) -> (status: Int32, output: String, messages: String) {
    let output = Mutex("")
    let messages = Mutex("")
    let streams = Output(
      results: Output.Stream { text in
        output.withLock { $0 += text }
        return true
      },
      messages: Output.Stream { text in
        messages.withLock { $0 += text }
        return true
      })
    let context = CommandContext(output: streams, environment: [:], folder: package.folder.url)
    let status = CommandRunner.reports.run(["metrics"] + arguments, in: context)
    return (status.rawValue, output.withLock { $0 }, messages.withLock { $0 })
  }

  @Test("It prints this machine and the history, in the format that is asked for")
  func formats() throws {
    let text = run()
    #expect(text.status == 0 && text.messages.isEmpty, "\(text)")
    #expect(text.output.contains("\nperf_runs_total{result=\"pass\"} 1\n"))
    #expect(text.output.contains("\nperf_active_runs 0\n"))
    let metrics = run("--format", "openmetrics")
    #expect(metrics.output.contains("# TYPE perf_runs counter\n") && metrics.output.hasSuffix("\n# EOF\n"))
    #expect(run("--format", "json").output.hasPrefix("{\n  \"families\": [\n"))
  }

  @Test("It writes the text file once")
  func textFile() throws {
    let outcome = run("--textfile", ".")
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.messages.isEmpty, "\(outcome)")
    let text = try package.folder.text(of: "perftest.prom")
    #expect(text.contains("\nperf_runs_total{result=\"pass\"} 1\n"))
    // Neither a Pushgateway nor node_exporter takes times.
    #expect(
      text.split(separator: "\n").allSatisfy {
        $0.hasPrefix("#") || $0.split(separator: "}").last?.split(separator: " ").count ?? 0 <= 2
      })
  }

  @Test(
    "Options that have no meaning together are refused",
    arguments: [
      ["--format", "xml"], ["--serve", "nowhere"], ["--serve", "127.0.0.1:70000"], ["--collect"],
      ["--interval", "1", "--textfile", "."], ["--interval", "0.01", "--collect", "--textfile", "."],
      ["--interval", "61", "--collect", "--textfile", "."], ["--interval", "nan", "--collect", "--textfile", "."],
      ["--serve", "0", "--textfile", "."], ["--serve", "0", "--format", "json"],
      ["--format", "json", "--textfile", "."],
    ])
  func refused(arguments: [String]) {
    let messages = Mutex("")
    let output = Output(
      results: Output.Stream { _ in true },
      messages: Output.Stream { text in
        messages.withLock { $0 += text }
        return true
      })
    let context = CommandContext(output: output, environment: [:], folder: package.folder.url)
    #expect(CommandRunner.reports.run(["metrics"] + arguments, in: context).rawValue == 64)
    #expect(!messages.withLock { $0 }.isEmpty)
  }

  @Test("A port that is taken is an error with a remedy")
  func port() throws {
    let listener = try LoopbackListener()
    let outcome = run("--serve", "127.0.0.1:\(listener.port)")
    #expect(outcome.status == 78)
    #expect(outcome.messages.contains("in use"), "\(outcome.messages)")
  }
}
