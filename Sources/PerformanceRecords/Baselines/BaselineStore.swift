import Foundation
import PerformanceBuild
import PerformanceSystem

/// The folder of checked-in baselines.
///
/// Layout: `<toolchain key>/counts/<Module>.<Suite>.json`, `<toolchain key>/<machine class>/<Module>.<Suite>.json` and
/// `<toolchain key>/profiles/<Module>.<Suite>.json`.
/// Files are found by their content, not by their names: a case-insensitive file system may rename one.
package struct BaselineStore: Sendable {
  /// The name of the folder beside the machine classes that holds exact counts.
  package static let countsFolder = "counts"
  /// The name of the folder beside them that holds the costs of benchmarks by function.
  package static let profilesFolder = "profiles"

  /// The folder, usually `baselines`.
  package var folder: URL

  /// A store in a folder that need not exist yet.
  package init(folder: URL) { self.folder = folder }

  /// The baselines of one environment.
  package struct Loaded: Sendable {
    /// Exact metrics of this toolchain.
    package var counts: [BaselineDocument] = []
    /// Sampled metrics of this toolchain and machine class.
    package var times: [BaselineDocument] = []
    /// Benchmarks that have counts or times for another environment, with the folders that hold them.
    package var elsewhere: [BenchmarkID: Set<BaselineFolder>] = [:]
    /// The build arguments by which other environments differ, by the folder names of their toolchains.
    package var buildArguments: [String: [String]] = [:]
    /// Files of other environments that cannot be read; a gate does not depend on them.
    package var unreadable: [InputError] = []
    /// The accepted regressions of all environments.
    package var acceptances: [AcceptedRegression] = []

    package init() {}

    /// Whether some times can be judged against: those of another methodology and refused ones cannot.
    package var hasTimes: Bool {
      times.contains { document in
        document.methodology == Methodology.current && document.benchmarks.contains { !$0.metrics.isEmpty }
      }
    }

    /// The benchmarks with counts of this toolchain whose times are on file for other machine classes, or with another
    /// methodology, alone.
    package var withoutTimesHere: Set<BenchmarkID> {
      let usable = Set(times.filter { $0.methodology == Methodology.current }.flatMap(\.ids))
      let outdated = Set(times.flatMap(\.ids))
      return Set(counts.flatMap(\.ids)).subtracting(usable).filter { id in
        outdated.contains(id) || elsewhere[id]?.contains { $0.machine != BaselineStore.countsFolder } == true
      }
    }

    /// The benchmarks whose times a recording with the current methodology refused, with the refused metrics.
    package var refusedTimes: [BenchmarkID: [RefusedMetric]] {
      times.reduce(into: [:]) { refused, document in
        guard document.methodology == Methodology.current else { return }
        for benchmark in document.benchmarks where !benchmark.refused.isEmpty {
          refused[document.id(of: benchmark)] = benchmark.refused
        }
      }
    }

    /// The entry of a benchmark among documents.
    package static func entry(_ id: BenchmarkID, in documents: [BaselineDocument]) -> BaselineBenchmark? {
      documents.first { $0.module == id.module && $0.suite == id.suite }?.benchmarks
        .first { $0.test == id.test && $0.label == id.label }
    }
  }

  /// One folder of the store: a toolchain and either `counts`, `profiles` or a machine class.
  package struct BaselineFolder: Hashable, Sendable {
    /// The toolchain's folder name.
    package var toolchain: String
    /// The machine class's folder name, `counts` or `profiles`.
    package var machine: String

    package init(toolchain: String, machine: String) {
      self.toolchain = toolchain
      self.machine = machine
    }
  }

  /// Reads the baselines of an environment. Of the other folders only the names of benchmarks are read, to report where
  /// a baseline exists; an unreadable file there is listed in ``Loaded/unreadable``.
  /// - Throws: ``InputError`` for a file of the environment that is damaged, of an unknown version or names a benchmark
  ///   twice.
  package func load(for environment: RunEnvironment) throws -> Loaded {
    var loaded = Loaded()
    loaded.acceptances = try acceptances.read()
    for folder in try folders() {
      if folder.toolchain == environment.toolchain.folderName, folder.machine == Self.countsFolder {
        loaded.counts = try documents(in: folder)
      } else if folder.toolchain == environment.toolchain.folderName, folder.machine == environment.machine.folderName {
        loaded.times = try documents(in: folder)
      } else {
        addNames(in: folder, to: &loaded)
      }
    }
    return loaded
  }

  /// Adds the benchmarks of a folder of another environment.
  private func addNames(in folder: BaselineFolder, to loaded: inout Loaded) {
    func read<Result>(_ body: () throws -> Result) -> Result? {
      do {
        return try body()
      } catch let error as InputError {
        loaded.unreadable.append(error)
      } catch {
        loaded.unreadable.append(
          InputError(file: url(of: folder).path, problem: "cannot be read (\(error))", remedy: "Check its permissions.")
        )
      }
      return nil
    }
    for file in read({ try contents(of: url(of: folder)) }) ?? [] where file.pathExtension == "json" {
      guard let document = read({ try Self.read(file) }) else { continue }
      if !document.buildArguments.isEmpty { loaded.buildArguments[folder.toolchain] = document.buildArguments }
      for id in document.ids { loaded.elsewhere[id, default: []].insert(folder) }
    }
  }

  /// The file of accepted regressions.
  package var acceptances: AcceptanceFile { AcceptanceFile(in: folder) }

  /// The folders of baselines, in order of their names; empty when the store does not exist.
  package func folders() throws -> [BaselineFolder] {
    try subfolders(of: folder).flatMap { toolchain in
      try subfolders(of: toolchain).map(\.lastPathComponent).filter { $0 != Self.profilesFolder }.map {
        BaselineFolder(toolchain: toolchain.lastPathComponent, machine: $0)
      }
    }
  }

  /// The documents of a folder, in order of their file names.
  /// - Throws: ``InputError``.
  package func documents(in folder: BaselineFolder) throws -> [BaselineDocument] {
    try documents(BaselineDocument.self, in: folder)
  }

  /// The costs by function of benchmarks with a toolchain, in order of the file names.
  /// - Throws: ``InputError``.
  package func profiles(toolchain: String) throws -> [ProfileDocument] {
    try documents(ProfileDocument.self, in: BaselineFolder(toolchain: toolchain, machine: Self.profilesFolder))
  }

  private func documents<Document: SuiteDocument>(
    _ type: Document.Type, in folder: BaselineFolder
  ) throws -> [Document] {
    let url = self.url(of: folder)
    var seen: [BenchmarkID: String] = [:]
    var suites: [[String]: String] = [:]
    return try contents(of: url).filter { $0.pathExtension == "json" }.map { file in
      let document = try Self.read(type, from: file)
      for id in document.ids {
        if let other = seen.updateValue(file.lastPathComponent, forKey: id) {
          throw InputError(
            file: file.path, key: "benchmarks", problem: "has '\(id)' a second time (first in \(other))",
            remedy: "Delete one of the two entries, or record the benchmark again.")
        }
      }
      if let other = suites.updateValue(file.lastPathComponent, forKey: [document.module] + document.suite) {
        throw InputError(
          file: file.path, key: "suite", problem: "is that of \(other) too, and only one file of a suite is used",
          remedy: "Move its benchmarks into \(other), or delete it and record again.")
      }
      return document
    }
  }

  /// Reads one document.
  /// - Throws: ``InputError``.
  package static func read(_ file: URL) throws -> BaselineDocument {
    try read(BaselineDocument.self, from: file)
  }

  private static func read<Document: SuiteDocument>(_ type: Document.Type, from file: URL) throws -> Document {
    try JSONFile.read(
      type, from: file,
      remedy: "Restore it with 'git checkout -- \(file.path)', or delete it and record again.")
  }

  /// Writes a document unless the file already has the same content.
  /// - Returns: Whether something was written.
  /// - Throws: ``InputError``; the old file is then unchanged.
  @discardableResult
  package func write(_ document: some SuiteDocument) throws -> Bool {
    let file = try file(for: document)
    if document.ids.isEmpty {
      guard FileManager.default.fileExists(atPath: file.path) else { return false }
      do {
        try FileManager.default.removeItem(at: file)
      } catch {
        throw InputError(
          file: file.path, problem: "cannot be removed (\(error.localizedDescription))", remedy: "Check permissions.")
      }
      return true
    }
    let data = try PrettyJSON.encode(document)
    if let old = try? Data(contentsOf: file), old == data { return false }
    try JSONFile.write(data, to: file)
    return true
  }

  /// The file that holds a document; `nil` where there is none.
  /// - Throws: ``InputError`` for a file in its folder that cannot be read.
  package func file(holding document: BaselineDocument) throws -> URL? {
    try contents(of: url(of: document.folder)).first { file in
      guard file.pathExtension == "json" else { return false }
      let other = try Self.read(file)
      return other.module == document.module && other.suite == document.suite
    }
  }

  /// The file that already holds the suite, or a new one that no other suite's file equals, ignoring case.
  private func file<Document: SuiteDocument>(for document: Document) throws -> URL {
    let url = self.url(of: document.folder)
    var isTaken = false
    for file in try contents(of: url) where file.pathExtension == "json" {
      let other = try Self.read(Document.self, from: file)
      if other.module == document.module, other.suite == document.suite { return file }
      if file.lastPathComponent.lowercased() == document.fileName.lowercased() { isTaken = true }
    }
    guard isTaken else { return url.appendingPathComponent(document.fileName) }
    return url.appendingPathComponent(FileName.distinct(document.fullName) + ".json")
  }

  private func url(of folder: BaselineFolder) -> URL {
    self.folder.appendingPathComponent(folder.toolchain).appendingPathComponent(folder.machine)
  }

  private func subfolders(of url: URL) throws -> [URL] {
    // Links are resolved: a baseline that is silently not read makes every benchmark new.
    try contents(of: url).filter { entry in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: entry.path, isDirectory: &isFolder) && isFolder.boolValue
    }
  }

  private func contents(of url: URL) throws -> [URL] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { return [] }
    guard isFolder.boolValue else {
      throw InputError(
        file: url.path, problem: "is a file where a folder of baselines is expected",
        remedy: "Move the file away, or set PERFTEST_BASELINES to another folder.")
    }
    do {
      // Foundation lists nothing for a link on Linux, hence the resolving.
      return try FileManager.default.contentsOfDirectory(
        at: url.resolvingSymlinksInPath(), includingPropertiesForKeys: nil
      )
      .filter { !$0.lastPathComponent.hasPrefix(".") }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    } catch {
      throw InputError(
        file: url.path, problem: "cannot be listed (\(error.localizedDescription))", remedy: "Check its permissions.")
    }
  }
}

extension BaselineStore {
  /// The folder `PERFTEST_BASELINES` names, else `baselines` in the package.
  package static func folder(package: URL, environment: [String: String]) -> URL {
    environment.setting(.baselines).map { URL(fileURLWithPath: $0, relativeTo: package).absoluteURL }
      ?? package.appendingPathComponent("baselines")
  }
}
