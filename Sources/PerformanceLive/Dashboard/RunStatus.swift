import Foundation
import PerformanceRecords
import PerformanceRegression
import PerformanceText

/// A run as the dashboard shows it.
package struct RunStatus: Sendable {
  /// The record with its verdicts, the worst first.
  package let summary: RunSummary
  /// What the run is doing.
  package let phase: RunPhase
  /// The benchmark that is being measured; `nil` while none is.
  package let current: CurrentBenchmark?

  /// Derives the status from the events so far.
  /// - Parameters:
  ///   - isOver: whether its log will not grow any more.
  ///   - baselines: finds the baselines of the package; `nil` where they are not known.
  package init(_ record: RunRecord, isOver: Bool, redRule: RedRule, baselines: ComparisonFinder? = nil) {
    summary = RunSummary(record, redRule: redRule)
    phase = RunPhase(record, isOver: isOver)
    switch phase {
    case .measuring(let attempt), .confirming(let attempt):
      current = CurrentBenchmark(attempt, of: record, baselines: baselines)
    case .starting, .waiting, .counting, .awaiting, .finished, .brokenOff: current = nil
    }
  }

  package var record: RunRecord { summary.record }

  /// Seconds from the first event to the last one, or to now while the run lasts; `nil` without events.
  package func elapsed(at now: Double) -> Double? {
    guard let begin = record.time else { return nil }
    let end =
      switch phase {
      case .finished, .brokenOff: record.end ?? now
      default: now
      }
    return max(end - begin, 0)
  }

  /// The remaining time with its uncertainty; `nil` where it cannot be estimated.
  package func remaining(at now: Double) -> RunProgress.Remaining? {
    switch phase {
    case .measuring, .confirming: record.progress.remaining(at: now)
    case .starting, .waiting, .counting, .awaiting, .finished, .brokenOff: nil
    }
  }

  /// The verdicts on subjects whose name has a text, the worst first; all without a text.
  package func verdicts(naming text: String) -> [Verdict] {
    guard !text.isEmpty else { return summary.verdicts }
    return summary.verdicts.filter { $0.subject.description.range(of: text, options: .caseInsensitive) != nil }
  }
}
