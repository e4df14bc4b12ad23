import PerformanceRecords

extension Verdict {
  /// The reason with its numbers, and what to do.
  package var explanation: String {
    guard let acceptanceText else { return ownExplanation }
    return outcome == .accepted ? acceptanceText : "\(ownExplanation); \(acceptanceText)"
  }

  private var ownExplanation: String {
    [reasonText, slowSessions?.text].compactMap { $0 }.joined(separator: "; ")
  }

  private var reasonText: String {
    let detail = detailText?.onOneLine(atMost: 400)
    switch reason {
    case .everySessionWorse, .countGrew:
      return ([stopped ?? everyProcess] + [detail, confirmationText, cause?.text].compactMap { $0 })
        .joined(separator: "; ")
    case _ where confirmation?.commit != nil:
      return ([confirmationText, detail, cause?.text].compactMap { $0 }).joined(separator: "; ")
    case .spreadTooWide:
      guard let metric, let smallestDetectableChange else { return reason.text }
      let change = ValueFormat.detectable(smallestDetectableChange, direction: metric.direction)
      return "the baseline's sessions differ too much to show less than \(change)"
    case .refusedAtRecording: return refusal
    case .timeLimitReached: return undecided
    case .machineBusy, .machineSlower:
      // Only a pair can separate the machine from the code, and a user can change why there is none.
      let machine = reason.text + (detail.map { ": " + $0 } ?? "")
      return [machine, confirmationText].compactMap { $0 }.joined(separator: "; ")
    case .otherMachineClass, .otherToolchain, .otherBuild, .otherMethodology, .otherInstrument, .otherGPU,
      .notInRun, .budgetExceeded, .endedItself, .notANumber, .budgetUnreadable, .budgetUnasked:
      // The detail repeats the reason with names.
      return detail ?? reason.text
    default: return reason.text + (detail.map { ": " + $0 } ?? "")
    }
  }

  private var undecided: String {
    let sessions = Plural.text(sessions, "session")
    guard let limit = timeLimit.flatMap({ TimeLimit(seconds: $0) }) else { return "\(reason.text) after \(sessions)" }
    let filter = TestSelection(filters: [function.filter]).typed
    return "not decided within \(limit.text) (\(sessions)): type "
      + "\(PerftestCommand.prefix) gate\(filter) \(limit.extended.option)"
  }

  /// `more than 12× the baseline: its counting was stopped after 60 s`.
  private var stopped: String? {
    guard let stoppedAfter, let ratio, ratio >= 1 else { return nil }
    // Rounded down: the true count is greater.
    let times = ratio < 10 ? Digits.fixed((ratio * 10).rounded(.down) / 10, decimals: 1) : "\(Int(min(ratio, 1e9)))"
    return "more than \(times)× the baseline: its counting was stopped after \(Int(stoppedAfter.rounded())) s"
  }

  /// `refused on 2026-11-28: less than +130 % could not be shown; type swift run perftest record …`.
  private var refusal: String {
    var parts = ["refused" + (detailText.map { " on " + $0.onOneLine(atMost: 300) } ?? "")]
    if let metric, let smallestDetectableChange {
      let change = ValueFormat.detectable(smallestDetectableChange, direction: metric.direction)
      parts.append("less than \(change) could not be shown")
    }
    return parts.joined(separator: ": ") + "; type \(PerftestCommand.prefix) record"
      + FunctionFilter.text([function])
  }

  private var everyProcess: String {
    let processes = sessions == 1 ? "the fresh process" : "each of \(sessions) fresh processes"
    return reason == .countGrew ? "\(processes) counted \(worse)" : "\(processes) was \(worse)"
  }

  private var worse: String {
    guard let metric else { return "worse" }
    switch metric.unit {
    case .nanoseconds, .bytesPerSecond, .elementsPerSecond: return "slower"
    case .bytes, .count, .joules, .watts, .megahertz, .celsius:
      let words = metric.kind == .exact ? ("more", "less") : ("higher", "lower")
      return metric.direction == .lowerIsBetter ? words.0 : words.1
    default: return "worse"
    }
  }
}

extension Verdict.SlowSessions {
  /// The share and the size of slower sessions: `3 of 4 sessions were 2.0× slower`.
  package var text: String {
    "\(slower) of \(Plural.text(of, "session")) were \(Digits.fixed(factor, decimals: 1))× slower"
  }
}
