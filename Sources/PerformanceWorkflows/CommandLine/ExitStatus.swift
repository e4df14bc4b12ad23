/// The exit statuses of the command, after sysexits(3) where it has one.
package enum ExitStatus: Int32 {
  case pass = 0
  /// A regression, a violated budget, a failed or missing benchmark, or nothing selected.
  case red = 1
  case usage = 64
  /// Something broke that is not the user's doing.
  case failure = 70
  /// The machine or the code does not allow to measure now.
  case notNow = 75
  /// A setting or an input file cannot be used.
  case configuration = 78
}

/// An end of the command with a message for its user.
package struct CommandFailure: Error {
  package let status: ExitStatus
  package let message: String

  /// A failure with its exit status and what its user reads.
  package init(status: ExitStatus, message: String) {
    self.status = status
    self.message = message
  }

  /// The line of the message that names an error, else its first one.
  package var firstError: String {
    let lines = message.split(whereSeparator: \.isNewline)
    return String(lines.first { $0.contains("error:") } ?? lines.first ?? "")
  }
}
