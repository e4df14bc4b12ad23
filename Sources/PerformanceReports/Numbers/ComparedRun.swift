import Foundation
import PerformanceHistory
import PerformanceSystem
import PerformanceText

/// The run of the history that is one side of a comparison.
package struct ComparedRun: Equatable, Sendable, Encodable {
  /// The id of the run.
  package var run: String
  /// The time of its first event, in seconds since 1970.
  package var time: Double
  /// The full hash of the measured commit; `nil` outside a repository.
  package var revision: String?
  /// The branch; `nil` where none is known.
  package var branch: String?
  /// Whether files differed from the commit; `nil` where the commit is unknown.
  package var dirty: Bool?
  /// Whether every part of it has finished.
  package var isFinished: Bool

  init(_ run: HistoryRun) {
    self.run = run.name
    time = run.time
    revision = run.provenance.revision
    branch = run.provenance.branch
    dirty = run.provenance.dirty
    isFinished = run.isFinished
  }

  /// The run with its time and what it measured, in one line.
  package var text: String {
    var parts = ["run \(run)", Date(timeIntervalSince1970: time).text(utc: "yyyy-MM-dd HH:mm") + " UTC"]
    if let revision { parts.append(String(revision.prefix(12)) + (branch.map { " on \($0)" } ?? "")) }
    if dirty == true { parts.append("with changed files") }
    if !isFinished { parts.append("unfinished") }
    return parts.joined(separator: ", ").shown(atMost: 200)
  }
}
