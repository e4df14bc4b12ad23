import Foundation
import PerformanceBundles
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// Lets the built bundle measure: lists its benchmarks, starts it, shows how far it is, and reads its event log.
package struct BundleRun {
  package let package: PackageFolder
  package let bundle: URL
  /// Which code the bundle is built of.
  package var provenance: RunProvenance
  /// Whether and how instructions are counted.
  package var counting = CountingPlan.off(because: nil)
  /// The most sessions of a function in a recording whose sessions say too little; those of the others unless given.
  package var mostRounds: Int?
  /// The id of the run, which its event log and its scratch folder are named after.
  package var name = StateFolder.newRunName()
  /// What the run is a part of, shown before its progress; where nothing can be redrawn, whoever makes the parts shows it.
  package var part: String?
  /// Asked four times a second; when it says no, the run is broken off.
  package var isWanted: () -> Bool = { true }
  /// The folder that its tests find their files from; the package's unless they belong to a copy of it.
  package let folder: URL
  /// Where its files are while it does not run; `nil` where they are in place.
  package var files: ExchangedFolders?

  /// A run of the bundle that was built of a package, in a folder.
  package init(package: PackageFolder, bundle: URL, folder: URL? = nil) {
    self.package = package
    self.bundle = bundle
    self.folder = folder ?? package.url
    provenance = RunProvenance(environment: package.environment)
  }

  /// What a run gave.
  package struct Result {
    /// The run's event log.
    package var log: URL
    /// What the log says.
    package var record: RunRecord
    /// What the bundle wrote when it failed though its run came to its end: a test that failed in itself.
    package var testFailure: String?
  }

  /// The functions that a selection has.
  /// - Throws: ``CommandFailure`` when the bundle cannot be listed or nothing is selected.
  package func functions(_ selection: TestSelection) throws -> [TestFunctionID] {
    let functions = try list(selection)
    guard !functions.isEmpty else { throw nothing(selection) }
    return functions
  }

  /// The functions that a selection has, of which there may be none.
  /// - Throws: ``CommandFailure`` when the bundle cannot be listed.
  package func list(_ selection: TestSelection) throws -> [TestFunctionID] {
    try ask { try $0.list(selection) { true } }
  }

  /// What a bundle that may be of another version of this package says of itself.
  /// - Throws: ``CommandFailure`` when it cannot be listed.
  package func introduction(_ selection: TestSelection) throws -> TestBundle.Introduction {
    try ask { try $0.introduction(selection) { true } }
  }

  /// Every test function of the bundle, disabled ones and those of other suites as well.
  /// - Throws: ``CommandFailure`` when the bundle cannot be listed.
  package func allTests() throws -> TestListing {
    try ask { try $0.allTests { true } }
  }

  /// Lets the bundle answer a question; its scratch folder is removed after that.
  /// - Throws: ``CommandFailure`` when the bundle cannot be listed, or what the question throws.
  package func ask<Answer>(_ question: (TestBundle) throws -> Answer) throws -> Answer {
    let scratch = package.state.scratch(run: name)
    defer { try? FileManager.default.removeItem(at: scratch) }
    do {
      return try question(
        TestBundle(
          executable: bundle.path, name: bundle.path, scratch: scratch, environment: package.environment,
          folder: folder, files: files))
    } catch let error as TestBundle.ListingError {
      throw CommandFailure(status: .failure, message: "\(error)".printable)
    }
  }

  /// Runs the bundle over the selected functions.
  /// - Parameters:
  ///   - mode: what is done with the measurements.
  ///   - rounds: sessions of each function in a recording.
  ///   - pair: the other build to compare with.
  ///   - confirmation: how times are treated that the file's rule finds worse.
  ///   - earlier: what the log of the same name says already.
  /// - Returns: What the log says by the end.
  /// - Throws: ``CommandFailure`` when the bundle broke off, ``InputError`` when a GPU is demanded that is not there.
  package func measure(
    _ functions: [TestFunctionID], of selection: TestSelection, mode: RunConfiguration.Mode, rounds: Int = 1,
    pair: PairedRun? = nil, confirmation: ConfirmationPlan? = nil, after earlier: RunRecord = RunRecord()
  ) throws -> Result {
    let log = package.state.eventLog(run: name)
    let output = outputFile(besides: log)
    let request = RunRequest(
      run: name, mode: mode, selection: selection, rounds: rounds, mostRounds: mostRounds, counting: counting,
      pair: pair, confirmation: confirmation, provenance: provenance)
    let file = package.state.scratch(run: name).appendingPathComponent("request.json")
    try request.write(to: file)
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    var watcher = RunWatcher(
      reader: EventLogReader(appendingTo: log), record: earlier, part: part, output: package.output)
    let child = try ChildProcess(
      bundle.path,
      arguments: [bundle.path, "--testing-library", "swift-testing", "--no-parallel"]
        + TestSelection(functions: functions).arguments,
      environment: environment(request: file), folder: folder, output: .file(output), descendants: .ended)
    // What a body starts and leaves running when its test runs once here would run beside whatever is measured next.
    let (ending, leftovers) = child.waitForAll(seconds: 24 * 3600) {
      watcher.poll()
      return isWanted()
    }
    let record = try watcher.end()
    guard record.finishedParts > earlier.finishedParts else { throw brokenOff(ending, record, output: output) }
    let testFailure = testFailure(ending, record, output: output)
    if leftovers.count > 0 {
      let processes =
        leftovers.count == 1 ? "a process running, which was" : "\(leftovers.count) processes running, which were"
      package.output.error("the tests left \(processes) ended: \(leftovers.names.printable)")
    }
    return Result(log: log, record: record, testFailure: testFailure)
  }

  /// Where the bundle's own output goes: a later run of the same name must not write over that of an earlier one.
  private func outputFile(besides log: URL) -> URL {
    let base = log.deletingPathExtension()
    let names = [base.lastPathComponent] + (2...99).map { "\(base.lastPathComponent)-\($0)" }
    let files = names.map { base.deletingLastPathComponent().appendingPathComponent($0 + ".log") }
    return files.first { !FileManager.default.fileExists(atPath: $0.path) } ?? files[0]
  }

  private func environment(request: URL) -> [String: String] {
    package.environment.merging([
      RunRequest.variable: request.path,
      PerftestVariable.state.rawValue: package.state.url.path,
      PerftestVariable.baselines.rawValue: package.baselines.folder.path,
      // Descriptions of sets and dictionaries, which labels may be, are those that the sessions have.
      "SWIFT_DETERMINISTIC_HASHING": "1",
    ]) { _, new in new }
  }

  private func brokenOff(_ ending: ChildProcess.Ending, _ record: RunRecord, output: URL) -> CommandFailure {
    CommandFailure(
      status: .failure,
      message: "the test bundle \(ending.text) before its run was complete; its output is in \(output.path)\n"
        + Self.issues(record, output).joined(separator: "\n"))
  }

  /// What failed though the run came to its end; `nil` where nothing did.
  private func testFailure(_ ending: ChildProcess.Ending, _ record: RunRecord, output: URL) -> String? {
    guard ending != .exited(0) || !record.brokenBodies.isEmpty else { return nil }
    let issues = Self.issues(record, output)
    return issues.isEmpty ? "the test bundle \(ending.text)" : issues.joined(separator: "\n")
  }

  /// The bodies that did not end, and the issues Swift Testing printed.
  private static func issues(_ record: RunRecord, _ output: URL) -> [String] {
    [record.brokenBodies.sentence].compactMap { $0 } + issues(in: output)
  }

  /// The issues Swift Testing printed, else the last lines.
  private static func issues(in output: URL) -> [String] {
    let text = TestOutput(of: output, lastBytes: .max)
    let issues = text.issues.map(\.printable)
    return issues.isEmpty ? text.all.suffix(5).map(\.printable) : Array(issues.prefix(20))
  }

  /// The failure of a command whose selection has nothing.
  package func nothing(_ selection: TestSelection) -> CommandFailure {
    let what = selection.arguments.isEmpty ? "" : " that matches\(selection.typed)"
    return CommandFailure(
      status: .red,
      message: "there is no benchmark\(what). A benchmark is a 'measure' call in a test of a suite with the trait "
        + "'.performance'; 'perftest list' shows what there is.")
  }
}

/// Reads a run's event log while it grows and shows how far the run is.
private struct RunWatcher {
  private var reader: EventLogReader
  private var record: RunRecord
  private var line = ProgressLine()
  private var status: StatusLine
  /// Why the log cannot be read; nothing that follows in it counts then.
  private var failure: (any Error)?
  private let part: String?
  private let output: Output

  init(reader: EventLogReader, record: RunRecord, part: String?, output: Output) {
    self.reader = reader
    self.record = record
    self.part = part
    self.output = output
    status = StatusLine(output)
  }

  mutating func poll() {
    read()
    line.progress = record.progress
    let now = Date().timeIntervalSince1970
    let prefix = part.map { $0 + "  " } ?? ""
    let repeated = line.text(now: now, width: output.messages.width - 1 - prefix.count).map { prefix + $0 }
    let plain = output.messages.isTerminal || part != nil ? nil : line.plainText(now: now)
    status.show(repeated: repeated, plain: plain)
  }

  /// What the log says by the end.
  /// - Throws: ``InputError`` for a line that is no event.
  mutating func end() throws -> RunRecord {
    read()
    status.clear()
    if let failure { throw failure }
    return record
  }

  private mutating func read() {
    guard failure == nil else { return }
    do {
      try reader.forEach { record.add($0) }
    } catch {
      failure = error
    }
  }
}
