import Foundation
import PerformanceBuild
import PerformanceExports
import PerformanceHTTP
import PerformanceMetrics
import PerformanceRecords
import PerformanceSystem
import PerformanceWorkflows

/// Shows the totals of all runs, the tool and the machine as metrics, once or again and again.
package struct MetricsCommand: Command {
  package static let name = "metrics"
  package static let syntax = Syntax(
    optional: [format, serve, textFile, collect, interval, CommonArguments.packagePath],
    exclusions: [
      .init(serve, textFile), .init(format, serve, because: "a scraper asks for the format"),
      .init(format, textFile, because: "node_exporter reads one format"),
    ],
    remarks: """
      Counters are totals of all runs that are kept, not of this process. Without options, prints the present values \
      once. Measures nothing. What cannot be read is absent, and a warning on standard error says so.

      '--serve' answers http://ADDRESS/metrics until Ctrl-C, in OpenMetrics, Prometheus' text format or JSON, as the \
      scraper requests. '--textfile' writes \(MetricTextFile.name) for node_exporter, once. With '--collect' the \
      machine is read at each interval until Ctrl-C: the file is written each time, and a scraper gets the newest \
      readings.
      """)

  private static let format = Argument<MetricFormat>.option(
    "--format", "FORMAT", "prometheus, openmetrics or json; prometheus unless given"
  ) { (text: String) throws(UsageError) in
    guard let format = MetricFormat(rawValue: text) else {
      throw UsageError("--format takes prometheus, openmetrics or json, not '\(text.printable(atMost: 60))'")
    }
    return format
  }
  private static let serve = Argument<ServerAddress>.option(
    "--serve", "ADDRESS", "answer scrapers at \(ServerAddress.allowed)"
  ) { (text: String) throws(UsageError) in
    guard let address = ServerAddress(text) else {
      throw UsageError("--serve takes \(ServerAddress.allowed), not '\(text.printable(atMost: 60))'")
    }
    return address
  }
  private static let textFile = Argument<String>.text(
    "--textfile", "DIR", "write the file for node_exporter into its folder of text files")
  private static let collect = Argument<Bool>.flag(
    "--collect", "with --serve or --textfile: read the machine at each interval until Ctrl-C")
  private static let interval = Argument<Double>.option(
    "--interval", "SECONDS", "how often --collect reads, from 0.1 to 60; every second unless given"
  ) { (text: String) throws(UsageError) in
    guard let seconds = Double(text), 0.1...60 ~= seconds else {
      throw UsageError("--interval takes seconds from 0.1 to 60, not '\(text.printable(atMost: 60))'")
    }
    return seconds
  }

  private let format: MetricFormat
  private let address: ServerAddress?
  private let folder: URL?
  /// The seconds between two readings; `nil` to read once, or when a scraper asks.
  private let interval: Double?
  private let package: PackageFolder
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    format = try arguments.value(Self.format) ?? .prometheus
    address = try arguments.value(Self.serve)
    folder = try arguments.value(Self.textFile).map { context.file($0) }
    interval = arguments[Self.collect] ? try arguments.value(Self.interval) ?? 1 : nil
    if interval == nil, try arguments.value(Self.interval) != nil {
      throw UsageError("--interval goes with --collect")
    }
    if interval != nil, address == nil, folder == nil {
      throw UsageError("--collect goes with --serve or --textfile")
    }
    package = try PackageFolder(arguments, in: context)
    self.context = context
  }

  package func run() throws -> ExitStatus {
    let served = ServedMetrics(MetricCollector(MetricSources(package, in: context))) { [output = context.output] in
      output.error("warning: \($0.text)")
    }
    // The kernel's clock of processor time is too coarse for less.
    Thread.sleep(forTimeInterval: MetricCollector.shortestPeriod)
    if let address {
      try serve(served, at: address)
    } else if let folder {
      try write(served, into: MetricTextFile(in: folder))
    } else {
      context.output.results.write(try format.text(of: served.now()))
    }
    return .pass
  }

  private func serve(_ served: ServedMetrics, at address: ServerAddress) throws {
    Interruption.watch([SIGINT, SIGTERM, SIGHUP])
    let server = try LoopbackServer(address) { [output = context.output, isCollected = interval != nil] request in
      MetricResponse(path: request.path, accept: request.fields["accept"]).response {
        isCollected ? served.newest() : served.now()
      } report: {
        output.error("error: \($0)")
      }
    }
    // The first reading of a long history takes longer than scrapers wait.
    _ = served.now()
    context.output.error("serving http://\(server.address.text)/metrics until Ctrl-C")
    if let interval {
      let collection = Thread { Repetition(every: interval).run { _ = served.now() } }
      collection.start()
    }
    server.run { !Interruption.isRequested }
  }

  private func write(_ served: ServedMetrics, into file: MetricTextFile) throws {
    guard let interval else { return try file.write(MetricFormat.prometheus.text(of: served.now())) }
    Interruption.watch([SIGINT, SIGTERM, SIGHUP])
    context.output.error("writing \(file.url.path) until Ctrl-C")
    try Repetition(every: interval).run { try file.write(MetricFormat.prometheus.text(of: served.now())) }
  }
}
