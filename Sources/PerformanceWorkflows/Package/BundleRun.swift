import Foundation
import PerformanceBundles
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// Lets the built bundle measure: lists its benchmarks, starts it, shows how far it is, and reads its event log.
package struct BundleRun {
  package let package: PackageFolder
  package let bundle: URL
  /// Whether and how instructions are counted.
  package var counting = CountingPlan.off(because: nil)
  /// The most sessions of a function in a recording whose sessions say too little; those of the others unless given.
  package var mostRounds: Int?
  /// The name of the run, which its event log and its scratch folder have.
  package var name = StateFolder.newRunName()
  /// What the run is a part of, shown before its progress; where nothing can be redrawn, whoever makes the parts tells.
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
  }

  /// What a run gave.
  package struct Result {
    /// The run's event log.
    package var log: URL
    /// The events in it.
    package var events: [RunEvent]
    /// What the bundle wrote when it failed though it told its run to the end: a test that failed in itself.
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
  ///   - mode: `gate` or `record`.
  ///   - rounds: sessions of each function in a recording.
  ///   - pair: the other build to compare with.
  ///   - confirmation: how times are treated that the file's rule finds worse.
  /// - Returns: The events of this run; the log may have those of an earlier one of the same name before them.
  /// - Throws: ``CommandFailure`` when the bundle broke off, ``InputError`` when a GPU is demanded that is not there.
  package func measure(
    _ functions: [TestFunctionID], of selection: TestSelection, mode: String, rounds: Int, pair: PairedRun? = nil,
    confirmation: ConfirmationPlan? = nil
  ) throws -> Result {
    let log = package.state.eventLog(run: name)
    let output = outputFile(besides: log)
    let reader = EventLogReader(appendingTo: log)
    let exact = TestSelection(filters: functions.map(\.filter))
    let child = try ChildProcess(
      bundle.path,
      arguments: [bundle.path, "--testing-library", "swift-testing", "--no-parallel"] + exact.arguments,
      environment: try environment(
        mode: mode, rounds: rounds, selection: selection, pair: pair, confirmation: confirmation),
      folder: folder, output: .file(output), descendants: .ended)
    var watcher = RunWatcher(reader: reader, part: part, output: package.output)
    // What a body starts and leaves running when its test runs once here would run beside whatever is measured next.
    let (ending, leftovers) = child.waitForAll(seconds: 24 * 3600) {
      watcher.look()
      return isWanted()
    }
    watcher.end()
    let result = try result(ending, reader, output: output)
    if leftovers.count > 0 {
      let processes =
        leftovers.count == 1 ? "a process running, which was" : "\(leftovers.count) processes running, which were"
      package.output.error("the tests left \(processes) ended: \(leftovers.names.printable)")
    }
    return result
  }

  /// Where the bundle's own output goes: a later run of the same name must not write over that of an earlier one.
  private func outputFile(besides log: URL) -> URL {
    let base = log.deletingPathExtension()
    let names = [base.lastPathComponent] + (2...99).map { "\(base.lastPathComponent)-\($0)" }
    let files = names.map { base.deletingLastPathComponent().appendingPathComponent($0 + ".log") }
    return files.first { !FileManager.default.fileExists(atPath: $0.path) } ?? files[0]
  }

  private func environment(
    mode: String, rounds: Int, selection: TestSelection, pair: PairedRun?, confirmation: ConfirmationPlan?
  ) throws -> [String: String] {
    func text(_ value: some Encodable) throws -> String {
      String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }
    return package.environment.merging([
      "PERFTEST_MODE": mode, "PERFTEST_RUN": name, "PERFTEST_ROUNDS": "\(rounds)",
      "PERFTEST_MOST_ROUNDS": "\(mostRounds ?? rounds)",
      "PERFTEST_STATE": package.state.url.path, "PERFTEST_BASELINES": package.baselines.folder.path,
      TestSelection.variable: try text(selection), PairedRun.variable: try pair.map(text) ?? "",
      CountingPlan.variable: try text(counting), ConfirmationPlan.variable: try confirmation.map(text) ?? "",
      // Descriptions of sets and dictionaries, which labels may be, are those that the sessions have.
      "SWIFT_DETERMINISTIC_HASHING": "1",
    ]) { _, new in new }
  }

  private func result(_ ending: ChildProcess.Ending, _ reader: EventLogReader, output: URL) throws -> Result {
    var reader = reader
    let events = try reader.next()
    let isFinished = events.contains { if case .runFinished = $0.body { true } else { false } }
    let issues = [events.brokenBodies.sentence].compactMap { $0 } + Self.issues(in: output)
    guard isFinished else {
      throw CommandFailure(
        status: .failure,
        message: "the test bundle \(ending.text) before its run was complete; its output is in \(output.path)\n"
          + issues.joined(separator: "\n"))
    }
    let failure =
      ending == .exited(0) && events.brokenBodies.isEmpty
      ? nil : issues.isEmpty ? "the test bundle \(ending.text)" : issues.joined(separator: "\n")
    return Result(log: reader.file, events: events, testFailure: failure)
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
  private var progress = ProgressLine()
  private var status: StatusLine
  private let part: String?
  private let output: Output

  init(reader: EventLogReader, part: String?, output: Output) {
    self.reader = reader
    self.part = part
    self.output = output
    status = StatusLine(output)
  }

  mutating func look() {
    for event in (try? reader.next()) ?? [] { progress.note(event) }
    let now = Date().timeIntervalSince1970
    let prefix = part.map { $0 + "  " } ?? ""
    let repeated = progress.line(now: now, width: output.messages.width - 1 - prefix.count).map { prefix + $0 }
    let plain = output.messages.isTerminal || part != nil ? nil : progress.plainLine(now: now)
    status.show(repeated: repeated, plain: plain)
  }

  mutating func end() { status.clear() }
}
