import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("Exporters")
struct ExporterTests {
  private static func run(_ events: [RunEvent]) -> ReportedRun {
    ReportedRun(RunSummary(RunRecord(events), redRule: .local))
  }

  /// A run with one session of each side, a count, a metric that could not be read and a label with every separator.
  private static var events: [RunEvent] {
    let id = BenchmarkID(module: "Shop", suite: ["Cart", "Totals"], test: "sum(of:)", label: "a,\"b\"\nc")
    let times = MetricReading(Example.wallClock, values: [120, 100, 110.5])
    let session = BenchmarkSession(
      id: id, location: Example.location, iterations: 7,
      readings: [times, MetricReading(Example.allocations, unavailable: .sanitizer)], overhead: 1)
    var base = session
    base.readings = [MetricReading(Example.wallClock, values: [90])]
    var events = Example.events([])
    let ending = events.removeLast()
    let verdict = Verdict(
      benchmark: id, metric: Example.wallClock, outcome: .regressed, reason: .everySessionWorse, baseline: 90, now: 100)
    let bodies: [RunEvent.Body] = [
      .session(SessionEvent(round: 2, session: session)),
      .session(SessionEvent(round: 2, side: .base, session: base)), .verdict(verdict), ending.body,
    ]
    return events + bodies.enumerated().map { RunEvent(time: Double($0), $1) }
  }

  @Test("CSV has one line for each reading of each session, with names quoted where they have separators")
  func csv() throws {
    let run = Self.run(Self.events)
    let text = CSVExporter.text(of: run)
    let id = run.summary.record.id ?? ""
    let names = #"Shop,Cart/Totals,sum(of:),"a,""b""\#nc",timing,2"#
    let unavailable = Unavailability.sanitizer.text
    #expect(
      text.components(separatedBy: "\r\n") == [
        "run,commit,module,suite,test,label,pass,round,side,iterations,metric,unit,samples,minimum,p10,p25,p50,p75,p90,"
          + "maximum,unavailable,verdict",
        "\(id),,\(names),head,7,wallClock,ns,3,100,102.1,105.25,110.5,115.25,118.1,120,,regressed",
        "\(id),,\(names),head,7,allocations,count,0,,,,,,,,\(unavailable),",
        "\(id),,\(names),base,7,wallClock,ns,1,90,90,90,90,90,90,90,,", "",
      ])
  }

  /// The formats whose documents have a line for each finding or function, and none without any.
  private static let mayBeEmpty = ["folded", "github-annotations"]

  @Test("Each gives the same bytes for the same run, and has a name of its own", arguments: ExportFormat.all.indices)
  func repeatable(index: Int) throws {
    let format = ExportFormat.all[index]
    #expect(ExportFormat.all.filter { $0.name == format.name }.count == 1)
    #expect(ExportFormat(named: format.name)?.abstract == format.abstract)
    let texts = try (0..<3).map { _ in try format.text(of: Self.run(Self.events)) }
    #expect(Set(texts).count == 1 && (!texts[0].isEmpty || Self.mayBeEmpty.contains(format.name)))
  }

  @Test("A run without a session is a document as well", arguments: ExportFormat.all.indices)
  func empty(index: Int) throws {
    let format = ExportFormat.all[index]
    #expect(try !format.text(of: Self.run([])).isEmpty || Self.mayBeEmpty.contains(format.name))
  }
}
