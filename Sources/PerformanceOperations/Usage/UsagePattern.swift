/// A sequence of runs that makes a gate worthless where it becomes a habit.
package struct UsagePattern: Equatable, Sendable, Encodable {
  /// What was done.
  package enum Kind: String, Sendable, Encodable {
    /// The same commit was measured again on the same machines until it was green.
    case rerunUntilGreen
    /// Baselines were recorded right after a red run.
    case recordedAfterRed
  }

  package var kind: Kind
  /// The runs in their order: the red ones, then the one that is green or recorded.
  package var runs: [String]
  /// When the last one began, in seconds since 1970.
  package var time: Double

  /// The seconds within which a run belongs to the one before.
  static let memory = 86_400.0
  /// The seconds after a red run within which nobody has looked for its cause.
  static let haste = 3_600.0

  /// The patterns among runs, in their order.
  package static func all(in runs: [UsageRun]) -> [UsagePattern] {
    let ordered = runs.filter(\.isFinished).sorted { ($0.time, $0.name) < ($1.time, $1.name) }
    return (reruns(ordered) + recordings(ordered)).sorted { ($0.time, $0.kind.rawValue) < ($1.time, $1.kind.rawValue) }
  }

  private struct Code: Hashable { let revision, machine: String }

  private static func reruns(_ runs: [UsageRun]) -> [UsagePattern] {
    var red: [Code: [UsageRun]] = [:]
    var found: [UsagePattern] = []
    for run in runs where !run.isRecording && run.verdicts > 0 {
      guard let revision = run.revision else { continue }
      let code = Code(revision: revision, machine: run.machine)
      let before = (red[code] ?? []).filter { run.time - $0.time <= memory }
      if run.isRed {
        red[code] = before + [run]
      } else {
        if !before.isEmpty {
          found.append(UsagePattern(kind: .rerunUntilGreen, runs: (before + [run]).map(\.name), time: run.time))
        }
        red[code] = nil
      }
    }
    return found
  }

  private struct Desk: Hashable {
    let machine: String
    let branch: String?
  }

  private static func recordings(_ runs: [UsageRun]) -> [UsagePattern] {
    var last: [Desk: UsageRun] = [:]
    var found: [UsagePattern] = []
    for run in runs {
      let desk = Desk(machine: run.machine, branch: run.branch)
      if run.isRecording, let before = last[desk], before.isRed, run.time - before.time <= haste {
        found.append(UsagePattern(kind: .recordedAfterRed, runs: [before.name, run.name], time: run.time))
      }
      last[desk] = run
    }
    return found
  }
}
