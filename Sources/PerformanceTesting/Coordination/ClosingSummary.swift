import CPerformanceProbe
import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import Synchronization

/// What a bundle writes when it ends: the table of a run, or the line that nothing was judged.
///
/// `swift test` calls nothing else of a library after the last test. The handler writes once, to standard error, and turns
/// the exit status red where a verdict is red that no test could report.
package enum ClosingSummary {
  private enum Content: Sendable {
    case nothing
    case smoke(benchmarks: Int, reason: String)
    case run(RunLog, RedRule)
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
      let closing = Self.closing(of: log, redRule)
      if !closing.lines.isEmpty { write(closing.lines) }
      return closing.isRed
    }
  }

  /// The lines at the end of a run, and whether it is red: by its verdicts, or because its log cannot be read later.
  package static func closing(of log: RunLog, _ redRule: RedRule) -> (lines: [String], isRed: Bool) {
    let summary = RunSummary(log.record, redRule: redRule)
    let problem = log.problem.map { [LostLogLine.text($0)] } ?? []
    // A bundle that holds no benchmarks has nothing to close with, and is not red for it.
    guard !summary.nothingWasMeasured || !summary.verdicts.isEmpty else { return (problem, !problem.isEmpty) }
    let outdated = BuildTraits.outdatedModules
    let lines =
      VerdictTable(summary: summary).lines(.oneScreen(restIn: log.file.path)) + ClosingLines(summary: summary).lines
      + (outdated.isEmpty ? [] : [OutdatedBundleLine.text(modules: outdated)]) + problem
    return (lines, summary.exitStatus == .red || !problem.isEmpty)
  }

  /// One write, so that the lines of other streams cannot come between.
  private static func write(_ lines: [String]) {
    let text = Array((lines.joined(separator: "\n") + "\n").utf8)
    _ = text.withUnsafeBytes { Foundation.write(2, $0.baseAddress, $0.count) }
  }
}
