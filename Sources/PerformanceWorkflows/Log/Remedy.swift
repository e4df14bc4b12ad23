import PerformanceLog
import PerformanceSystem

/// What the tool does without being asked, so that a run or a question succeeds: the whole list. Each can be done again
/// without harm, and none changes code, baselines or a verdict.
package enum Remedy: String, CaseIterable, Sendable {
  /// A run waited until the machine was ready, as `--wait-until-ready` wants it.
  case waitedUntilReady
  /// Candidates were measured again, in turn with an older build.
  case moreSessions
  /// An index of the history that could not be used was moved away and made again.
  case rebuiltIndex
  /// The builds of pairs that were used least recently were removed.
  case prunedBuilds
}

extension RunLog {
  /// Makes the audit record of a remedy.
  package func audit(_ remedy: Remedy, _ message: @autoclosure () -> String, _ details: [String: JSONValue] = [:]) {
    audit(.remedyApplied, message(), details.merging(["remedy.name": .string(remedy.rawValue)]) { $1 })
  }
}
