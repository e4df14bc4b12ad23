import PerformanceRecords

/// The last lines of a run: how it ended in one line, and the next command to type.
package struct ClosingLines: Sendable {
  private let summary: RunSummary
  private let commandPrefix: String
  private let colour: Colour

  /// The closing lines of a run; `commandPrefix` starts the tool.
  package init(summary: RunSummary, commandPrefix: String = PerftestCommand.prefix, colour: Colour = .off) {
    self.summary = summary
    self.commandPrefix = commandPrefix
    self.colour = colour
  }

  /// The lines without line feeds.
  package var lines: [String] {
    let style: Style =
      switch summary.exitStatus {
      case .pass: summary.hasJudgedNothing ? .yellow : .green
      case .notMeasurable: .yellow
      case .red, .brokeOff: .red
      }
    return [style.applied(to: counts, colour)] + summary.testFailureLines + uncounted
      + NextCommands(summary: summary, prefix: commandPrefix).lines
  }

  /// How the run ended: `43 benchmarks, 86 verdicts: 2 regressed, 1 new, 83 same – RED, measured in 7.2 s`.
  package var counts: String {
    let benchmarks = Counted.text(summary.benchmarks.count, "benchmark")
    let verdicts = Counted.text(summary.verdicts.count, "verdict")
    let outcomes = summary.countsInWords.map { ": " + $0 } ?? ""
    let failure = summary.testFailure == nil ? "" : "; a test failed"
    let against = summary.start?.against.map { " against " + $0.shown(atMost: 100) } ?? ""
    return "\(benchmarks), \(verdicts)\(against)\(outcomes)\(failure) – \(ending)"
  }

  /// Why instructions were not counted, where somebody should know.
  private var uncounted: [String] {
    guard case .off(let reason?) = summary.start?.counting else { return [] }
    return ["instructions were not counted: \(reason.shown(atMost: 200))"]
  }

  private var ending: String {
    let duration = ValueFormat.duration(seconds: summary.seconds)
    return switch summary.exitStatus {
    case .pass where summary.hasJudgedNothing: "nothing judged, measured in \(duration)"
    case .pass: "green, measured in \(duration)"
    case .red: "RED, measured in \(duration)"
    case .brokeOff: "BROKE OFF"
    case .notMeasurable: "NOT MEASURABLE NOW, tried for \(duration)"
    }
  }
}

extension RunSummary {
  /// The verdicts by outcome, the worst first: `2 regressed, 1 new, 83 same`; `nil` without verdicts.
  var countsInWords: String? {
    let counts = counts
    let words = Verdict.Outcome.worstFirst.compactMap { outcome in
      counts[outcome].map { "\($0) \(outcome == .overBudget ? "over budget" : outcome.rawValue)" }
    }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}
