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
      case .red, .frozen, .failure, .usage, .configuration: .red
      }
    return [style.applied(to: counts, colour)] + summary.testFailureLines + confirmations + outside + uncounted
      + NextCommands(summary: summary, prefix: commandPrefix).lines
  }

  /// How the run ended: `43 benchmarks, 86 verdicts: 2 regressed, 1 new, 83 same – RED, measured in 7.2 s`.
  package var counts: String {
    let failure = summary.testFailure == nil ? "" : "; a test failed"
    return "\(outcomes)\(undecided)\(failure) – \(ending)"
  }

  /// The verdicts by outcome: `43 benchmarks, 86 verdicts: 2 regressed, 1 new, 83 same`.
  package var outcomes: String {
    let benchmarks = Plural.text(summary.benchmarks.count, "benchmark")
    let verdicts = Plural.text(summary.verdicts.count, "verdict")
    let outcomes = summary.countsInWords.map { ": " + $0 } ?? ""
    let configuration = summary.start?.configuration
    let other = configuration?.counts == .baselines ? nil : configuration?.against
    let against = other.map { " against " + $0.shown(atMost: 100) } ?? ""
    return "\(benchmarks), \(verdicts)\(against)\(outcomes)"
  }

  private var undecided: String {
    let count = Set(summary.undecided.map(\.subject)).count
    return count == 0 ? "" : "; \(Plural.text(count, "benchmark")) not decided within the time limit"
  }

  /// The cost of comparing candidates with an older build: `1 candidate compared with 3f2c91d: 26 s of building, 14 s
  /// of measuring`.
  package var confirmations: [String] {
    summary.record.confirmations.map { cost in
      let candidates = Plural.text(cost.candidates, "candidate")
      let building = ValueFormat.duration(seconds: cost.buildSeconds)
      let measuring = ValueFormat.duration(seconds: cost.measureSeconds)
      return "\(candidates) compared with \(cost.against.shown(atMost: 100)): \(building) of building, "
        + "\(measuring) of measuring"
    }
  }

  /// What a comparison of builds cannot show, as both have it; empty where that is nothing.
  package var outside: [String] {
    let paths = summary.record.packagesOutside
    guard !paths.isEmpty else { return [] }
    let shown = paths.prefix(3).map { $0.shown(atMost: 100) }.joined(separator: ", ")
    let more = paths.count > 3 ? " and \(paths.count - 3) more" : ""
    return [
      "both builds have the current \(shown)\(more), outside of the repository: changes there were not compared"
    ]
  }

  /// Why instructions were not counted; empty where that is expected.
  package var uncounted: [String] {
    guard case .off(let reason?) = summary.start?.configuration.counting else { return [] }
    return ["instructions were not counted: \(reason.shown(atMost: 200))"]
  }

  private var ending: String {
    let duration = ValueFormat.duration(seconds: summary.record.seconds)
    return switch summary.exitStatus {
    case .pass where summary.hasJudgedNothing: "nothing judged, measured in \(duration)"
    case .pass: "green, measured in \(duration)"
    case .red: "RED, measured in \(duration)"
    case .frozen, .failure, .usage, .configuration: "BROKE OFF"
    case .notMeasurable where summary.hasJudgedNothing: "NOTHING JUDGED, measured in \(duration)"
    case .notMeasurable: "NOT MEASURABLE NOW, tried for \(duration)"
    }
  }
}

extension RunSummary {
  /// The verdicts by outcome, the worst first: `2 regressed, 1 new, 83 same`; `nil` without verdicts.
  var countsInWords: String? { Self.countsInWords(verdicts) }

  /// Verdicts by outcome, the worst first: `2 regressed, 1 new, 83 same`; `nil` without verdicts.
  package static func countsInWords(_ verdicts: [Verdict]) -> String? {
    // "ambiguous" would hide that these were refused at recording.
    let refused = verdicts.count { $0.reason == .refusedAtRecording }
    var counts = verdicts.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 }
    counts[.ambiguous] = counts[.ambiguous].flatMap { $0 > refused ? $0 - refused : nil }
    var words = counts.inWords
    if refused > 0 { words.append("\(refused) refused at recording") }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}
