import PerformanceRecords

// All words about a verdict: its line, the part of the line that says why, and the few words of a reason or an outcome.
// What an acceptance and a pair of builds add is in Acceptance+Text and Confirmation+Text.

// MARK: - The whole line

extension Verdict {
  /// The verdict in one line, as the issue of the test shows it.
  ///
  /// `decode() wallClock: 12.3 ms → 16.1 ms, +31.0 % [+28 %, +35 %] (tolerance 20 %); each of 15 fresh processes was
  /// slower`, and for a count `decode(): allocations 12 → 13`.
  package var sentence: String {
    if let growth {
      let series = growth.series.map { " (\($0.shown(atMost: 60)))" } ?? ""
      return "\(name)\(series): \(outcomeText): \(explanation)"
    }
    guard let metric else { return "\(name): \(outcomeText): \(explanation)" }
    let metricName = metric.name.shown(atMost: 60)
    guard let now else { return "\(name) \(metricName): \(outcomeText): \(explanation)" }
    guard let baseline else {
      return "\(name) \(metricName): \(ValueFormat.text(now, of: metric)), \(outcomeText): \(explanation)"
    }
    if budget != nil { return budgetSentence(metric, metricName, limit: baseline, now: now) }
    return metric.kind == .exact
      ? countSentence(metric, metricName, baseline: baseline, now: now)
      : quantitySentence(metric, metricName, baseline: baseline, now: now)
  }

  /// The outcome in words.
  package var outcomeText: String { reason == .budgetAtRisk ? "at risk" : outcome.text }

  /// The test with its label, without suite and module.
  private var name: String {
    (function.test + (subject.label.map { "/" + $0 } ?? "")).shown(atMost: 120)
  }

  private func countSentence(
    _ metric: MetricDescription, _ metricName: String, baseline: Double, now: Double
  ) -> String {
    let numbers = "\(ValueFormat.text(baseline, of: metric)) → \(ValueFormat.text(now, of: metric))"
    let isPlain = acceptance == nil && stoppedAfter == nil && [.countGrew, .countFell, .countEqual].contains(reason)
    // A count needs no explanation, only the location of its change.
    let more = isPlain ? cause?.text : explanation
    return "\(name): \(metricName) \(numbers)\(toleranceText(metric))" + (more.map { "; " + $0 } ?? "")
  }

  private func quantitySentence(
    _ metric: MetricDescription, _ metricName: String, baseline: Double, now: Double
  ) -> String {
    var numbers = "\(ValueFormat.text(baseline, of: metric)) → \(ValueFormat.text(now, of: metric))"
    if let ratio { numbers += ", " + ValueFormat.ratioChange(ratio) }
    if let interval { numbers += " " + ValueFormat.interval(interval) }
    return "\(name) \(metricName): \(numbers)\(toleranceText(metric)); \(explanation)"
  }

  private func budgetSentence(
    _ metric: MetricDescription, _ metricName: String, limit: Double, now: Double
  ) -> String {
    let relation = metric.direction == .lowerIsBetter ? "over" : "under"
    let numbers =
      "\(ValueFormat.text(now, of: metric)) is \(relation) the budget of \(ValueFormat.text(limit, of: metric))"
    return "\(name) \(metricName): \(numbers)" + " (\(explanation))"
  }

  private func toleranceText(_ metric: MetricDescription) -> String {
    ValueFormat.tolerance(of: metric).map { " (tolerance \($0))" } ?? ""
  }
}

// MARK: - Why

extension Verdict {
  /// The reason with the numbers of this verdict, and what to do: the part of ``sentence`` behind the change.
  package var explanation: String {
    guard let acceptanceText else { return ownExplanation }
    return outcome == .accepted ? acceptanceText : "\(ownExplanation); \(acceptanceText)"
  }

  private var ownExplanation: String {
    [reasonText, slowSessions?.text].compactMap { $0 }.joined(separator: "; ")
  }

  private var reasonText: String {
    if let growth { return growth.text(reason) }
    let detail = detailText?.onOneLine(atMost: 400)
    switch reason {
    case .budgetExceeded, .budgetAtRisk:
      return [confirmationText, detail ?? reason.text].compactMap { $0 }.joined(separator: "; ")
    case .everySessionWorse, .countGrew, .ratioGrew:
      return ([stopped ?? everyProcess] + [detail, confirmationText, cause?.text].compactMap { $0 })
        .joined(separator: "; ")
    case _ where confirmation?.commit != nil:
      return ([confirmationText, detail, cause?.text].compactMap { $0 }).joined(separator: "; ")
    case .spreadTooWide:
      guard let metric, let smallestDetectableChange else { return reason.text }
      let change = ValueFormat.detectable(smallestDetectableChange, direction: metric.direction)
      return "the baseline's sessions differ too much to show less than \(change)"
    case .countEqual where baseline != now:
      return Reason.withinTolerance.text + (detail.map { ": " + $0 } ?? "")
    case .refusedAtRecording: return refusal
    case .timeLimitReached: return undecided
    case .machineBusy, .machineSlower:
      // Only a pair can separate the machine from the code, and a user can change why there is none.
      let machine = reason.text + (detail.map { ": " + $0 } ?? "")
      return [machine, confirmationText].compactMap { $0 }.joined(separator: "; ")
    case .otherMachineClass, .otherToolchain, .otherBuild, .otherMethodology, .otherInstrument, .otherGPU,
      .notInRun, .endedItself, .notANumber, .budgetUnreadable, .budgetUnasked:
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
    if reason == .ratioGrew { return "most of \(sessions) fresh processes are beyond the tolerance" }
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

// MARK: - Details

extension Verdict {
  /// Details that the reason does not contain; `nil` where there are none.
  var detailText: String? {
    switch reason {
    case .notInRun where metric == nil:
      "it is in the baseline, but no 'measure' call gave it; if intended, '\(PerftestCommand.prefix) record' "
        + "removes it"
    case .notInRun:
      "it is in the baseline, but its benchmark no longer measures or records it; if intended, "
        + "'\(PerftestCommand.prefix) record' removes it"
    case .noCases, .notReached: "if intended, disable or delete the test"
    case .withoutTrait: "it is not measured; add the trait, or delete the test's baselines"
    case .notCounted:
      "to remove it type \(PerftestCommand.prefix) record\(TestSelection(filters: [function.filter]).typed)"
    default: budgetText ?? detail?.text
    }
  }
}

// MARK: - Reasons and outcomes in a few words

extension Verdict.Reason {
  /// The reason in a few words. ``Verdict/explanation`` adds the numbers of a verdict.
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
    case .budgetAtRisk: "some sessions are over the budget"
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
    case .withoutTrait: "the test exists, but its suite has no '.performance'"
    case .ratioGrew: "most fresh processes are beyond the tolerance"
    case .sessionsDisagree: "the sessions differ too much to judge"
    case .growthWithin: "its costs grow no faster than declared"
    case .growthAbove: "its costs grow faster than declared"
    case .growthUnclear: "how its costs grow is not clear"
    case .growthUnseen: "how its costs grow cannot be judged"
    case .other(let name): name.text.shown(atMost: 60)
    }
  }
}

extension Verdict.Outcome {
  /// The outcome in words.
  package var text: String {
    switch self {
    case .overBudget: "over budget"
    case .other(let name): name.text.shown(atMost: 60)
    default: name
    }
  }
}
