/// An end of the command with a message for its user.
package struct CommandFailure: Error {
  package let status: ExitStatus
  package let message: String

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
