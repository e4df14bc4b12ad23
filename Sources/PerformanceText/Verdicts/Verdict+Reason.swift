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
