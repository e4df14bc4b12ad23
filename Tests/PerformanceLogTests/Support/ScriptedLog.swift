import Foundation
import PerformanceLog
import PerformanceLogReading
import PerformanceTestSupport
import Synchronization

/// A log in a folder of its own, whose clock a test moves.
final class ScriptedLog: Sendable {
  let temporary: TemporaryFolder
  let folder: LogFolder
  let log: RunLog
  private let state: State

  private final class State: Sendable {
    struct Value {
      var now = ScriptedLog.start
      var uptime = 0.0
      var problems: [LogProblem] = []
      var shown: [LogRecord] = []
    }

    private let mutex = Mutex(Value())

    var value: Value { mutex.withLock { $0 } }

    func change(_ change: (inout Value) -> Void) { mutex.withLock { change(&$0) } }
  }

  /// 2026-11-29 20:15:03 UTC
  static let start = LogTime(microseconds: 1_795_983_303_000_000)

  init(at url: URL? = nil, settings: LogOutlet.Settings = LogOutlet.Settings(), actor: LogActor = LogActor()) throws {
    temporary = try TemporaryFolder()
    folder = LogFolder(url ?? temporary.file("logs"))
    let state = State()
    log = RunLog(
      LogOutlet(
        folder, settings: settings, clock: .init(now: { state.value.now }, uptime: { state.value.uptime }), process: 7,
        actor: actor, show: { record in state.change { $0.shown.append(record) } },
        report: { problem in state.change { $0.problems.append(problem) } }))
    self.state = state
  }

  /// The present time of the log.
  var now: LogTime { state.value.now }
  /// The problems that were reported.
  var problems: [LogProblem] { state.value.problems }
  /// The records that standard error would show.
  var shown: [LogRecord] { state.value.shown }

  func advance(seconds: Double) {
    state.change {
      $0.now = LogTime(microseconds: $0.now.microseconds + Int64(seconds * 1e6))
      $0.uptime += seconds
    }
  }

  func advance(days: Int) { advance(seconds: Double(days) * 86_400) }

  /// The records of a category, in the order of the files.
  func records(_ category: LogCategory = .application) throws -> [LogRecord] {
    var records: [LogRecord] = []
    let reader = LogReader(category, in: folder)
    try reader.poll { records.append($0) }
    return records
  }

  /// The names of the files of a category.
  func files(_ category: LogCategory = .application) -> [String] { folder.files(category).map(\.lastPathComponent) }

  /// The text of the file that is written to.
  func text(_ category: LogCategory = .application) throws -> String {
    String(decoding: try Data(contentsOf: folder.current(category)), as: UTF8.self)
  }

  func append(_ text: String, to category: LogCategory = .application) throws {
    let handle = try FileHandle(forWritingTo: folder.current(category))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }
}
