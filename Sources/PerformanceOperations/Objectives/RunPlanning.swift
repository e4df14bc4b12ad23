import Foundation
import PerformanceRecords

/// How long a run took from its first event to its plan: the start of a process of the suite, its list of tests, and the
/// selection from it.
package struct RunPlanning: Equatable, Sendable {
  /// When the run began, in seconds since 1970.
  package var time: Double
  /// The id of the run.
  package var run: String
  package var seconds: Double

  package init(time: Double, run: String, seconds: Double) {
    (self.time, self.run, self.seconds) = (time, run, seconds)
  }

  /// Reads the beginning of a log; `nil` where it measures nothing after a plan, and for a run that had to wait for another
  /// one.
  package init?(log: URL) {
    var reader = EventLogReader(file: log)
    func next() -> RunEvent? { try? reader.nextEvent() }
    guard let start = next(), case .runStarted = start.body, let plan = next(), case .planned = plan.body,
      plan.time >= start.time
    else { return nil }
    switch next()?.body {
    case .attempt, .counting: self.init(time: start.time, run: start.run, seconds: plan.time - start.time)
    default: return nil
    }
  }

  /// Those of logs since a time, the oldest first.
  /// - Parameter logs: the newest first, as ``PerformanceRecords/StateFolder/eventLogs`` has them.
  package static func all(of logs: [URL], since: Double) -> [RunPlanning] {
    logs.compactMap { RunPlanning(log: $0) }.filter { $0.time >= since }.sorted { $0.time < $1.time }
  }
}
