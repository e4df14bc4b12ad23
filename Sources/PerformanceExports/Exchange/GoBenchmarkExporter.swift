import PerformanceRecords
import PerformanceSystem

/// A run in the text format of Go's benchmarks, which benchstat compares.
///
/// A line is a session with its best sample of each metric, so that the lines of a benchmark are the values that are
/// compared. Lines beginning with `Unit` have the direction of each metric, and which ones are exact.
package enum GoBenchmarkExporter: Exporter {
  package static let name = "go"
  package static let abstract = "the sessions as text of Go's benchmarks, for benchstat"

  package static func text(of reported: ReportedRun) -> String {
    let run = reported.summary
    let benchmarks = reported.measuredBenchmarks
    let units = GoUnits(benchmarks.flatMap(\.metrics).map(\.description))
    let processors = run.environment?.machine.processors ?? 1
    let names = benchmarks.map {
      GoText.name($0.id.suite + [$0.id.test] + [$0.id.label].compactMap { $0 }, processors: processors)
    }
    var lines = head(reported) + units.lines
    var module: String?
    for (benchmark, name) in zip(benchmarks, distinct(names, benchmarks, processors)) {
      if benchmark.id.module != module {
        module = benchmark.id.module
        lines += ["", GoText.configuration("pkg", module)].compactMap { $0 }
      }
      lines += benchmark.sessions.map { line($0, name: name, units) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func head(_ reported: ReportedRun) -> [String] {
    let run = reported.summary
    let toolchain = run.environment?.toolchain
    let lines = [
      GoText.configuration("tool", "perftest \(run.start?.tool ?? PerftestCommand.version)"),
      GoText.configuration("run", run.record.id),
      GoText.configuration("commit", run.start?.provenance.revision),
      GoText.configuration("goos", toolchain?.system),
      GoText.configuration("goarch", toolchain.map { $0.architecture == "x86_64" ? "amd64" : $0.architecture }),
      GoText.configuration("cpu", run.environment?.machine.name),
      GoText.configuration("swift", toolchain?.swift),
    ]
    return lines.compactMap { $0 }
  }

  /// Names that differ in a module, whose benchmarks have `pkg` in common.
  private static func distinct(_ names: [String], _ benchmarks: [MeasuredBenchmark], _ processors: Int) -> [String] {
    let modules = Dictionary(grouping: names.indices) { benchmarks[$0].id.module }
    var distinct = names
    for indices in modules.values {
      let numbered = indices.map { names[$0] }.madeDistinct { name, number in
        "\(name.dropLast("-\(processors)".count))/id=\(number)-\(processors)"
      }
      for (index, name) in zip(indices, numbered) { distinct[index] = name }
    }
    return distinct
  }

  private static func line(_ session: MeasuredBenchmark.Session, name: String, _ units: GoUnits) -> String {
    let values = session.readings.compactMap { reading -> String? in
      guard let best = reading.metric.direction.best(of: reading.values) else { return nil }
      return "\(GoText.value(best, of: reading.metric)) \(units.unit(of: reading.metric))"
    }
    return ([name, String(session.allIterations)] + values).joined(separator: "\t")
  }
}
