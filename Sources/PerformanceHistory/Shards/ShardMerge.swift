import Foundation
import PerformanceRecords
import PerformanceSystem

/// Joins the event logs of shards, each of which measured a part of the benchmarks, into the log of one run.
///
/// Shards must be of one machine class. A log has one environment, and each time in it, with its series in the history
/// and its baseline, belongs to that; a session has none of its own. Shards of several machines of one class are what one
/// run on any of them gives.
package struct ShardMerge {
  /// The result of a merge.
  package struct Result: Equatable, Sendable {
    /// The id of the run.
    package var run: String
    /// The number of logs.
    package var shards: Int
    /// The number of benchmarks and functions with results.
    package var subjects: Int
    /// The logs that have no end, because of which the run has none.
    package var unfinished: [URL]
  }

  /// The shards in the order of their starts.
  private let shards: [Shard]

  /// Reads the logs and checks that they are shards of one run.
  /// - Throws: ``ShardProblem``, or ``InputError`` for a malformed line or a line of another version.
  package init(logs: [URL]) throws {
    shards = try logs.map { try Shard(log: $0) }.sorted { ($0.time, $0.run) < ($1.time, $1.run) }
    for (index, shard) in shards.enumerated() {
      for other in shards[..<index] {
        guard shard.run != other.run else { throw ShardProblem.sameRun(other.log, shard.log) }
        let common = shard.subjects.intersection(other.subjects)
        guard common.isEmpty else { throw ShardProblem.sameBenchmarks(common.sorted(), other.log, shard.log) }
      }
      if let difference = try ShardDifference(shards[0], shard) { throw ShardProblem.different(difference) }
    }
  }

  /// Writes the joined log, which appears under its name when it is complete.
  /// - Throws: ``ShardProblem``, or ``InputError`` for a log that was changed meanwhile.
  package func write(to output: URL) throws -> Result {
    try check(output)
    let temporary = output.deletingLastPathComponent().appendingPathComponent(
      ".\(output.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).tmp")
    try? FileManager.default.removeItem(at: temporary)
    defer { try? FileManager.default.removeItem(at: temporary) }
    do {
      try write(with: EventLogWriter(file: temporary, run: run))
    } catch let error as InputError where error == InputError.unwritable(temporary) || error.file == folder(of: output)
    {
      throw ShardProblem.notWritten(output)
    }
    guard RunContents.Log.synchronize(temporary), rename(temporary.path, output.path) == 0 else {
      throw ShardProblem.notWritten(output)
    }
    return Result(
      run: run, shards: shards.count, subjects: shards.reduce(0) { $0 + $1.subjects.count },
      unfinished: shards.filter { !$0.isFinished }.map(\.log))
  }

  private func folder(of file: URL) -> String { file.deletingLastPathComponent().path }

  private func check(_ output: URL) throws(ShardProblem) {
    guard let identity = FileIdentity(of: output) else { return }
    let isLog = shards.contains { FileIdentity(of: $0.log) == identity }
    throw isLog ? ShardProblem.outputIsLog(output) : ShardProblem.outputExists(output)
  }

  /// The id of the run, the same whenever and wherever these shards are joined.
  private var run: String {
    let start = Date(timeIntervalSince1970: shards[0].time).text(utc: "yyyyMMdd-HHmmssSSS")
    return start + "-" + FileName.hash(shards.map(\.run).joined(separator: "\n")) + "-merged"
  }

  /// The start of the run: that of the first shard, with the selections of all.
  private var start: RunStart {
    var start = shards[0].start
    let selections = shards.map(\.start.configuration)
    // A shard without filters measured everything that is not skipped.
    let filters = selections.map(\.filters)
    start.configuration.filters = filters.contains([]) ? [] : filters.joined().distinct
    // What one shard skips another may have measured.
    start.configuration.skips = start.configuration.skips.filter { skip in
      selections.allSatisfy { $0.skips.contains(skip) }
    }
    return start
  }

  private func write(with writer: EventLogWriter) throws {
    try writer.append(.runStarted(start), time: shards[0].time)
    var acceptances: [UnusedAcceptance] = []
    var budgets: [UnusedBudget] = []
    try forEachEvent { event in
      switch event.body {
      case .runStarted, .runFinished: return
      case .acceptanceUnused(let acceptance):
        // Each shard reports those that belong to no benchmark any more.
        guard !acceptances.contains(acceptance) else { return }
        acceptances.append(acceptance)
      case .budgetUnused(let budget):
        guard !budgets.contains(budget) else { return }
        budgets.append(budget)
      default: break
      }
      try writer.append(event.body, time: event.time)
    }
    guard shards.allSatisfy(\.isFinished) else { return }
    let end = RunEnd(seconds: shards.reduce(0) { $0 + $1.seconds })
    try writer.append(.runFinished(end), time: shards.map(\.end).max() ?? shards[0].end)
  }

  /// Calls a function with the events of all shards in the order of their times. Memory holds one event of each.
  private func forEachEvent(_ body: (RunEvent) throws -> Void) throws {
    var readers = shards.map { EventLogReader(file: $0.log) }
    var events: [RunEvent?] = []
    for index in readers.indices { events.append(try readers[index].nextEvent()) }
    while true {
      let waiting = events.indices.filter { events[$0] != nil }
      guard let next = waiting.min(by: { (events[$0]?.time ?? 0) < (events[$1]?.time ?? 0) }), let event = events[next]
      else { return }
      try body(event)
      events[next] = try readers[next].nextEvent()
    }
  }
}
