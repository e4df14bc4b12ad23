import PerformanceAlerts
import Synchronization

/// The notifications that were sent, by whatever thread.
final class SentNotifications: Sendable {
  private let all = Mutex<[AlertNotification]>([])

  func add(_ notification: AlertNotification) { all.withLock { $0.append(notification) } }

  var keys: [String] { all.withLock { $0.map(\.key) } }

  var receivers: [String] { all.withLock { $0.map(\.receiver) } }

  /// Delivers to nobody but this list.
  var delivery: NotificationDelivery { NotificationDelivery { [self] notification, _ in add(notification) } }
}
