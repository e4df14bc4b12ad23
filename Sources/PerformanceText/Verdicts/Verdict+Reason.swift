import PerformanceRecords

extension Verdict.Reason {
  /// The reason in a few words, without numbers.
  package var text: String {
    switch self {
    case .withinTolerance: "within the tolerance"
    case .betterThanTolerance: "better by more than the tolerance"
    case .everySessionWorse: "no fresh process came near the baseline"
    case .moreSessionsSlower: "more processes are slower than on file"
    case .countGrew: "each fresh process counted worse"
    case .countFell: "fresh processes counted better"
    case .countEqual: "the count repeats"
    case .spreadTooWide: "the baseline's sessions differ too much to judge"
    case .tooFewSessions: "too few sessions"
    case .timeLimitReached: "not decided within the time limit"
    case .measuredInProcess: "measured beside other tests, which proves nothing"
    case .valueUnavailable: "not available here"
    case .otherMachineClass: "recorded on another kind of machine"
    case .otherToolchain: "recorded with another toolchain"
    case .otherBuild: "recorded from another kind of build"
    case .otherMethodology: "recorded with another methodology"
    case .otherInstrument: "counted by another tool"
    case .otherGPU: "recorded on another GPU"
    case .notInRun: "in the baseline, but not in the run"
    case .notInBaseline: "not in the baseline yet"
    case .refusedAtRecording: "refused when it was recorded"
    case .machineBusy: "the machine was too busy to decide"
    case .machineSlower: "the machine is slower than it was"
    case .gpuCaveat: "the GPU's state may be the cause"
    case .gpuDisturbed: "the GPU was disturbed"
    case .identicalCode: "both builds are identical"
    case .onlyInBase: "gone since then"
    case .onlyInHead: "not there before"
    case .pairsDisagree: "the pairs of sessions differ too much to decide"
    case .baseUnusable: "there is nothing to compare with"
    case .confirmedByPair: "a pair of builds is slower as well"
    case .refutedByPair: "the machine is slower than it was, the code is not"
    case .threw: "the test threw"
    case .crashed: "the process crashed"
    case .timedOut: "the process did not end in time"
    case .noResult: "the process gave no result"
    case .duplicateID: "another benchmark has the same name"
    case .budgetExceeded: "over the budget"
    case .notCounted: "on file, but its test leaves it out of counting"
    case .expectationFailed: "a failure was recorded"
    case .endedItself: "it ended its process before its result was complete"
    case .notANumber: "it recorded a value that is not a number"
    case .noCases: "it has no cases: its list of arguments is empty"
    case .notReached: "its test ended without reaching a 'measure' call"
    case .unreadable: "it was read for the baseline and cannot be read here"
    case .budgetUnreadable: "its budget could not be checked"
    case .budgetUnasked: "the metric of its budget was not requested"
    case .switchedOff: "the test disables itself"
    case .other(let name): name.text.shown(atMost: 60)
    }
  }
}

extension Verdict.Reason {
  /// Whether a verdict that is not red is shown by name because of this reason, not only counted.
  var isShownByName: Bool {
    switch self {
    case .onlyInBase, .unreadable, .budgetUnreadable, .budgetUnasked: true
    default: false
    }
  }
}

extension TimeLimit {
  /// The limit in words: `5 s`, `2 min`.
  package var text: String {
    seconds < 60 && seconds.rounded() == seconds ? "\(Int(seconds)) s" : ValueFormat.duration(seconds: seconds)
  }

  /// The option that sets this limit: `--time-limit 10m`.
  package var option: String { "--time-limit \(typed)" }
}

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
