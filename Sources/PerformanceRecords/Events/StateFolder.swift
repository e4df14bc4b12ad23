import Foundation
import PerformanceSystem

/// `.perftest/`: event logs, session files and builds. Everything in it can be deleted.
package struct StateFolder: Hashable, Sendable {
  /// The folder.
  package var url: URL

  /// The folder `PERFTEST_STATE` names, else `.perftest` in the package.
  package init(package: URL, environment: [String: String]) {
    // Not with `relativeTo:`, which drops the last name of a folder that is written without its final slash.
    let path = environment.setting(.state) ?? ".perftest"
    url = path.hasPrefix("/") ? URL(fileURLWithPath: path) : package.appendingPathComponent(path)
  }

  /// The event log of a run.
  package func eventLog(run: String) -> URL {
    url.appendingPathComponent("runs").appendingPathComponent(run + ".jsonl")
  }

  /// The event logs that are kept, the newest first.
  package var eventLogs: [URL] {
    let runs = url.appendingPathComponent("runs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runs.path)) ?? []
    return names.filter { $0.hasSuffix(".jsonl") }.sorted(by: >).map { runs.appendingPathComponent($0) }
  }

  /// Session files and child output of a run, removed when it ends well.
  package func scratch(run: String) -> URL { url.appendingPathComponent("tmp").appendingPathComponent(run) }

  /// Where the gate's own release build goes.
  package var build: URL { url.appendingPathComponent("build") }

  /// An exported tree and its build, with the bundles of earlier ones, of which two are measured in turn.
  package var pair: URL { url.appendingPathComponent("pair") }

  /// Creates the folder, and in it a `.gitignore` that hides all of it, so that adopters need not think of it.
  ///
  /// In a folder that is there already nothing is hidden: it may hold what is not ours.
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

  /// Makes the folder of a build, and gives its path without links.
  ///
  /// Modules remember the path they were built at: two spellings of one folder give a build that fails. Of a folder that
  /// does not exist yet Foundation resolves nothing.
  /// - Throws: ``InputError`` when it cannot be made.
  package static func makeBuildFolder(_ build: URL) throws -> URL {
    do {
      try FileManager.default.createDirectory(
        at: build.resolvingSymlinksInPath(), withIntermediateDirectories: true)
    } catch {
      throw InputError.unwritable(build)
    }
    return build.resolvingSymlinksInPath()
  }

  /// A name for a run: it sorts by time, and no two runs of any machines have the same.
  ///
  /// It ends with the process, by which tidying knows whether the run goes on.
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
  /// The event logs that are kept.
  private static let keptRuns = 100

  /// Removes what dead runs left behind, and the oldest event logs with the output of their bundles.
  package func tidy() {
    let files = FileManager.default
    let scratch = url.appendingPathComponent("tmp")
    for name in (try? files.contentsOfDirectory(atPath: scratch.path)) ?? [] where !Self.isRunning(name) {
      try? files.removeItem(at: scratch.appendingPathComponent(name))
    }
    let runs = url.appendingPathComponent("runs")
    let names = (try? files.contentsOfDirectory(atPath: runs.path)) ?? []
    for log in names.filter({ $0.hasSuffix(".jsonl") }).sorted().dropLast(Self.keptRuns) {
      // Its bundles' output is beside it: `RUN.log`, `RUN-2.log` and so on.
      let run = log.dropLast(".jsonl".count)
      let outputs = names.filter { $0.hasSuffix(".log") && ($0.hasPrefix(run + ".") || $0.hasPrefix(run + "-")) }
      for name in [log] + outputs { try? files.removeItem(at: runs.appendingPathComponent(name)) }
    }
  }

  /// The scratch folders of runs that ended without tidying up.
  package var leftovers: [String] {
    let scratch = url.appendingPathComponent("tmp")
    return ((try? FileManager.default.contentsOfDirectory(atPath: scratch.path)) ?? []).filter { !Self.isRunning($0) }
      .sorted()
  }

  /// Whether the process whose id ends a run's name is alive; another process that has got the id only delays tidying.
  private static func isRunning(_ run: String) -> Bool {
    guard let process = run.split(separator: "-").last.flatMap({ pid_t($0) }) else { return false }
    return kill(process, 0) == 0 || errno == EPERM
  }
}
