import PerformanceSystem

/// The log of what the tool does: a value that is passed to whatever has something to say.
package struct RunLog: Sendable {
  /// A log that keeps nothing.
  package static let none = RunLog(outlet: nil, details: [:])

  private let outlet: LogOutlet?
  /// The details of every record, such as the command.
  private let details: [String: JSONValue]

  private init(outlet: LogOutlet?, details: [String: JSONValue]) {
    (self.outlet, self.details) = (outlet, details)
  }

  /// A log with an outlet.
  package init(_ outlet: LogOutlet) { self.init(outlet: outlet, details: [:]) }

  /// The same log with details for every record.
  package func adding(_ details: [String: JSONValue]) -> RunLog {
    RunLog(outlet: outlet, details: self.details.merging(details) { _, new in new })
  }

  /// Who sees a record besides readers of the files.
  package enum Audience: Sendable {
    /// No one: the tool prints the same in its own words, or it is of no interest now.
    case file
    /// The user, from the level on that standard error shows.
    case user
  }

  /// Makes a record.
  /// - Parameter message: a sentence; made only where something keeps or shows the record.
  package func record(
    _ level: LogLevel, _ id: LogMessage, _ message: @autoclosure () -> String,
    _ details: @autoclosure () -> [String: JSONValue] = [:], category: LogCategory = .application,
    for audience: Audience = .user
  ) {
    guard let outlet, outlet.wants(level, category, audience) else { return }
    outlet.record(
      LogRecord(
        time: outlet.clock.now(), level: level, category: category, id: id, process: outlet.process, message: message(),
        attributes: self.details.merging(details()) { _, new in new }),
      for: audience)
  }

  /// Makes an audit record: who changed what, where. It has the user, the machine and the actor of a CI service.
  /// - Parameter message: a sentence about what was changed.
  package func audit(_ id: LogMessage, _ message: @autoclosure () -> String, _ details: [String: JSONValue] = [:]) {
    guard let outlet else { return }
    record(
      .notice, id, message(), outlet.actor.details.merging(details) { _, new in new }, category: .audit, for: .file)
  }

  /// Runs a part of a command and records how long it took.
  /// - Parameters:
  ///   - name: the part, such as `build`.
  ///   - details: details that are known before.
  package func phase<Value>(
    _ name: String, _ details: [String: JSONValue] = [:], _ body: () throws -> Value
  ) rethrows -> Value {
    guard let outlet else { return try body() }
    let begin = outlet.clock.uptime()
    func end(_ outcome: String) {
      let seconds = outlet.clock.uptime() - begin
      let own: [String: JSONValue] = [
        "phase.name": .string(name), "duration.seconds": .number(seconds), "outcome": .string(outcome),
      ]
      record(.info, .phaseFinished, name, own.merging(details) { own, _ in own }, category: .performance)
    }
    do {
      let value = try body()
      end("ok")
      return value
    } catch {
      end("failed")
      throw error
    }
  }

  /// Whether it keeps anything.
  package var keepsRecords: Bool { outlet != nil }

  /// Seconds of a clock that no script moves; 0 where nothing is kept.
  package func uptime() -> Double { outlet?.clock.uptime() ?? 0 }

  /// Removes and compresses older files; called at the end of a command.
  package func finish() { outlet?.sweep() }
}
