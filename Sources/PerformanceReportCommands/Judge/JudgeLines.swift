import PerformanceImports
import PerformanceRecords
import PerformanceText

/// The last lines of `judge`: the outcome, the sessions that it rests on, and what a clearer verdict takes.
struct JudgeLines {
  let summary: RunSummary
  let comparison: ResultComparison
  let format: ImportFormat

  /// The lines without line feeds.
  func lines(width: Int, colour: Colour) -> [String] {
    let style: Style = summary.red.isEmpty ? (isUndecided ? .yellow : .green) : .red
    return [style.applied(to: ClosingLines(summary: summary).outcomes + " – " + ending, colour)]
      + [sessions, caveat, advice].compactMap { $0 }.flatMap { $0.wrapped(to: width) }
  }

  private var isUndecided: Bool {
    summary.hasJudgedNothing || !summary.verdicts.contains { [.same, .improved].contains($0.outcome) }
  }

  private var ending: String {
    guard summary.red.isEmpty else { return "RED" }
    return isUndecided ? "nothing is decided" : "green"
  }

  private var sessions: String {
    "sessions (one for each process): \(Self.text(comparison.oldSessions)) before the change, "
      + "\(Self.text(comparison.newSessions)) after it; results of '\(format.name)'"
  }

  private static func text(_ range: ClosedRange<Int>?) -> String {
    guard let range else { return "none" }
    return range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
  }

  /// A file does not show how fast the machine was.
  private var caveat: String? {
    guard summary.red.contains(where: { $0.outcome == .regressed && $0.metric?.kind == .sampled }) else { return nil }
    return "a machine that was slower after the change looks the same, unless both sides were measured in turn"
  }

  private var advice: String? {
    let open = summary.verdicts.filter { $0.outcome == .ambiguous && $0.reason == .tooFewSessions }
    guard !open.isEmpty else { return nil }
    let (old, new) = ResultComparison.fewestSessions
    let isBelow = open.contains { $0.detail != nil || $0.sessions < new }
    let number = isBelow ? "at least \(old) processes before the change and \(new) after it" : "more processes"
    return "to decide the rest: measure in \(number), in turn; " + format.processes
  }
}
