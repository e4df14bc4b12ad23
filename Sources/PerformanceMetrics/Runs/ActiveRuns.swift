import Foundation
import PerformanceExports
import PerformanceRecords

/// The runs of a package that go on.
package struct ActiveRuns: Equatable, Sendable {
  /// A run that goes on.
  package struct Run: Equatable, Sendable {
    /// Its id.
    package var name: String
    /// The process that its id names.
    package var process: Int?
    /// What it does now.
    package var phase: RunPhase
  }

  /// The newest logs among which runs that go on are looked for.
  private static let mostAtOnce = 8
  /// The end of a log that is read for its last event, in bytes.
  private static let tail = 1 << 18

  /// The runs, the newest first.
  package let runs: [Run]

  /// The runs of which a process gives the sign that their logs may still grow.
  /// - Parameter logs: the event logs, the newest first.
  package init(logs: [URL]) {
    runs = logs.prefix(Self.mostAtOnce).filter(LogPresence.isGiven).map { log in
      let name = log.deletingPathExtension().lastPathComponent
      return Run(name: name, process: name.split(separator: "-").last.flatMap { Int($0) }, phase: Self.phase(of: log))
    }
  }

  /// The phase of the last whole line that this build knows; another process may be in the middle of the next one.
  private static func phase(of log: URL) -> RunPhase {
    guard let handle = try? FileHandle(forReadingFrom: log), let end = try? handle.seekToEnd() else { return .starting }
    defer { try? handle.close() }
    let begin = end > tail ? end - UInt64(tail) : 0
    guard (try? handle.seek(toOffset: begin)) != nil, let block = try? handle.read(upToCount: tail) else {
      return .starting
    }
    // Backwards from the last line feed: the end of a log has far more bytes than its last line.
    let feed = UInt8(ascii: "\n")
    var rest = block[..<(block.lastIndex(of: feed) ?? block.startIndex)]
    while !rest.isEmpty {
      let previous = rest.lastIndex(of: feed)
      // A line that begins before the block is not whole; a session of many samples may be longer than the block.
      guard previous != nil || begin == 0 else { break }
      let line = rest[(previous.map { $0 + 1 } ?? rest.startIndex)...]
      if let event = try? EventLogReader.event(Data(line), at: log.path) { return RunPhase(event.body) }
      rest = rest[..<(previous ?? rest.startIndex)]
    }
    return begin > 0 ? .measuring : .starting
  }
}

extension MetricCollection {
  /// Adds the runs that go on. A phase that none is in has 0, so that its line in a chart ends.
  mutating func add(_ active: ActiveRuns) {
    add(.activeRuns, [MetricSeries([], Double(active.runs.count))])
    add(
      .activeRunsByPhase,
      RunPhase.allCases.map { phase in
        MetricSeries(
          [MetricLabel("phase", phase.rawValue)], Double(active.runs.count { $0.phase == phase }))
      })
  }
}
