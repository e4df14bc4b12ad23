import Foundation
import PerformanceRecords
import PerformanceSystem

/// An event log from elsewhere.
package struct ImportedLog {
  /// Why a log cannot be imported.
  package enum Problem: Error, Equatable, Sendable {
    /// It cannot be read.
    case unreadable
    /// It has no events.
    case noEvents
    /// It has events of several runs; the ids of two.
    case severalRuns(String, String)
    /// The id of its run is no name of a file.
    case unusableName(String)
    /// The state folder has another log of the same run.
    case different(URL)
  }

  /// What became of a log.
  package enum Outcome: Equatable, Sendable {
    case copied
    /// The state folder has it, as long or longer.
    case alreadyHere
  }

  private let file: URL
  private let run: String

  /// Reads a log to its end.
  /// - Throws: ``InputError`` for a malformed line, or ``Problem``.
  package init(_ file: URL) throws {
    var reader = EventLogReader(file: file)
    var name: String?
    try reader.forEach { event in
      if let name, name != event.run { throw Problem.severalRuns(name, event.run) }
      name = event.run
    }
    guard let name else { throw Problem.noEvents }
    guard FileName.safe(name) == name else { throw Problem.unusableName(name) }
    self.file = file
    run = name
  }

  /// Copies the log into the state folder under the id of its run, so that it is on the disk.
  /// - Throws: ``InputError`` or ``Problem``; then nothing was changed.
  package func copy(into state: StateFolder) throws -> Outcome {
    let target = state.eventLog(run: run)
    let contents: Data
    do {
      contents = try Data(contentsOf: file, options: .mappedIfSafe)
    } catch {
      throw Problem.unreadable
    }
    if let present = try? Data(contentsOf: target, options: .mappedIfSafe) {
      // A log only grows, so that the longer of two has the other one at its beginning.
      guard contents.starts(with: present) || present.starts(with: contents) else { throw Problem.different(target) }
      if contents.count <= present.count { return .alreadyHere }
    }
    let copy = try DurableFile(replacing: target)
    try copy.write(contents)
    try copy.commit()
    // The name is on the disk with its folder.
    _ = RunContents.Log.synchronize(target.deletingLastPathComponent())
    return .copied
  }
}
