import Foundation
import PerformanceRecords
import PerformanceSystem

/// The history of a package: the index where it can be used, else the logs.
///
/// Whatever goes wrong is a message, and queries give what is left.
package final class HistoryStore {
  private enum Source {
    case index(HistoryIndex)
    /// The index cannot be written now.
    case readOnly(IndexWithLogs)
    case logs
  }

  /// How long to wait for another process that writes the index, in seconds.
  package static let usualPatience = 20.0

  /// The smallest page of a database, in bytes.
  private static let smallestPage = 512

  private let state: StateFolder
  private let library: SQLiteLibrary?
  private let logs: LogHistory
  private let renames: HistoryRenames
  private let patience: Double
  private var source = Source.logs
  /// The index in which damage was found.
  private var damaged: FileIdentity?
  private var ownMessages: [HistoryMessage] = []

  /// The number of runs that were added, or have grown, since the history was opened.
  package private(set) var added = 0

  /// Whether there is an index that has taken in what is new.
  package var isIndexed: Bool { if case .index = source { true } else { false } }

  /// Everything that the user should know of so far.
  package var messages: [HistoryMessage] {
    let problems = if case .readOnly(let reader) = source { reader.logs.problems } else { logs.problems }
    return ownMessages + problems.filter { !ownMessages.contains($0) }
  }

  /// Opens the history with the system's SQLite, and takes in what is new.
  /// - Parameter patience: how long to wait for another process that writes the index, in seconds.
  package convenience init(
    state: StateFolder, renames: HistoryRenames = HistoryRenames(), patience: Double = HistoryStore.usualPatience
  ) {
    let library: Result<SQLiteLibrary, SQLiteLibrary.Unavailability>
    do {
      library = .success(try SQLiteLibrary())
    } catch {
      library = .failure(error)
    }
    self.init(state: state, library: library, renames: renames, patience: patience)
  }

  /// Opens the history, and takes in what is new.
  /// - Parameter patience: how long to wait for another process that writes the index, in seconds.
  package init(
    state: StateFolder, library: Result<SQLiteLibrary, SQLiteLibrary.Unavailability>,
    renames: HistoryRenames = HistoryRenames(), patience: Double = HistoryStore.usualPatience
  ) {
    self.state = state
    self.patience = patience
    self.renames = renames
    logs = LogHistory(state: state)
    switch library {
    case .success(let library): self.library = library
    case .failure(let cause):
      self.library = nil
      ownMessages.append(.noLibrary(cause))
    }
    update(.grown)
  }

  // MARK: - Queries

  /// The result of a query.
  /// - Throws: The error of the query.
  package func read<Value>(_ query: (any HistoryReader) throws -> Value) throws -> Value {
    do {
      return try query(renamed(reader))
    } catch let error as SQLiteError {
      if error.kind == .damaged {
        replaceDamaged(error)
      } else {
        ownMessages.append(.notRead(error))
        source = .logs
      }
    }
    return try query(renamed(reader))
  }

  private var reader: any HistoryReader {
    switch source {
    case .index(let index): index
    case .readOnly(let reader): reader
    case .logs: logs
    }
  }

  private func renamed(_ reader: any HistoryReader) -> any HistoryReader {
    renames == HistoryRenames() ? reader : RenamedHistory(base: reader, renames: renames)
  }

  /// The names of the runs that are in, and of those that a prune has removed.
  /// - Throws: The error of the query.
  package func knownNames() throws -> Set<String> {
    let names = Set(try read { try $0.runs() }.map(\.name))
    guard let index = readableIndex else { return names }
    return names.union(try index.removedNames())
  }

  // MARK: - Writing

  /// Takes in what is new since the last time.
  package func update() { update(.grown) }

  /// Reads every log again; runs whose logs are gone stay.
  /// - Returns: The number of runs that a prune had removed, or removed something of, and that are whole again.
  @discardableResult
  package func rebuild() -> Int {
    let before = prunedRuns
    update(.always)
    return max(before - prunedRuns, 0)
  }

  private var prunedRuns: Int {
    guard case .index(let index) = source else { return 0 }
    return (try? index.prunedRuns()) ?? 0
  }

  /// Adds runs that came from elsewhere; those that are in stay as they are.
  /// - Returns: What became of each; `nil` where there is no index that can be written, which a message explains.
  package func add(_ runs: [RunContents]) -> [HistoryIndex.Addition]? {
    guard let library else { return nil }
    var additions: [HistoryIndex.Addition]?
    write { additions = try currentIndex(library).add(runs) }
    return additions
  }

  private func update(_ renewal: HistoryIndex.Renewal) {
    // Without the folder there are no logs, and a query creates none.
    guard let library, FileManager.default.fileExists(atPath: state.url.path) else { return }
    write {
      let index = try currentIndex(library)
      do {
        try fill(index, renewal)
      } catch let error as SQLiteError where error.kind == .damaged {
        try fill(try replace(.damaged(error), library), renewal)
      }
    }
  }

  /// Replaces an index in which a query found damage.
  private func replaceDamaged(_ error: SQLiteError) {
    guard let library else { return }
    if readableIndex?.isCurrent ?? true { damaged = FileIdentity(of: state.history) }
    write {
      // Another process may have replaced it already.
      if let index = readableIndex, !index.isCurrent {
        source = .logs
        try fill(try currentIndex(library), .grown)
      } else {
        try fill(try replace(.damaged(error), library), .grown)
      }
    }
  }

  /// Runs a function while no other process writes. Where that fails, results come from what can be read.
  private func write(_ body: () throws -> Void) {
    do {
      let lock = try HistoryLock(state, seconds: patience)
      try body()
      _ = consume lock  // held until here
    } catch {
      source = readable()
      let results: HistoryMessage.Results = if case .logs = source { .logs } else { .indexAndLogs }
      ownMessages.append(.notWritten(HistoryMessage.WriteFailure(error), results: results))
    }
  }

  /// The index as it is, with the logs that are not in it; the logs where it cannot be read.
  private func readable() -> Source {
    guard let library, let identity = FileIdentity(of: state.history), identity != damaged else { return .logs }
    var index: HistoryIndex?
    if case .index(let opened) = source, opened.isCurrent { index = opened }
    do {
      return .readOnly(
        try IndexWithLogs(index ?? HistoryIndex.readOnly(state.history, library: library), state: state))
    } catch {
      return .logs
    }
  }

  private func fill(_ index: HistoryIndex, _ renewal: HistoryIndex.Renewal) throws {
    let filled = try HistoryIngest(state: state, renewal: renewal).fill(index)
    added += filled.added
    ownMessages += filled.messages.filter { !ownMessages.contains($0) }
    source = .index(index)
  }

  // MARK: - The file

  private func currentIndex(_ library: SQLiteLibrary) throws -> HistoryIndex {
    if case .index(let index) = source, index.isCurrent { return index }
    try IndexReplacement(state: state, library: library).finish()
    // A new index has no logs yet, whatever an older one listed; SQLite takes a file without a page for a new one.
    if RunContents.Log.bytes(of: state.history) < Self.smallestPage { removeList() }
    do {
      return try HistoryIndex(file: state.history, library: library)
    } catch HistoryIndex.Problem.newerVersion(let version) {
      return try replace(.newerVersion(version), library)
    } catch HistoryIndex.Problem.foreign {
      return try replace(.foreign, library)
    } catch let error as SQLiteError where error.kind == .damaged {
      return try replace(.damaged(error), library)
    }
  }

  /// Moves the file aside in favour of a new index, with the runs of the old one that no log has.
  private func replace(_ cause: HistoryMessage.MoveCause, _ library: SQLiteLibrary) throws -> HistoryIndex {
    source = .logs
    if case .damaged = cause { damaged = FileIdentity(of: state.history) }
    removeList()
    let (aside, remains) = try IndexReplacement(state: state, library: library).replace(cause)
    ownMessages.append(.movedAside(to: aside, because: cause, remains: remains))
    return try HistoryIndex(file: state.history, library: library)
  }

  private func removeList() { try? FileManager.default.removeItem(at: state.indexedLogs) }
}

extension HistoryStore {
  /// Counts what a prune at this time removes; `nil` where there is no index.
  /// - Throws: ``SQLiteError``.
  package func pruning(_ retention: HistoryRetention, now: Double) throws -> HistoryPruning? {
    guard let index = readableIndex else { return nil }
    return try index.pruning(retention, now: now)
  }

  /// Removes from the index what is older than it is to be kept, and makes the file smaller. Logs stay.
  /// - Parameter now: Seconds since 1970.
  /// - Returns: What was removed; `nil` where there is no index that can be written.
  package func prune(_ retention: HistoryRetention, now: Double) -> HistoryPruning? {
    guard let library, case .index = source else { return nil }
    var pruning: HistoryPruning?
    write {
      let index = try currentIndex(library)
      source = .index(index)
      let files = HistoryFiles(database: index.file)
      let before = files.bytes
      var removed = try index.prune(retention, now: now)
      if !removed.isEmpty {
        do {
          try index.shrink()
        } catch let error as SQLiteError {
          ownMessages.append(.notShrunk(error))
        }
      }
      removed.sizes = .init(before: before, after: files.bytes)
      pruning = removed
    }
    return pruning
  }

  private var readableIndex: HistoryIndex? {
    switch source {
    case .index(let index): index
    case .readOnly(let reader): reader.index
    case .logs: nil
    }
  }

  /// Compares the index with itself and with the logs.
  /// - Returns: The problems; `nil` where there is no index to check.
  /// - Throws: ``SQLiteError``.
  package func check() throws -> [HistoryFinding]? {
    guard let index = readableIndex else { return nil }
    return try HistoryCheck(index: index, state: state).findings()
  }
}

extension HistoryMessage.WriteFailure {
  fileprivate init(_ error: any Error) {
    self =
      switch error {
      case let error as SQLiteError: .database(error)
      case let error as InputError: .folder(error)
      case is HistoryLock.Busy: .busy
      default: .other("\(error)")
      }
  }
}
