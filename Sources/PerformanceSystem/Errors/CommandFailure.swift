import PerformanceBuild

/// The end of a command with a message for the user.
package struct CommandFailure: Error {
  package let status: ExitStatus
  package let message: String

  package init(status: ExitStatus, message: String) {
    self.status = status
    self.message = message
  }

  /// The first line of the message that contains an error, else the first line.
  package var firstError: String {
    let lines = message.split(whereSeparator: \.isNewline)
    return String(lines.first { $0.contains("error:") } ?? lines.first ?? "")
  }
}
