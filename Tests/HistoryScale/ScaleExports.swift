import Foundation
import PerformanceExports
import PerformanceReportCommands
import PerformanceSystem
import PerformanceWorkflows

/// Every document of the newest run of a package.
struct ScaleExports {
  /// The most seconds that all documents together may take, one after the other. Each needs the run and its history,
  /// which are read once.
  private static let limit = 2.0
  /// The most seconds and bytes of the page.
  private static let page = (seconds: 0.5, bytes: 2_000_000)

  let folder: URL
  /// Where the documents are kept, to compare them with those of another build; `nil` for nowhere.
  var documents: URL?

  /// Makes each document once, and prints its time and size.
  /// - Returns: Whether all kept the limits.
  func make() throws -> Bool {
    let clock = ContinuousClock()
    func seconds(_ begin: ContinuousClock.Instant) -> Double {
      let duration = (clock.now - begin).components
      return Double(duration.seconds) + Double(duration.attoseconds) / 1e18
    }
    let begin = clock.now
    let context = CommandContext(
      output: .process(environment: [:]), environment: ProcessInfo.processInfo.environment, folder: folder)
    let run = try ReportedRunReader(try ExportCommand.syntax.parse(["csv"]), in: context).run()
    print("reading the run and its history: \(String(format: "%.2f", seconds(begin))) s")
    var sum = 0.0
    var isSmall = true
    for format in ExportFormat.all {
      let begin = clock.now
      let text = try format.text(of: run)
      let bytes = text.utf8.count
      let time = seconds(begin)
      sum += time
      if format.name == HTMLExporter.name { isSmall = time <= Self.page.seconds && bytes <= Self.page.bytes }
      if let documents { try Data(text.utf8).write(to: documents.appendingPathComponent(format.name)) }
      print(
        format.name.padding(toLength: 24, withPad: " ", startingAt: 0),
        String(format: "%7.1f ms %10d bytes", time * 1000, bytes))
    }
    // Beside other load, the processor time says more.
    let processor = Double(Foundation.clock()) / Double(CLOCKS_PER_SEC)
    print(
      "all documents together: \(String(format: "%.2f", sum)) s of \(Self.limit) s allowed, "
        + "\(String(format: "%.2f", processor)) s of processor time with the reading")
    if !isSmall { print("the page is beyond \(Self.page.seconds) s or \(Self.page.bytes) bytes") }
    return sum <= Self.limit && isSmall
  }
}
