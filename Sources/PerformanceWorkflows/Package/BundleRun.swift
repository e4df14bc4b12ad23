import Foundation
import PerformanceBuild
import PerformanceBundles
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// Runs a built bundle: lists its benchmarks, starts it, shows its progress, and reads its event log.
package struct BundleRun {
  package let package: PackageFolder
  package let bundle: URL
  /// The provenance of the bundle's code.
  package var provenance: RunProvenance
  /// Whether and how instructions are counted.
  package var counting = CountingPlan.off(because: nil)
  /// The most sessions of a function in a recording whose sessions do not suffice; by default the usual number.
  package var mostRounds: Int?
  /// Why the run compares with no other build although the machine has no recorded times.
  package var unpaired: PairAbsence?
  /// The id of the run, the name of its event log and its scratch folder.
  package var name = StateFolder.newRunName()
  /// The part of a larger workflow, shown before the progress. The workflow announces it in a log.
  package var part: String?
  /// Polled four times a second; false breaks the run off.
  package var isWanted: () -> Bool = { true }
  /// The folder from which its tests find their files: the package's, unless they belong to a copy of it.
  package let folder: URL
  /// The exchange of folders while it runs; `nil` where its files are already there.
  package var files: ExchangedFolders?

  /// Creates a run of a bundle, in the package's folder unless another one is given.
  package init(package: PackageFolder, bundle: URL, folder: URL? = nil) {
    self.package = package
    self.bundle = bundle
    self.folder = folder ?? package.url
    provenance = RunProvenance(environment: package.environment)
  }

  /// The log of a run with its record, also where tests failed.
  package struct Result {
    /// The run's event log.
    package var log: URL
    /// The record of the log.
    package var record: RunRecord
    /// The output of a bundle that failed although its run finished, because a test failed; `nil` if it passed.
    package var testFailure: String?
    /// Keeps followers of the log waiting for more of it, until the command ends.
    var presence: LogPresence?
  }

  /// The functions of a selection.
  /// - Throws: ``CommandFailure`` when the bundle cannot be listed or nothing is selected.
  package func functions(_ selection: TestSelection) throws -> [TestFunctionID] {
    let functions = try list(selection)
    guard !functions.isEmpty else { throw nothing(selection) }
    return functions
  }

  /// The functions of a selection, possibly none.
  /// - Throws: ``CommandFailure`` when the bundle cannot be listed.
  package func list(_ selection: TestSelection) throws -> [TestFunctionID] {
    try ask { try $0.list(selection) { true } }
  }

  /// The introduction of a bundle, which may use another version of this package.
  /// - Throws: ``CommandFailure`` when it cannot be listed.
  package func introduction(_ selection: TestSelection) throws -> TestBundle.Introduction {
    try ask { try $0.introduction(selection) { true } }
  }

  /// All test functions of the bundle, including disabled ones and those of other suites.
  /// - Throws: ``CommandFailure`` when the bundle cannot be listed.
  package func allTests() throws -> TestListing {
    try ask { try $0.allTests { true } }
  }

  /// Of functions that are in the bundle and not listed for measuring, those that Swift Testing would run: their suite
  /// has no `.performance`, and they are not disabled.
  /// - Throws: ``CommandFailure`` when the bundle cannot be listed.
  func withoutTrait(_ functions: Set<TestFunctionID>) throws -> Set<TestFunctionID> {
    guard !functions.isEmpty else { return [] }
    let listed = try list(TestSelection()).first
    return try ask { try $0.starting(functions, besides: listed) { true } }
  }

  /// Runs a query on the bundle, and removes its scratch folder afterwards.
  /// - Throws: ``CommandFailure`` when the bundle cannot be listed, or the error of the query.
  package func ask<Answer>(_ question: (TestBundle) throws -> Answer) throws -> Answer {
    let scratch = package.state.scratch(run: name)
    defer { try? FileManager.default.removeItem(at: scratch) }
    do {
      return try question(
        TestBundle(
          executable: bundle.path, name: bundle.path, scratch: scratch, environment: package.environment,
          folder: folder, files: files))
    } catch let error as ListingError {
      throw CommandFailure(status: .failure, message: "\(error)".printable)
    }
  }

  /// Runs the bundle over the selected functions.
  /// - Parameters:
  ///   - mode: the purpose of the run.
  ///   - rounds: sessions of each function in a recording.
  ///   - pair: the other build to compare with.
  ///   - confirmation: how times are treated that are worse than their baselines.
  ///   - earlier: the record of the log's earlier parts.
  /// - Returns: The result by the end of the log.
  /// - Throws: ``CommandFailure`` when the bundle broke off, ``InputError`` when a required GPU is absent.
  package func measure(
    _ functions: [TestFunctionID], of selection: TestSelection, mode: RunConfiguration.Mode, rounds: Int = 1,
    pair: PairedRun? = nil, confirmation: ConfirmationPlan? = nil, after earlier: RunRecord = RunRecord()
  ) throws -> Result {
    try package.log.phase("measure", ["run.id": .string(name), "run.mode": .string(mode.rawValue)]) {
      try run(
        functions, of: selection, mode: mode, rounds: rounds, pair: pair, confirmation: confirmation, after: earlier)
    }
  }

  private func run(
    _ functions: [TestFunctionID], of selection: TestSelection, mode: RunConfiguration.Mode, rounds: Int,
    pair: PairedRun?, confirmation: ConfirmationPlan?, after earlier: RunRecord
  ) throws -> Result {
    let log = package.state.eventLog(run: name)
    package.events?.follow(log)
    let output = outputFile(besides: log)
    let request = RunRequest(
      run: name, mode: mode, selection: selection, rounds: rounds, mostRounds: mostRounds, counting: counting,
      pair: pair, confirmation: confirmation, unpaired: unpaired, buildArguments: package.buildArguments.comparable,
      provenance: provenance)
    let scratch = package.state.scratch(run: name)
    let file = scratch.appendingPathComponent("request.json")
    try request.write(to: file)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let selected = try TestSelection(functions: functions).arguments(
      in: scratch.appendingPathComponent("run-selection.json"))
    var watcher = RunWatcher(
      reader: EventLogReader(appendingTo: log), record: earlier, part: part, output: package.output)
    let child = try ChildProcess(
      bundle.path,
      arguments: [bundle.path, "--testing-library", "swift-testing", "--no-parallel"] + selected,
      environment: environment(request: file), folder: folder, output: .file(output), descendants: .ended)
    // Processes that a body leaves running after its test would disturb the next measurement.
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
    return Result(log: log, record: record, testFailure: testFailure, presence: LogPresence(in: log))
  }

  /// The file for the bundle's own output; a later run of the same name gets another one.
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
      // Labels may be descriptions of sets and dictionaries, which must equal those of the sessions.
      "SWIFT_DETERMINISTIC_HASHING": "1",
    ]) { _, new in new }
  }

  private func brokenOff(_ ending: ChildProcess.Ending, _ record: RunRecord, output: URL) -> CommandFailure {
    CommandFailure(
      status: .failure,
      message: "the test bundle \(ending.text) before its run was complete; its output is in \(output.path)\n"
        + Self.issues(record, output).joined(separator: "\n"))
  }

  /// The failure of a run that finished; `nil` where nothing failed.
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

  /// The failure of a command whose selection is empty.
  package func nothing(_ selection: TestSelection) -> CommandFailure {
    let what = selection.isEverything ? "" : " that matches\(selection.typed)"
    return CommandFailure(
      status: .red,
      message: "there is no benchmark\(what). A benchmark is a 'measure' call in a test of a suite with the trait "
        + "'.performance'; '\(PerftestCommand.prefix) list' lists all.")
  }
}

/// Reads a run's event log while it grows, and shows the progress.
private struct RunWatcher {
  private var reader: EventLogReader
  private var record: RunRecord
  private var line: ProgressLine
  private var status: StatusLine
  /// The error of reading the log; later lines do not count then.
  private var failure: (any Error)?
  private let part: String?
  private let output: Output

  init(reader: EventLogReader, record: RunRecord, part: String?, output: Output) {
    self.reader = reader
    self.record = record
    self.part = part
    self.output = output
    line = ProgressLine(announcedAt: part == nil ? nil : Date().timeIntervalSince1970)
    status = StatusLine(output)
  }

  mutating func poll() {
    read()
    line.progress = record.progress
    let now = Date().timeIntervalSince1970
    let prefix = part.map { $0 + "  " } ?? ""
    let repeated = line.text(now: now, width: output.messages.width - 1 - prefix.count).map { prefix + $0 }
    let plain = output.messages.isTerminal ? nil : line.plainText(now: now).map { prefix + $0 }
    status.show(repeated: repeated, plain: plain)
  }

  /// The record by the end of the log.
  /// - Throws: ``InputError`` for a malformed line.
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
