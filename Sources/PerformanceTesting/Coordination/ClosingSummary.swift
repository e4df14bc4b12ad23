import CPerformanceProbe
import Foundation
import PerformanceBuild
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import Synchronization

/// The last output of a bundle: the table of a run, or the line that nothing was judged.
///
/// `swift test` calls nothing in a library after the last test, so this is an exit handler. It writes once, to standard
/// error, and sets a failing exit status for red verdicts that no test could report.
package enum ClosingSummary {
  private enum Content: Sendable {
    case nothing
    case smoke(benchmarks: Int, reason: String)
    case run(RunLog, RedRule)
  }

  private static let content = Mutex(Content.nothing)

  /// Counts a benchmark that ran once as a functional test.
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

  /// Installs the handler for a run, unless `perftest` shows the run.
  static func install(for run: MeasuringRun, redRule: RedRule) {
    guard !run.isShownElsewhere else { return }
    content.withLock { $0 = .run(run.log, redRule) }
    register()
  }

  private static func register() {
    perf_at_exit { status in
      fflush(nil)
      let red = ClosingSummary.show()
      if red, status == 0 { _exit(ExitStatus.red.rawValue) }
    }
  }

  /// Reports the results and ends the process at once, as red.
  static func endProcess() -> Never {
    fflush(nil)
    _ = show()
    _exit(ExitStatus.red.rawValue)
  }

  /// Reports the results. Returns whether the run is red.
  private static func show() -> Bool {
    switch content.withLock({ $0 }) {
    case .nothing:
      return false
    case .smoke(let benchmarks, let reason):
      write([SmokeLine.text(benchmarks: benchmarks, because: reason)])
      return false
    case .run(let log, let redRule):
      let closing = Self.closing(of: log, redRule)
      let lines = closing.lines + log.closeDestinations().warnings.map { "warning: " + $0 }
      if !lines.isEmpty { write(lines) }
      return closing.isRed
    }
  }

  /// The last lines of a run, and whether it is red, because of its verdicts or of an unreadable log.
  package static func closing(of log: RunLog, _ redRule: RedRule) -> (lines: [String], isRed: Bool) {
    let summary = RunSummary(log.record, redRule: redRule)
    let problem = log.problem.map { [LostLogLine.text($0)] } ?? []
    // A bundle without benchmarks prints nothing, and is not red.
    guard !summary.nothingWasMeasured || !summary.verdicts.isEmpty else { return (problem, !problem.isEmpty) }
    let outdated = BuildTraits.outdatedModules
    let lines =
      VerdictTable(summary: summary).lines(.oneScreen(restIn: log.file.path)) + ClosingLines(summary: summary).lines
      + [JudgedTimes(summary: summary).line].compactMap { $0 }
      + (outdated.isEmpty ? [] : [OutdatedBundleLine.text(modules: outdated)]) + problem
    return (lines, summary.exitStatus == .red || !problem.isEmpty)
  }

  /// Writes all lines at once, so that other output cannot come between them.
  private static func write(_ lines: [String]) {
    let text = Array((lines.joined(separator: "\n") + "\n").utf8)
    _ = text.withUnsafeBytes { Foundation.write(2, $0.baseAddress, $0.count) }
  }
}
