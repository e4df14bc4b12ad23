import PerformanceLog

/// Makes one entry of the log records of each command.
package struct UsageFold {
  /// The commands that ended, in the order of their ends.
  package private(set) var entries: [UsageEntry] = []

  private let host: String
  private var open: [Int32: Open] = [:]

  /// A command without an end. A machine uses the number of a process again, but not of one that runs.
  private struct Open {
    var time: Double
    var command: String
    var last: Double
    var phases: [String: Double] = [:]
  }

  /// - Parameter host: the name of the machine whose log it is.
  package init(host: String) { self.host = host }

  /// Adds a record, in the order of their times.
  package mutating func add(_ record: LogRecord) {
    let time = record.time.seconds
    switch record.id {
    case .commandStarted:
      close(record.process)
      open[record.process] = Open(time: time, command: record.text("command.name") ?? "", last: time)
    case .phaseFinished:
      guard let name = record.text("phase.name"), let seconds = record.number("duration.seconds"), seconds > 0 else {
        return
      }
      open[record.process]?.phases[name, default: 0] += seconds
      open[record.process]?.last = time
    case .commandFinished: finish(record, at: time)
    default: open[record.process]?.last = time
    }
  }

  /// The commands that began and have no end before a time are killed ones.
  package mutating func close(before time: Double) {
    for (process, command) in open.sorted(by: { $0.key < $1.key }) where command.last < time { close(process) }
  }

  private mutating func finish(_ record: LogRecord, at time: Double) {
    guard let name = record.text("command.name"), let seconds = record.number("duration.seconds"),
      let status = record.number("exit.status").flatMap({ Int32(exactly: $0) }), seconds >= 0, seconds.isFinite
    else { return }
    let command = open.removeValue(forKey: record.process)
    entries.append(
      UsageEntry(
        time: command?.time ?? time - seconds, seconds: seconds, command: name, exit: status, host: host,
        phases: command?.phases ?? [:]))
  }

  private mutating func close(_ process: Int32) {
    guard let command = open.removeValue(forKey: process) else { return }
    entries.append(
      UsageEntry(
        time: command.time, seconds: command.last - command.time, command: command.command, exit: nil, host: host,
        phases: command.phases))
  }
}
