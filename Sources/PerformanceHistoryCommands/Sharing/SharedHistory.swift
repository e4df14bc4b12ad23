import PerformanceHistory

/// A history that several machines share. Runs are added to it, and none of them is changed.
protocol SharedHistory {
  /// Adds the runs that it lacks.
  /// - Returns: The number of added runs.
  /// - Throws: ``CommandFailure``, or the error of reading a run.
  func push(_ runs: PushedRuns) throws -> Int

  /// Calls a function with the runs that are not known, a part of them at a time.
  /// - Returns: The runs that cannot be read, and why.
  /// - Throws: ``CommandFailure``, or the error of the function.
  func pull(besides known: Set<String>, _ body: ([RunContents]) throws -> Void) throws -> [UnreadableRun]
}

/// A run of a shared history that cannot be read.
struct UnreadableRun: Equatable {
  /// Where it is.
  let location: String
  /// The reason, as the predicate of a sentence.
  let problem: String
}

/// The finished runs of a history that may be pushed, the oldest first.
struct PushedRuns {
  /// The most runs in memory.
  static let atOnce = 50

  /// Their names.
  let names: [String]
  /// The number of runs that are not finished, and stay here.
  let unfinished: Int
  /// The number of runs of which a prune has removed the results: a pushed run is never changed, so that they stay here.
  let pruned: Int
  /// The detail in which they are pushed.
  let detail: ExchangedRun.Detail
  private let store: HistoryStore
  private let includesPulled: Bool

  /// - Parameter includesPulled: whether runs without a log of this machine are pushed too.
  /// - Throws: The error of reading the history.
  init(_ store: HistoryStore, detail: ExchangedRun.Detail, includesPulled: Bool) throws {
    let runs = try store.read { try $0.runs() }
    self.store = store
    self.detail = detail
    self.includesPulled = includesPulled
    let finished = runs.filter(\.isFinished)
    let whole = finished.filter { ($0.pruned ?? .samples) < .points }
    names = whole.map(\.name)
    unfinished = runs.count - finished.count
    pruned = finished.count - whole.count
  }

  /// The contents of a run; `nil` for one that is not to be pushed.
  /// - Throws: The error of reading the history.
  func contents(_ name: String) throws -> RunContents? {
    let contents = try store.read { try $0.contents(ofRun: name) }
    return includesPulled || contents?.log != nil ? contents : nil
  }
}
