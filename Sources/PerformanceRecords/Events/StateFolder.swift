import Foundation
import PerformanceBuild
import PerformanceSystem

/// `.perftest/`: event logs, session files and builds. Everything in it can be deleted.
package struct StateFolder: Equatable, Sendable {
  private let location: StateLocation

  /// The folder `PERFTEST_STATE` names, else `.perftest` in the package.
  package init(package: URL, environment: [String: String]) {
    location = StateLocation(package: package, environment: environment)
  }

  /// The folder.
  package var url: URL { location.url }

  /// The event log of a run, `runs/<run id>.jsonl`.
  package func eventLog(run: String) -> URL {
    url.appendingPathComponent("runs").appendingPathComponent(run + ".jsonl")
  }

  /// The kept event logs, the newest first.
  package var eventLogs: [URL] {
    let runs = url.appendingPathComponent("runs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runs.path)) ?? []
    return names.filter { $0.hasSuffix(".jsonl") }.sorted(by: >).map { runs.appendingPathComponent($0) }
  }

  /// The index of the history.
  package var history: URL { url.appendingPathComponent("history.db") }

  /// The index that is being made to replace one that cannot be used.
  package var historyReplacement: URL { url.appendingPathComponent(history.lastPathComponent + ".new") }

  /// The list of the event logs that the index has.
  package var indexedLogs: URL { url.appendingPathComponent("history.logs.json") }

  /// The pages of runs that were opened.
  package var reports: URL { url.appendingPathComponent("reports") }

  /// The state and the history of alerts.
  package var alerts: URL { url.appendingPathComponent("alerts") }

  /// The objectives as they were last counted.
  package var objectives: URL { url.appendingPathComponent("objectives.json") }

  /// Session files and child output of a run; removed when the run succeeds.
  package func scratch(run: String) -> URL { url.appendingPathComponent("tmp").appendingPathComponent(run) }

  /// The scratch folder of the release build of the benchmarks.
  package var build: URL { location.build }

  /// An exported tree with its build, and the cached bundles of pairs.
  package var pair: URL { url.appendingPathComponent("pair") }

  /// Creates the folder with a `.gitignore` that ignores all of it, so that adopters need not.
  ///
  /// An existing folder gets no `.gitignore`: it may hold other files.
  /// - Throws: ``InputError`` when it cannot be written.
  package func create() throws {
    do {
      try location.create()
      try FileManager.default.createDirectory(
        at: url.appendingPathComponent("runs"), withIntermediateDirectories: true)
    } catch {
      throw InputError.unwritable(url)
    }
    guard access(url.path, W_OK) == 0 else { throw InputError.unwritable(url) }
  }

  /// Creates the folder of a build, and returns its path without links.
  /// - Throws: ``InputError`` when it cannot be created.
  package static func makeBuildFolder(_ build: URL) throws -> URL {
    do {
      return try StateLocation.makeBuildFolder(build)
    } catch {
      throw InputError.unwritable(build)
    }
  }

  /// Creates a run id that is unique across machines and sorts by time, to the millisecond: of two runs that began in
  /// the same second, `show` and `export` read the later one.
  package static func newRunName(
    now: Date = Date(), random: UInt32 = .random(in: 0 ... .max),
    process: Int32 = ProcessInfo.processInfo.processIdentifier
  ) -> String {
    let digits = String(random, radix: 16)
    let padding = String(repeating: "0", count: 8 - digits.count)
    return runName(of: padding + digits, now: now, process: process)
  }

  /// Creates the id of a run by its time and what else identifies it.
  ///
  /// It ends with the process id, which shows whether the run is still going on.
  package static func runName(
    of identity: String, now: Date = Date(), process: Int32 = ProcessInfo.processInfo.processIdentifier
  ) -> String {
    "\(now.text(utc: "yyyyMMdd-HHmmssSSS"))-\(identity)-\(process)"
  }
}

extension StateFolder {
  /// The number of event logs to keep.
  package static let keptRuns = 100

  /// Removes the leftovers of dead runs, and the oldest event logs with the output of their bundles.
  ///
  /// Where the history has an index, a log that is not in it stays, however old it is.
  package func tidy() {
    let files = FileManager.default
    let scratch = url.appendingPathComponent("tmp")
    for name in (try? files.contentsOfDirectory(atPath: scratch.path)) ?? [] where !Self.isRunning(name) {
      try? files.removeItem(at: scratch.appendingPathComponent(name))
    }
    let runs = url.appendingPathComponent("runs")
    let names = (try? files.contentsOfDirectory(atPath: runs.path)) ?? []
    let old = names.filter { $0.hasSuffix(".jsonl") }.sorted().dropLast(Self.keptRuns)
    guard !old.isEmpty else { return }
    let indexed = hasIndex ? IndexedLogs(file: indexedLogs) : nil
    for log in old where indexed?.contains(runs.appendingPathComponent(log)) ?? true {
      // The output of the bundles is beside the log: `RUN.log`, `RUN-2.log` and so on.
      let run = log.dropLast(".jsonl".count)
      let outputs = names.filter { $0.hasSuffix(".log") && ($0.hasPrefix(run + ".") || $0.hasPrefix(run + "-")) }
      for name in [log] + outputs { try? files.removeItem(at: runs.appendingPathComponent(name)) }
    }
  }

  /// Whether the history has an index. While one is replaced, none has the usual name for a moment.
  private var hasIndex: Bool {
    if FileManager.default.fileExists(atPath: history.path) { return true }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.contains { $0 == historyReplacement.lastPathComponent || $0.hasPrefix("history-") }
  }

  /// The scratch folders of runs that ended without cleaning up.
  package var leftovers: [String] {
    let scratch = url.appendingPathComponent("tmp")
    return ((try? FileManager.default.contentsOfDirectory(atPath: scratch.path)) ?? []).filter { !Self.isRunning($0) }
      .sorted()
  }

  /// Whether the process at the end of a run's id is alive. A reused process id only delays the removal.
  private static func isRunning(_ run: String) -> Bool {
    guard let process = process(ofRun: run).flatMap({ pid_t(exactly: $0) }) else { return false }
    return kill(process, 0) == 0 || errno == EPERM
  }

  /// The process that leads a run, by the end of the run's id; `nil` for an id of another form.
  package static func process(ofRun run: String) -> Int? {
    run.split(separator: "-").last.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }
}
