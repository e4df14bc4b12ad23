import PerformanceRecords

extension Verdict.Reason {
  /// Why, in a few words that need no number.
  package var text: String {
    switch self {
    case .withinTolerance: "within the tolerance"
    case .betterThanTolerance: "better by more than the tolerance"
    case .everySessionWorse: "no fresh process came near the baseline"
    case .countGrew: "each fresh process counted worse"
    case .countFell: "fresh processes counted better"
    case .countEqual: "the count repeats"
    case .spreadTooWide: "the baseline's sessions differ too much to judge"
    case .tooFewSessions: "too few sessions"
    case .drawingTimeUsedUp: "the time for drawing sessions was used up"
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
    case .machineBusy: "the machine was too busy to tell"
    case .machineSlower: "the machine is slower than it was"
    case .gpuInDoubt: "the GPU's state may have made it"
    case .gpuDisturbed: "the GPU was disturbed"
    case .identicalCode: "both builds are identical"
    case .onlyInBase: "gone since then"
    case .onlyInHead: "not there before"
    case .pairsDisagree: "the pairs of sessions differ too much to tell"
    case .baseUnusable: "there is nothing to compare with"
    case .threw: "the test threw"
    case .crashed: "the process crashed"
    case .timedOut: "the process did not end in time"
    case .noResult: "the process gave no result"
    case .duplicateID: "another benchmark has the same name"
    case .budgetExceeded: "over the budget"
    case .expectationFailed: "a failure was recorded"
    case .endedItself: "it ended its process before its result was complete"
    case .notANumber: "it recorded what is no number"
    case .noCases: "it has no cases: its list of arguments is empty"
    case .notReached: "its test ended without reaching a 'measure' call"
    case .unreadable: "it was read for the baseline and cannot be read here"
    case .budgetUnreadable: "its budget could not be checked"
    case .budgetUnasked: "nobody asked for what its budget is on"
    case .switchedOff: "the test itself says that it is off"
    }
  }
}

extension Verdict.Reason {
  /// Whether a verdict that is not red for it is shown with its name and not only counted.
  var isShownByName: Bool {
    switch self {
    case .onlyInBase, .unreadable, .budgetUnreadable, .budgetUnasked: true
    default: false
    }
  }
}

extension Verdict {
  /// Why, with the numbers that make it so, and what to do where the judge said it.
  package var explanation: String {
    guard let acceptanceText else { return ownExplanation }
    return outcome == .accepted ? acceptanceText : "\(ownExplanation); \(acceptanceText)"
  }

  private var ownExplanation: String {
    let detail = detail?.onOneLine(atMost: 400)
    switch reason {
    case .everySessionWorse, .countGrew:
      return ([everyProcess] + [detail, cause?.text].compactMap { $0 }).joined(separator: "; ")
    case .spreadTooWide:
      guard let metric, let smallestDetectableChange else { return reason.text }
      let change = ValueFormat.detectable(smallestDetectableChange, direction: metric.direction)
      return "the baseline's sessions differ too much to show less than \(change)"
    case .drawingTimeUsedUp: return "\(reason.text) after \(Counted.text(sessions, "session"))"
    case .otherMachineClass, .otherToolchain, .otherBuild, .otherMethodology, .otherInstrument, .otherGPU,
      .notInRun, .budgetExceeded, .endedItself, .notANumber, .budgetUnreadable, .budgetUnasked:
      // The judge's own sentence says the same with names.
      return detail ?? reason.text
    default: return reason.text + (detail.map { ": " + $0 } ?? "")
    }
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
