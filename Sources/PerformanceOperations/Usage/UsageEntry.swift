/// A command that ended, as the analyses of usage see it.
package struct UsageEntry: Equatable, Sendable, Codable {
  /// When it began, in seconds since 1970.
  package var time: Double
  /// How long it took, in seconds.
  package var seconds: Double
  /// Its name, such as `history list`.
  package var command: String
  /// Its exit status; `nil` where it was killed.
  package var exit: Int32?
  /// The name of the machine.
  package var host: String
  /// The seconds of its parts by their names, such as `build`.
  package var phases: [String: Double]

  package init(
    time: Double, seconds: Double, command: String, exit: Int32?, host: String = "", phases: [String: Double] = [:]
  ) {
    (self.time, self.seconds, self.command, self.exit) = (time, seconds, command, exit)
    (self.host, self.phases) = (host, phases)
  }

  /// When it ended, in seconds since 1970.
  package var end: Double { time + seconds }

  /// How it ended.
  package var ending: Ending {
    switch exit {
    case 0: .passed
    case 1: .red
    case nil: .killed
    default: .failed
    }
  }

  /// How a command ended.
  package enum Ending: String, CaseIterable, Sendable {
    case passed, red, failed, killed
  }
}

extension UsageEntry: Comparable {
  /// By time; equal times by command and host.
  package static func < (left: UsageEntry, right: UsageEntry) -> Bool {
    (left.time, left.command, left.host) < (right.time, right.command, right.host)
  }
}
