import Foundation
import PerformanceGit
import PerformanceHistory
import PerformanceReports
import PerformanceSystem
import PerformanceText

/// A history on a branch that has nothing else: a file for each run, so that two pushes never change the same file.
struct GitHistory: SharedHistory {
  /// The name of the branch, unless another one is given.
  static let branch = "perftest-history"

  /// How often a push is tried again when somebody else pushed first.
  private static let mostAttempts = 25
  /// The size above which a file is no run, in bytes.
  private static let largest = 256 << 20

  private let branch: RemoteBranch
  private let report: (String) -> Void
  private let pause: (_ attempt: Int) -> Void

  /// - Parameters:
  ///   - report: writes a line about the state of the branch.
  ///   - pause: waits between two attempts, the first of which is 1.
  init(_ branch: RemoteBranch, report: @escaping (String) -> Void, pause: @escaping (_ attempt: Int) -> Void) {
    self.branch = branch
    self.report = report
    self.pause = pause
  }

  // MARK: - Pushing

  func push(_ runs: PushedRuns) throws -> Int {
    var written: [String: String] = [:]
    for attempt in 1...Self.mostAttempts {
      let state = try checkedState()
      let files = try files(runs, besides: state, &written)
      if files.isEmpty { return 0 }
      let added = state.tip == nil ? files.merging(try marker()) { file, _ in file } : files
      let commit = try branch.commit(
        added, onto: state, message: "Add \(Plural.text(files.count, "run"))")
      if try branch.push(commit, onto: state) == .done { return files.count }
      if attempt < Self.mostAttempts { pause(attempt) }
    }
    throw CommandFailure(
      status: .notMeasurable,
      message:
        "others pushed to the branch '\(branch.name.printable)' meanwhile, \(Self.mostAttempts) times; try again. "
        + "The runs are still here")
  }

  /// The hashes of the files that the branch lacks, by path.
  /// - Parameter written: those that are in the store already.
  private func files(
    _ runs: PushedRuns, besides state: RemoteBranch.State, _ written: inout [String: String]
  ) throws -> [String: String] {
    let present = Set(state.files.keys.map { Self.fileName($0) })
    var files: [String: String] = [:]
    var pending: [(path: String, line: Data)] = []
    func write() throws {
      for (file, hash) in zip(pending, try branch.write(pending.map(\.line))) { written[file.path] = hash }
      for file in pending { files[file.path] = written[file.path] }
      pending = []
    }
    let paths = Dictionary(written.keys.map { (Self.fileName($0), $0) }) { first, _ in first }
    for name in runs.names where !present.contains(Self.fileName(ofRun: name)) {
      if let path = paths[Self.fileName(ofRun: name)] {
        files[path] = written[path]
        continue
      }
      guard let contents = try runs.contents(name) else { continue }
      let line = try ExchangedRun(contents, detail: runs.detail).line() + Data("\n".utf8)
      pending.append((Self.path(of: contents.run), line))
      if pending.count >= PushedRuns.atOnce { try write() }
    }
    try write()
    return files
  }

  private func marker() throws -> [String: String] {
    [HistoryMarker.file: try branch.write([try HistoryMarker.data()])[0]]
  }

  // MARK: - Pulling

  func pull(besides known: Set<String>, _ body: ([RunContents]) throws -> Void) throws -> [UnreadableRun] {
    let state = try checkedState()
    if state.tip == nil {
      report("'\(branch.remote.printable)' has no branch '\(branch.name.printable)' yet; the first push creates it")
    }
    let here = Set(known.map(Self.fileName(ofRun:)))
    let files = state.files.values.filter { Self.isRun($0.path) && !here.contains(Self.fileName($0.path)) }
      .sorted { $0.path < $1.path }
    var unreadable = files.filter { $0.size > Self.largest }
      .map { UnreadableRun(location: location(of: $0), problem: "is larger than a run") }
    var runs: [RunContents] = []
    try branch.forEach(of: files.filter { $0.size <= Self.largest }) { file, data in
      do {
        runs.append(try run(in: data, of: file))
      } catch let error as InputError {
        let location = error.file + (error.key.map { ", " + $0 } ?? "")
        unreadable.append(UnreadableRun(location: location, problem: error.problem))
      }
      if runs.count >= PushedRuns.atOnce {
        try body(runs)
        runs = []
      }
    }
    if !runs.isEmpty { try body(runs) }
    return unreadable
  }

  private func run(in data: Data, of file: RemoteBranch.File) throws -> RunContents {
    let lines = data.split(separator: UInt8(ascii: "\n"))
    do {
      guard lines.count == 1 else { throw ExchangeProblem.otherFormat }
      let contents = try ExchangedRun(line: Data(lines[0])).contents
      guard Self.path(of: contents.run) == file.path else { throw ExchangeProblem.unusable(key: "run.name") }
      return contents
    } catch let problem as ExchangeProblem {
      throw ExchangeError(file: location(of: file), line: 1, problem: problem).inputError
    }
  }

  private func location(of file: RemoteBranch.File) -> String { "\(branch.remote) \(branch.name):\(file.path)" }

  // MARK: - The branch

  /// The end of the branch, which has a history or is not there.
  private func checkedState() throws -> RemoteBranch.State {
    let state = try branch.fetch()
    if state.isRewritten {
      let change = state.tip == nil ? "deleted" : "replaced"
      report(
        "the branch '\(branch.name.printable)' of '\(branch.remote.printable)' was \(change) since it was read here "
          + "last; 'history push --git --all' adds the runs that it had and that are here")
    }
    guard state.tip != nil else { return state }
    guard let marker = state.files[HistoryMarker.file] else {
      throw CommandFailure(
        status: .configuration,
        message: "the branch '\(branch.name.printable)' of '\(branch.remote.printable)' has something other than a "
          + "history; give another name: --git NAME")
    }
    try branch.forEach(of: [marker]) { file, data in try HistoryMarker.check(data, file: location(of: file)) }
    return state
  }

  /// Where a run is on the branch: folders of days, which stay small.
  private static func path(of run: HistoryRun) -> String {
    let day = Date(timeIntervalSince1970: run.time).text(utc: "yyyy-MM/dd")
    return "runs/\(day)/\(fileName(ofRun: run.name))"
  }

  private static func fileName(ofRun name: String) -> String { FileName.safe(name) + ".json" }

  private static func fileName(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }

  private static func isRun(_ path: String) -> Bool { path.hasPrefix("runs/") && path.hasSuffix(".json") }
}
