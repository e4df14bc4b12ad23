import CPerformanceProbe
import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import Synchronization

/// What a bundle says when it ends: the table of a run, or the line that nothing was judged.
///
/// `swift test` gives a library no other place after the last test. The handler writes once, to standard error, and turns
/// the exit status red where a verdict is red that no test could tell.
enum ClosingSummary {
  private enum Content: Sendable {
    case nothing
    case smoke(benchmarks: Int, reason: String)
    case run(log: URL, redRule: RedRule)
  }

  private static let content = Mutex(Content.nothing)

  /// Counts a benchmark whose body ran once.
  static func countSmoke(reason: String) {
    let isFirst = content.withLock { content in
      if case .smoke(let benchmarks, let reason) = content {
        content = .smoke(benchmarks: benchmarks + 1, reason: reason)
        return false
      }
      guard case .nothing = content else { return false }
      content = .smoke(benchmarks: 1, reason: reason)
      return true
    }
    if isFirst { register() }
  }

  /// Shows a run at the end, unless `perftest` does.
  static func install(for run: MeasuringRun, redRule: RedRule) {
    guard !run.isShownElsewhere else { return }
    content.withLock { $0 = .run(log: run.log.file, redRule: redRule) }
    register()
  }

  private static func register() {
    perf_at_exit { status in
      fflush(nil)
      let red = ClosingSummary.show()
      if red, status == 0 { _exit(ExitStatus.red.rawValue) }
    }
  }

  /// Ends the process at once with what there is to say, as red.
  static func endProcess() -> Never {
    fflush(nil)
    _ = show()
    _exit(ExitStatus.red.rawValue)
  }

  /// Writes what there is to say; answers whether the run is red.
  private static func show() -> Bool {
    switch content.withLock({ $0 }) {
    case .nothing:
      return false
    case .smoke(let benchmarks, let reason):
      write([SmokeLine.text(benchmarks: benchmarks, because: reason)])
      return false
    case .run(let log, let redRule):
      guard let events = try? EventLogReader.all(of: log) else { return false }
      let summary = RunSummary(events: events, redRule: redRule)
      // A bundle that holds no benchmarks has nothing to close with, and is not red for it.
      guard !summary.nothingWasMeasured || !summary.verdicts.isEmpty else { return false }
      let outdated = BuildTraits.outdatedModules
      write(
        VerdictTable(summary: summary).lines(.oneScreen(restIn: log.path)) + ClosingLines(summary: summary).lines
          + (outdated.isEmpty ? [] : [OutdatedBundleLine.text(modules: outdated)]))
      return summary.exitStatus == .red
    }
  }

  /// One write, so that the lines of other streams cannot come between.
  private static func write(_ lines: [String]) {
    let text = Array((lines.joined(separator: "\n") + "\n").utf8)
    _ = text.withUnsafeBytes { Foundation.write(2, $0.baseAddress, $0.count) }
  }
}
