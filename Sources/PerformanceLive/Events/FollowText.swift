import Foundation
import PerformanceRecords
import PerformanceSystem

/// The messages of a follower.
package enum FollowText {
  /// The run ended before its last event.
  package static let brokenOff = "the run broke off: its last event is missing"

  /// No run is under way.
  /// - Parameter newest: the log of the last one; `nil` without one.
  package static func waiting(newest: URL?) -> String {
    let last = newest.map { log in
      let run = log.deletingPathExtension().lastPathComponent.printable(atMost: 80)
      return "; the last one was \(run): '\(PerftestCommand.prefix) follow \(run)'"
    }
    return "waiting for a run" + (last ?? "")
  }
}
