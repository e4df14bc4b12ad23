import Foundation
import PerformanceDelivery
import PerformanceSystem

/// Sends mail by a program, by a relay on this machine, or into a folder.
package struct MailDispatch: Sendable {
  /// Seconds until a program has to end, and a relay has to have taken a message.
  package static let usualTimeout = 30.0

  private let scratch: URL
  private let environment: [String: String]
  private var retries: DeliveryRetries
  private let timeout: Double

  /// - Parameters:
  ///   - scratch: a folder for the message while a program reads it.
  ///   - timeout: the seconds until a program has to end, and a relay has to have taken a message.
  package init(
    scratch: URL, environment: [String: String], retries: DeliveryRetries = DeliveryRetries(),
    timeout: Double = MailDispatch.usualTimeout
  ) {
    (self.scratch, self.environment, self.retries, self.timeout) = (scratch, environment, retries, timeout)
  }

  /// The same with an effort.
  func making(_ effort: NotificationDelivery.Effort) -> MailDispatch {
    var dispatch = self
    dispatch.retries = retries.making(effort)
    return dispatch
  }

  /// Sends a message.
  /// - Throws: ``DeliveryFailure`` where it was not taken.
  package func send(_ message: MailMessage, key: String, by receiver: MailReceiver) throws(DeliveryFailure) {
    switch receiver.transport {
    case .program(let program): try send(message.text, key, with: program)
    case .relay(let port): try send(message.text, by: receiver, toRelayAt: port)
    case .folder(let path):
      try write(message.text, to: URL(fileURLWithPath: path).appendingPathComponent("\(key).eml"))
    }
  }

  /// The relay may get the message twice, with the same id, where it hangs after it has taken it.
  private func send(_ text: String, by receiver: MailReceiver, toRelayAt port: Int) throws(DeliveryFailure) {
    let client = SMTPClient(port: port, timeout: timeout)
    try retries.run { tries throws(DeliveryRetries.Refusal<DeliveryFailure>) in
      do throws(SMTPClient.Failure) {
        try client.send(text, from: receiver.from, to: receiver.to)
      } catch {
        throw DeliveryRetries.Refusal(
          .relay(port: port, reason: error.text.printable(atMost: 200), tries: tries), isTransient: error.isTransient)
      }
    }
  }

  private func write(_ text: String, to file: URL) throws(DeliveryFailure) {
    do {
      try JSONFile.write(Data(text.utf8), to: file)
    } catch let error as InputError {
      throw .configuration(error)
    } catch {
      throw .program("the message cannot be written")
    }
  }

  /// The program reads a file: a pipe that it leaves half read would end this process.
  private func send(_ text: String, _ key: String, with program: String) throws(DeliveryFailure) {
    let file = scratch.appendingPathComponent("mail-\(key).eml")
    // Programs that take mail on their standard input want the line feeds of this system.
    try write(text.replacing("\r\n", with: "\n"), to: file)
    defer { unlink(file.path) }
    let ending: ChildProcess.Ending
    do {
      ending = try ChildProcess(
        "/bin/sh", arguments: ["sh", "-c", "exec \"$1\" -t -i <\"$2\"", "sh", program, file.path],
        environment: environment, output: .file(scratch.appendingPathComponent("mail-\(key).log")), descendants: .ended
      ).wait(seconds: timeout)
    } catch {
      throw .program("\(error)".printable(atMost: 200))
    }
    unlink(scratch.appendingPathComponent("mail-\(key).log").path)
    guard ending == .exited(0) else { throw .program("'\(program)' has not taken the message: \(ending.text)") }
  }
}
