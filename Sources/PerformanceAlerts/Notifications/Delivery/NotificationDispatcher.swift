import Foundation
import PerformanceSystem

/// Sends notifications to their receivers.
package struct NotificationDispatcher: Sendable {
  private let receivers: [String: AlertReceiver.Kind]
  private let context: MessageContext
  private let folder: URL
  private let http: HTTPDispatch
  private let mail: MailDispatch
  private let console: @Sendable (AlertNotification) -> Void

  /// - Parameters:
  ///   - folder: the folder of alerts.
  ///   - console: shows a notification to who runs the command.
  package init(
    _ settings: AlertSettings, context: MessageContext, folder: URL, http: HTTPDispatch = HTTPDispatch(),
    console: @escaping @Sendable (AlertNotification) -> Void
  ) {
    receivers = Dictionary(settings.receivers.map { ($0.name, $0.kind) }) { first, _ in first }
    (self.context, self.folder, self.http, self.console) = (context, folder, http, console)
    mail = MailDispatch(scratch: folder, environment: context.environment)
  }

  /// Sends to all receivers at once.
  package var delivery: NotificationDelivery {
    NotificationDelivery { (notification, effort) throws(DeliveryFailure) in try send(notification, effort) }
  }

  /// Sends a notification to its receiver.
  /// - Throws: ``DeliveryFailure`` where the receiver has not taken it.
  package func send(
    _ notification: AlertNotification, _ effort: NotificationDelivery.Effort = .repeated
  ) throws(DeliveryFailure) {
    func post(to receiver: some HTTPReceiver) throws(DeliveryFailure) {
      try http.making(effort).send(try message(notification, to: receiver))
    }
    switch receivers[notification.receiver] {
    case nil: throw .noAddress
    case .console: console(notification)
    case .file(let file): try append(file.line(notification, context), to: file)
    case .mail(let receiver):
      let message = MailMessage(notification, to: receiver, context)
      try mail.making(effort).send(message, key: notification.key, by: receiver)
    case .webhook(let receiver): try post(to: receiver)
    case .slack(let receiver): try post(to: receiver)
    case .discord(let receiver): try post(to: receiver)
    case .teams(let receiver): try post(to: receiver)
    case .pagerDuty(let receiver): try post(to: receiver)
    case .alertmanager(let receiver): try post(to: receiver)
    }
  }

  private func message(
    _ notification: AlertNotification, to receiver: some HTTPReceiver
  ) throws(DeliveryFailure) -> HTTPMessage {
    do throws(InputError) {
      return try receiver.message(notification, context)
    } catch {
      throw .configuration(error)
    }
  }

  private func append(_ line: String, to file: FileReceiver) throws(DeliveryFailure) {
    let url = file.path.map { URL(fileURLWithPath: $0) } ?? folder.appendingPathComponent(FileReceiver.usualName)
    do throws(InputError) {
      try LineFile(url).append(line)
    } catch {
      throw .configuration(error)
    }
  }
}
