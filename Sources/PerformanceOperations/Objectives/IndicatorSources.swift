import Foundation
import PerformanceBuild
import PerformanceRecords

/// What indicators count, as far as one of them needs it; each in the order of time.
package struct IndicatorSources: Sendable {
  package var runs: [RunObservation] = []
  /// The day on which each entry of the baselines was recorded.
  package var recorded: [Day] = []
  /// The commands that ended.
  package var commands: [UsageEntry] = []
  /// How long runs took to know what they measure.
  package var plans: [RunPlanning] = []
  /// The comparisons of unchanged code in the newest verification of the gate; `nil` where there was none.
  package var verification: ObjectiveEvents?
  /// The evaluations of rules about the machine, by their names.
  package var evaluations: [String: [ObjectiveEvents]] = [:]

  /// Nothing was read.
  package init() {}

  /// The events of an indicator, in the order of time.
  /// - Parameter now: seconds since 1970.
  package func events(of indicator: Indicator, now: Double) -> [ObjectiveEvents] {
    switch indicator {
    case .finishedRuns, .judgedRuns, .greenRuns, .pairs, .results, .steadySeries, .passedBodies:
      return indicator.events(of: runs)
    case .freshBaselines(let days):
      let today = Day(Date(timeIntervalSince1970: now))
      let fresh = recorded.count { today.number - $0.number <= days }
      return [ObjectiveEvents(time: now, run: "baselines", good: fresh, total: recorded.count)]
    case .commands: return commands.compactMap { $0.event { $0.endedWithoutInternalError } }
    case .quickCommands(let names, let seconds):
      return commands.filter { names.contains($0.command) }.compactMap { command in
        command.event { $0.didItsWork ? $0.seconds <= seconds : nil }
      }
    case .plannedRuns(let seconds):
      return plans.map { ObjectiveEvents(time: $0.time, run: $0.run, good: $0.seconds <= seconds ? 1 : 0, total: 1) }
    case .unchangedCode: return [verification].compactMap { $0 }
    case .quietRule(let rule): return evaluations[rule] ?? []
    }
  }
}

extension Indicator {
  /// Where its events are.
  package enum Source: Sendable {
    /// The runs of the history.
    case runs
    /// The runs of the history with their single results.
    case results
    case baselines, commands, logs, verification, evaluations
  }

  /// Where its events are.
  package var source: Source {
    switch self {
    case .finishedRuns, .judgedRuns, .greenRuns, .pairs, .passedBodies: .runs
    case .results, .steadySeries: .results
    case .freshBaselines: .baselines
    case .commands, .quickCommands: .commands
    case .plannedRuns: .logs
    case .unchangedCode: .verification
    case .quietRule: .evaluations
    }
  }
}

extension UsageEntry {
  /// Whether nothing went wrong within the tool; `nil` where the exit status does not say so.
  fileprivate var endedWithoutInternalError: Bool? {
    CommandTable.reportingByStatus.contains(command) ? nil : exit != ExitStatus.failure.rawValue
  }

  /// Whether it came to a result: green or red.
  fileprivate var didItsWork: Bool { [.passed, .red].contains(ending) }

  /// The command as one event; `nil` for one that counts in neither number. Who killed a command, and why, is not known.
  fileprivate func event(_ isGood: (UsageEntry) -> Bool?) -> ObjectiveEvents? {
    guard exit != nil, let isGood = isGood(self) else { return nil }
    return ObjectiveEvents(time: time, run: command, good: isGood ? 1 : 0, total: 1)
  }
}
