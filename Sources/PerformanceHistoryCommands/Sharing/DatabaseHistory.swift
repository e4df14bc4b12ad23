import PerformanceBuild
import PerformanceHistory
import PerformanceReports
import PerformanceSystem

/// A history in a PostgreSQL database.
struct DatabaseHistory: SharedHistory {
  private let library: PostgreSQLLibrary
  private let address: PostgreSQLAddress

  /// The database that the environment names.
  /// - Throws: ``InputError`` for an unusable address, ``CommandFailure`` without one or without the client library.
  init(environment: [String: String]) throws {
    let variable = PerftestVariable.history.rawValue
    guard let text = environment.setting(.history) else {
      throw CommandFailure(
        status: .configuration,
        message: "there is no shared history: set \(variable)=postgresql://…, or keep it on a branch with --git")
    }
    do {
      address = try PostgreSQLAddress(text)
    } catch {
      throw InputError(file: variable, problem: error.text, remedy: error.remedy)
    }
    do {
      library = try PostgreSQLLibrary()
    } catch {
      throw CommandFailure(status: .notMeasurable, message: error.text)
    }
  }

  func push(_ runs: PushedRuns) throws -> Int {
    try reporting {
      let database = try PostgreSQLHistory(address, .readWrite, library: library)
      let present = Set(try database.runNames())
      var added = 0
      var batch: [RunContents] = []
      for name in runs.names where !present.contains(name) {
        guard let contents = try runs.contents(name) else { continue }
        batch.append(contents)
        if batch.count >= PushedRuns.atOnce {
          added += try database.push(batch, detail: runs.detail)
          batch = []
        }
      }
      return batch.isEmpty ? added : added + (try database.push(batch, detail: runs.detail))
    }
  }

  func pull(besides known: Set<String>, _ body: ([RunContents]) throws -> Void) throws -> [UnreadableRun] {
    try reporting {
      let database = try PostgreSQLHistory(address, .readOnly, library: library)
      let names = try database.runNames().filter { !known.contains($0) }
      var unreadable: [UnreadableRun] = []
      for begin in stride(from: 0, to: names.count, by: PushedRuns.atOnce) {
        let batch = Array(names[begin..<min(begin + PushedRuns.atOnce, names.count)])
        let read = try database.contents(ofRuns: batch)
        unreadable += read.unreadable.map {
          UnreadableRun(location: "run \($0)", problem: "has values that this perftest cannot read")
        }
        try body(read.runs)
      }
      return unreadable
    }
  }

  private func reporting<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as PostgreSQLError {
      throw CommandFailure(status: error.status, message: error.text)
    }
  }
}
