extension Verdict {
  /// The reason of a verdict. ``Detail`` has the numbers, and PerformanceText makes the sentence.
  package enum Reason: OpenEnumeration, Hashable {
    // Compared with a baseline or with another build.
    case withinTolerance, betterThanTolerance, everySessionWorse, moreSessionsSlower, countGrew, countFell
    case countEqual, identicalCode, confirmedByPair, refutedByPair, ratioGrew
    // Undecided.
    case spreadTooWide, tooFewSessions, timeLimitReached, measuredInProcess, pairsDisagree, machineBusy
    case machineSlower, gpuCaveat, gpuDisturbed, sessionsDisagree
    // Without anything to compare with.
    case otherMachineClass, otherToolchain, otherBuild, otherMethodology, otherInstrument, otherGPU, baseUnusable
    case notInBaseline, refusedAtRecording, onlyInBase, onlyInHead, notCounted, valueUnavailable, unreadable
    // Without a number.
    case notInRun, noCases, notReached, threw, crashed, timedOut, noResult, duplicateID, expectationFailed
    case endedItself, notANumber, switchedOff, withoutTrait
    // About a budget.
    case budgetExceeded, budgetAtRisk, budgetUnreadable, budgetUnasked
    // About how costs grow.
    case growthWithin, growthAbove, growthUnclear, growthUnseen
    /// A reason of a newer version of this package.
    case other(UnknownName)

    package static let known: [Reason] = [
      .withinTolerance, .betterThanTolerance, .everySessionWorse, .moreSessionsSlower, .countGrew, .countFell,
      .countEqual, .identicalCode, .confirmedByPair, .refutedByPair, .spreadTooWide, .tooFewSessions,
      .timeLimitReached, .measuredInProcess, .pairsDisagree, .machineBusy, .machineSlower, .gpuCaveat,
      .gpuDisturbed, .otherMachineClass, .otherToolchain, .otherBuild, .otherMethodology, .otherInstrument,
      .otherGPU, .baseUnusable, .notInBaseline, .refusedAtRecording, .onlyInBase, .onlyInHead, .notCounted,
      .valueUnavailable, .unreadable, .notInRun, .noCases, .notReached, .threw, .crashed, .timedOut, .noResult,
      .duplicateID, .expectationFailed, .endedItself, .notANumber, .switchedOff, .budgetExceeded, .budgetUnreadable,
      .budgetUnasked, .growthWithin, .growthAbove, .growthUnclear, .growthUnseen,
      .ratioGrew, .sessionsDisagree, .budgetAtRisk, .withoutTrait,
    ]

    package var name: String {
      switch self {
      case .withinTolerance: "withinTolerance"
      case .betterThanTolerance: "betterThanTolerance"
      case .everySessionWorse: "everySessionWorse"
      case .moreSessionsSlower: "moreSessionsSlower"
      case .countGrew: "countGrew"
      case .countFell: "countFell"
      case .countEqual: "countEqual"
      case .identicalCode: "identicalCode"
      case .confirmedByPair: "confirmedByPair"
      case .refutedByPair: "refutedByPair"
      case .spreadTooWide: "spreadTooWide"
      case .tooFewSessions: "tooFewSessions"
      case .timeLimitReached: "timeLimitReached"
      case .measuredInProcess: "measuredInProcess"
      case .pairsDisagree: "pairsDisagree"
      case .machineBusy: "machineBusy"
      case .machineSlower: "machineSlower"
      case .gpuCaveat: "gpuCaveat"
      case .gpuDisturbed: "gpuDisturbed"
      case .otherMachineClass: "otherMachineClass"
      case .otherToolchain: "otherToolchain"
      case .otherBuild: "otherBuild"
      case .otherMethodology: "otherMethodology"
      case .otherInstrument: "otherInstrument"
      case .otherGPU: "otherGPU"
      case .baseUnusable: "baseUnusable"
      case .notInBaseline: "notInBaseline"
      case .refusedAtRecording: "refusedAtRecording"
      case .onlyInBase: "onlyInBase"
      case .onlyInHead: "onlyInHead"
      case .notCounted: "notCounted"
      case .valueUnavailable: "valueUnavailable"
      case .unreadable: "unreadable"
      case .notInRun: "notInRun"
      case .noCases: "noCases"
      case .notReached: "notReached"
      case .threw: "threw"
      case .crashed: "crashed"
      case .timedOut: "timedOut"
      case .noResult: "noResult"
      case .duplicateID: "duplicateID"
      case .expectationFailed: "expectationFailed"
      case .endedItself: "endedItself"
      case .notANumber: "notANumber"
      case .switchedOff: "switchedOff"
      case .withoutTrait: "withoutTrait"
      case .budgetExceeded: "budgetExceeded"
      case .budgetAtRisk: "budgetAtRisk"
      case .budgetUnreadable: "budgetUnreadable"
      case .budgetUnasked: "budgetUnasked"
      case .ratioGrew: "ratioGrew"
      case .sessionsDisagree: "sessionsDisagree"
      case .growthWithin: "growthWithin"
      case .growthAbove: "growthAbove"
      case .growthUnclear: "growthUnclear"
      case .growthUnseen: "growthUnseen"
      case .other(let name): name.text
      }
    }
  }
}
