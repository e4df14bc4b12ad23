import Foundation
import PerformanceSystem

/// `.perftest/`: event logs, session files and builds. Everything in it can be deleted.
package struct StateFolder: Hashable, Sendable {
  package var url: URL

  /// The folder `PERFTEST_STATE` names, else `.perftest` in the package.
  package init(package: URL, environment: [String: String]) {
    // `relativeTo:` would drop the last component of a folder that is written without its final slash.
    let path = environment.setting(.state) ?? ".perftest"
    url = path.hasPrefix("/") ? URL(fileURLWithPath: path) : package.appendingPathComponent(path)
  }

  /// The event log of a run.
  package func eventLog(run: String) -> URL {
    url.appendingPathComponent("runs").appendingPathComponent(run + ".jsonl")
  }

  /// The kept event logs, the newest first.
  package var eventLogs: [URL] {
    let runs = url.appendingPathComponent("runs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runs.path)) ?? []
    return names.filter { $0.hasSuffix(".jsonl") }.sorted(by: >).map { runs.appendingPathComponent($0) }
  }

  /// Session files and child output of a run; removed when the run succeeds.
  package func scratch(run: String) -> URL { url.appendingPathComponent("tmp").appendingPathComponent(run) }

  /// The folder of the gate's own release build.
  package var build: URL { url.appendingPathComponent("build") }

  /// An exported tree with its build, and the cached bundles of pairs.
  package var pair: URL { url.appendingPathComponent("pair") }

  /// Creates the folder with a `.gitignore` that ignores all of it, so that adopters need not.
  ///
  /// An existing folder gets no `.gitignore`: it may hold other files.
  /// - Throws: ``InputError`` when it cannot be written.
  package func create() throws {
    let isNew = !FileManager.default.fileExists(atPath: url.path)
    do {
      try FileManager.default.createDirectory(
        at: url.appendingPathComponent("runs"), withIntermediateDirectories: true)
      if isNew { try Data("*\n".utf8).write(to: url.appendingPathComponent(".gitignore")) }
    } catch {
      throw InputError.unwritable(url)
    }
    guard access(url.path, W_OK) == 0 else { throw InputError.unwritable(url) }
  }

  /// Creates the folder of a build, and returns its path without links.
  ///
  /// Modules remember the path they were built at, so that two spellings of one folder break the build. Foundation
  /// resolves links only in paths that exist.
  /// - Throws: ``InputError`` when it cannot be created.
  package static func makeBuildFolder(_ build: URL) throws -> URL {
    do {
      try FileManager.default.createDirectory(
        at: build.resolvingSymlinksInPath(), withIntermediateDirectories: true)
    } catch {
      throw InputError.unwritable(build)
    }
    return build.resolvingSymlinksInPath()
  }

  /// Creates a run id that sorts by time and is unique across machines.
  ///
  /// It ends with the process id, which shows whether the run is still going on.
  package static func newRunName(
    now: Date = Date(), random: UInt32 = .random(in: 0 ... .max),
    process: Int32 = ProcessInfo.processInfo.processIdentifier
  ) -> String {
    let digits = String(random, radix: 16)
    let padding = String(repeating: "0", count: 8 - digits.count)
    return "\(now.text(utc: "yyyyMMdd-HHmmss"))-\(padding)\(digits)-\(process)"
  }
}

extension StateFolder {
  /// The number of event logs to keep.
  private static let keptRuns = 100

  /// Removes the leftovers of dead runs, and the oldest event logs with the output of their bundles.
  package func tidy() {
    let files = FileManager.default
    let scratch = url.appendingPathComponent("tmp")
    for name in (try? files.contentsOfDirectory(atPath: scratch.path)) ?? [] where !Self.isRunning(name) {
      try? files.removeItem(at: scratch.appendingPathComponent(name))
    }
    let runs = url.appendingPathComponent("runs")
    let names = (try? files.contentsOfDirectory(atPath: runs.path)) ?? []
    for log in names.filter({ $0.hasSuffix(".jsonl") }).sorted().dropLast(Self.keptRuns) {
      // The output of the bundles is beside the log: `RUN.log`, `RUN-2.log` and so on.
      let run = log.dropLast(".jsonl".count)
      let outputs = names.filter { $0.hasSuffix(".log") && ($0.hasPrefix(run + ".") || $0.hasPrefix(run + "-")) }
      for name in [log] + outputs { try? files.removeItem(at: runs.appendingPathComponent(name)) }
    }
  }

  /// The scratch folders of runs that ended without cleaning up.
  package var leftovers: [String] {
    let scratch = url.appendingPathComponent("tmp")
    return ((try? FileManager.default.contentsOfDirectory(atPath: scratch.path)) ?? []).filter { !Self.isRunning($0) }
      .sorted()
  }

  /// Whether the process at the end of a run's id is alive. A reused process id only delays the removal.
  private static func isRunning(_ run: String) -> Bool {
    guard let process = run.split(separator: "-").last.flatMap({ pid_t($0) }) else { return false }
    return kill(process, 0) == 0 || errno == EPERM
  }
}
