import Foundation
import PerformanceRecords
import PerformanceSystem

/// The folder `.perftest/alerts`: the state of alerts, a line for each change, and one for each evaluation.
///
/// Two processes never change it at once, and the state on disk is always a whole one.
package struct AlertStore: Sendable {
  /// How long to wait for another evaluation, in seconds: it may wait for receivers.
  package static let usualPatience = 300.0

  /// Something that went wrong with the files, and what was done about it.
  package enum Problem: Equatable, Sendable {
    /// The state could not be used; it was moved aside, and alerts come from the history.
    case movedAside(InputError, to: String, alerts: Int)
    /// The state could not be used, and could not be moved either.
    case notMoved(InputError)
    /// Lines of the history are damaged.
    case damagedLines(Int)
  }

  /// Another process has held the lock for all the time.
  package struct Busy: Error, Equatable {
    package var holder: LockHolder?
  }

  /// The folder.
  package let folder: URL
  /// The state folder that it is in, which ignores itself in git; `nil` for a folder of another place.
  private let state: StateFolder?
  private let patience: Double

  package init(_ state: StateFolder, patience: Double = AlertStore.usualPatience) {
    (folder, self.state, self.patience) = (state.alerts, state, patience)
  }

  /// A store in a folder of any name.
  package init(folder: URL, patience: Double = AlertStore.usualPatience) {
    (self.folder, state, self.patience) = (folder, nil, patience)
  }

  private var stateFile: URL { folder.appendingPathComponent("state.json") }
  private var historyFile: URL { folder.appendingPathComponent("history.jsonl") }
  private var evaluationFile: URL { folder.appendingPathComponent("evaluations.jsonl") }

  // MARK: - Locking

  /// Runs a function while no other process changes the folder.
  /// - Throws: ``Busy``, ``InputError`` where the folder cannot be written, or what the function throws.
  package func locked<Value>(_ body: () throws -> Value) throws -> Value {
    try state?.create()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw InputError.unwritable(folder)
    }
    var holder: LockHolder?
    let begin = DispatchTime.now().uptimeNanoseconds
    let lock = try MachineLock.take(file: folder.appendingPathComponent("lock")) {
      holder = $0
    } isWanted: {
      Double(DispatchTime.now().uptimeNanoseconds - begin) / 1e9 < patience
    }
    guard let lock else { throw Busy(holder: holder) }
    let value = try body()
    _ = consume lock  // held until here
    return value
  }

  // MARK: - The state

  /// The state, or what the history has of it where the file cannot be used: then it is moved aside.
  package func read() -> (state: AlertState, problems: [Problem]) {
    guard FileManager.default.fileExists(atPath: stateFile.path) else { return (AlertState(), []) }
    do {
      return (
        try JSONFile.read(AlertState.self, from: stateFile, remedy: "It is made again from the history of alerts."), []
      )
    } catch {
      let problem =
        error as? InputError
        ?? InputError(file: stateFile.path, problem: "cannot be read", remedy: "Check permissions.")
      return replaced(problem)
    }
  }

  private func replaced(_ problem: InputError) -> (AlertState, [Problem]) {
    let (lines, damaged) = history()
    var state = AlertState()
    state.alerts = Self.alerts(of: lines)
    let more: [Problem] = damaged > 0 ? [.damagedLines(damaged)] : []
    for number in 1...100 {
      let name = "state.broken-\(number).json"
      let aside = folder.appendingPathComponent(name)
      // A link fails where the name is taken, so that nothing is replaced.
      if link(stateFile.path, aside.path) == 0 {
        unlink(stateFile.path)
        return (state, [.movedAside(problem, to: aside.path, alerts: state.alerts.count)] + more)
      }
      if errno != EEXIST { break }
    }
    return (state, [.notMoved(problem)] + more)
  }

  /// Those that fire by the last line about each.
  private static func alerts(of lines: [AlertTransition]) -> [Alert] {
    var last: [String: Alert] = [:]
    for line in lines {
      guard let alert = line.alert, alert.phase != .pending else { continue }
      last[alert.fingerprint] = alert
    }
    return last.values.filter { $0.phase == .firing }.sorted { ($0.since, $0.fingerprint) < ($1.since, $1.fingerprint) }
  }

  /// Writes the state.
  /// - Throws: ``InputError``; the old state is then as it was.
  package func write(_ state: AlertState) throws {
    try JSONFile.write(try PrettyJSON.encode(state), to: stateFile)
  }

  // MARK: - The history

  /// Adds a line for each change.
  /// - Throws: ``InputError``.
  package func append(_ transitions: [AlertTransition]) throws { try Self.append(transitions, to: historyFile) }

  /// All changes, the oldest first, and the number of lines that cannot be read.
  package func history() -> (transitions: [AlertTransition], damaged: Int) {
    let (lines, damaged) = Self.lines(of: historyFile, AlertTransition.self)
    return (lines, damaged)
  }

  /// Adds the line of an evaluation.
  /// - Throws: ``InputError``.
  package func append(_ evaluation: AlertEvaluation) throws { try Self.append([evaluation], to: evaluationFile) }

  /// The evaluations, the oldest first. A line that cannot be read is one less.
  package func evaluations() -> [AlertEvaluation] { Self.lines(of: evaluationFile, AlertEvaluation.self).0 }

  private static func append(_ values: [some Encodable], to file: URL) throws {
    guard !values.isEmpty else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try values.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
    try LineFile(file).append(lines.joined())
  }

  private static func lines<Line: Decodable>(of file: URL, _: Line.Type) -> ([Line], damaged: Int) {
    guard let reader = try? LineReader(file: file) else { return ([], 0) }
    let decoder = JSONDecoder()
    var lines: [Line] = []
    var damaged = 0
    for text in reader where !text.isEmpty {
      if let line = try? decoder.decode(Line.self, from: text) { lines.append(line) } else { damaged += 1 }
    }
    return (lines, damaged)
  }
}
