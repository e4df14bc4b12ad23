import PerformanceSystem
import Synchronization

/// Where the records of a process go: the files of a folder, and standard error.
package final class LogOutlet: Sendable {
  /// Which records are kept and shown, and for how long.
  package struct Settings: Equatable, Sendable {
    /// The lowest level that is kept in files.
    package var fileLevel = LogLevel.debug
    /// The lowest level that standard error shows.
    package var shownLevel = LogLevel.notice
    /// The size in bytes from which a file is renamed.
    package var mostBytes = 10 << 20
    /// How long a record waits for a process that writes another one, in seconds.
    package var patience = 5.0
    /// The days that files are kept besides the present one.
    package var days = LogSweep.usualDays

    package init() {}
  }

  /// The clocks of a log.
  package struct Clock: Sendable {
    /// The time of a record.
    package var now: @Sendable () -> LogTime
    /// Seconds since any moment, for durations.
    package var uptime: @Sendable () -> Double

    package init(
      now: @escaping @Sendable () -> LogTime = { .now },
      uptime: @escaping @Sendable () -> Double = { Self.begin.duration(to: .now) / .seconds(1) }
    ) {
      (self.now, self.uptime) = (now, uptime)
    }

    // The clock of a run may be a script, which each read moves on.
    private static let begin = ContinuousClock.now
  }

  let clock: Clock
  let process: Int32
  let actor: LogActor
  private let folder: LogFolder
  private let settings: Settings
  private let show: @Sendable (LogRecord) -> Void
  private let report: @Sendable (LogProblem) -> Void
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var files: [LogCategory: LogFile] = [:]
    var hasReported = false
    var hasWritten = false
  }

  /// - Parameters:
  ///   - process: the number of this process.
  ///   - actor: who works.
  ///   - show: prints a record on standard error.
  ///   - report: takes the reason why a record is not in a file, once.
  package init(
    _ folder: LogFolder, settings: Settings = Settings(), clock: Clock = Clock(), process: Int32,
    actor: LogActor = LogActor(), show: @escaping @Sendable (LogRecord) -> Void = { _ in },
    report: @escaping @Sendable (LogProblem) -> Void = { _ in }
  ) {
    (self.folder, self.settings, self.clock, self.process, self.actor) = (folder, settings, clock, process, actor)
    (self.show, self.report) = (show, report)
    state = Mutex(State())
  }

  /// Whether a record is kept or shown.
  func wants(_ level: LogLevel, _ category: LogCategory, _ audience: RunLog.Audience) -> Bool {
    isKept(level, category) || isShown(level, audience)
  }

  private func isKept(_ level: LogLevel, _ category: LogCategory) -> Bool {
    category == .audit || level >= settings.fileLevel
  }

  private func isShown(_ level: LogLevel, _ audience: RunLog.Audience) -> Bool {
    audience == .user && level >= settings.shownLevel
  }

  func record(_ record: LogRecord, for audience: RunLog.Audience) {
    if isShown(record.level, audience) { show(record) }
    guard isKept(record.level, record.category) else { return }
    let problem = state.withLock { state -> LogProblem? in
      do throws(LogProblem) {
        try write(record, &state)
        state.hasWritten = true
        return nil
      } catch {
        defer { state.hasReported = true }
        return state.hasReported ? nil : error
      }
    }
    if let problem { report(problem) }
  }

  private func write(_ record: LogRecord, _ state: inout State) throws(LogProblem) {
    let isError = record.level >= .error && record.category != .errors
    for category in [record.category] + (isError ? [.errors] : []) {
      let file = state.files[category] ?? LogFile(category, in: folder, settings)
      state.files[category] = file
      let now = clock.now()
      if category == .audit {
        try file.appendLinked(record, now: now)
      } else {
        try file.append(record, now: now)
      }
    }
  }

  /// Removes and compresses older files, where this process has written any.
  func sweep() {
    guard state.withLock({ $0.hasWritten }) else { return }
    LogSweep(folder, days: settings.days, now: clock.now()).run()
  }
}
