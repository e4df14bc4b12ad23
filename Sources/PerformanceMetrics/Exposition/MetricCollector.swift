import Foundation
import PerformanceExports
import PerformanceHistory
import PerformanceMachine
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// Collects all families again and again.
///
/// The machine, runs that go on and the end of the log are read each time; the history only when a run has ended, and the
/// sizes of folders every few minutes. Nothing of it happens in a process that measures.
package final class MetricCollector {
  /// The shortest time that shares of the processors are about, in seconds: the kernel counts hundredths.
  package static let shortestPeriod = 0.25
  /// How long sizes of folders are valid, in seconds: a build has tens of thousands of files.
  private static let sizesAge = 300.0

  /// How long to wait for another process that writes the index, in seconds. A scraper waits for ten, and what the index
  /// does not have is read from the logs.
  private static let patience = 2.0

  private let sources: MetricSources
  private let log: LogTotalsReader
  private let disks: [(name: String, path: String)]
  private var readings: MachineReadings
  private var sizes: (time: Double, families: MetricCollection)?
  private var history: (key: HistoryKey, families: MetricCollection)?
  private var store: HistoryStore?
  /// What could not be read so far.
  package private(set) var problems: [Problem] = []

  /// Something that could not be read, so that families are absent or incomplete.
  package enum Problem: Equatable, Sendable {
    case input(InputError)
    case history(HistoryMessage)
    /// A query of the history failed.
    case query(String)
  }

  package init(_ sources: MetricSources) {
    self.sources = sources
    let state = sources.state
    log = LogTotalsReader(sources.log, sums: state.url.appendingPathComponent("metrics.json"))
    disks = [("state", state.url.path), ("cache", state.build.path), ("tmp", sources.temporary)]
    readings = sources.machine.readings(below: [sources.process], disks: [])
  }

  /// All families with their present values.
  ///
  /// Shares of the processors are about the time since the last call, and absent before ``shortestPeriod``.
  package func families() -> [MetricFamily] {
    let logs = sources.state.eventLogs
    let active = ActiveRuns(logs: logs)
    var collection = history(logs, besides: active)
    addMachine(to: &collection, active)
    collection.add(sources.gpus())
    collection.add(active)
    if let totals = log.totals() { collection.add(totals) }
    report(log.problems.map { .input($0) })
    return collection.all
  }

  private func report(_ new: [Problem]) { problems += new.filter { !problems.contains($0) } }

  // MARK: - The machine

  private func addMachine(to collection: inout MetricCollection, _ active: ActiveRuns) {
    let processes = Set(active.runs.compactMap(\.process) + [sources.process])
    let now = sources.machine.readings(below: processes, disks: disks.map(\.path))
    collection.add(now, since: readings, disks: disks.map(\.name))
    if now.elapsed(since: readings) ?? 0 >= Self.shortestPeriod { readings = now }
    collection.add(folderSizes(at: now.time))
  }

  private func folderSizes(at time: Double) -> MetricCollection {
    if let sizes, time - sizes.time < Self.sizesAge { return sizes.families }
    let state = sources.state
    var families = MetricCollection()
    families.add(.stateBytes, [MetricSeries([], FolderSize.bytes(of: state.url))])
    let caches = [state.build, state.pair].map(FolderSize.bytes)
    families.add(.cacheBytes, [MetricSeries([], caches.reduce(0, +))])
    sizes = (time, families)
    return families
  }

  // MARK: - The history

  /// What the families of the history depend on: the logs of runs that have ended, and the index.
  private struct HistoryKey: Equatable {
    let logs: [FileState]
    let index: [FileState]

    init(_ all: [URL], in state: StateFolder, besides active: Set<String>) {
      logs = all.filter { !active.contains($0.deletingPathExtension().lastPathComponent) }.map { FileState($0) }
      // Runs of other machines come into the index without a log.
      index = ["", "-wal"].map { FileState(URL(fileURLWithPath: state.history.path + $0)) }
    }
  }

  private func history(_ logs: [URL], besides active: ActiveRuns) -> MetricCollection {
    let names = Set(active.runs.map(\.name))
    if let history, history.key == HistoryKey(logs, in: sources.state, besides: names) { return history.families }
    do {
      let families = try readHistory(logs, besides: names)
      // Reading takes new logs into the index, which must not be read again for it.
      history = (HistoryKey(logs, in: sources.state, besides: names), families)
      return families
    } catch {
      report([.query("\(error)")])
      // The totals of before: a counter must not vanish, and the next call tries again.
      return history?.families ?? MetricCollection()
    }
  }

  private func readHistory(_ logs: [URL], besides active: Set<String>) throws -> MetricCollection {
    var families = MetricCollection()
    let ended = logs.first { !active.contains($0.deletingPathExtension().lastPathComponent) }
    if let ended { addRun(ended, to: &families) }
    let store = openStore()
    defer { report(store.messages.map { .history($0) }) }
    let totals = try store.read { try HistoryTotals(of: $0, besides: active) }
    families.add(totals)
    if !totals.branches.isEmpty, let states = sources.branches(totals.branches) { families.add(states) }
    return families
  }

  private func openStore() -> HistoryStore {
    if let store {
      store.update()
      return store
    }
    let opened = HistoryStore(state: sources.state, patience: Self.patience)
    store = opened
    return opened
  }

  /// Adds the newest run, and the baselines of its environment.
  private func addRun(_ log: URL, to families: inout MetricCollection) {
    do {
      let summary = RunSummary(try RunRecord(log: log), redRule: sources.redRule)
      families.add(NewestRun(summary))
      guard let environment = summary.environment else { return }
      let loaded = try sources.baselines.load(for: environment)
      families.add(loaded.counts + loaded.times)
    } catch let error as InputError {
      report([.input(error)])
    } catch {
      report([.query("\(error)")])
    }
  }
}
