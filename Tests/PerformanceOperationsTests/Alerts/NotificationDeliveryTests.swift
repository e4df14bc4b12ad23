import Foundation
import PerformanceAlerts
import PerformanceTestSupport
import Synchronization
import Testing

@Suite("Notifications to several receivers", .timeLimit(.minutes(60)))
struct NotificationDeliveryTests {
  /// Far longer than on a slow and busy machine.
  private static let patience = DispatchTimeInterval.seconds(600)

  private static func notification(
    to receiver: String, _ severity: AlertSeverity = .warning, _ number: Int = 0
  ) -> AlertNotification {
    let alert = Alert.firing("Perf\(number)", severity, [:])
    return AlertNotification(
      receiver: receiver, reason: .first, groupLabels: ["alertname": alert.rule],
      entries: [.init(alert: alert, summary: "", runbook: "")], began: 0, time: 0)
  }

  /// What was sent, and with which effort.
  private final class Sent: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ notification: AlertNotification, _ effort: NotificationDelivery.Effort) {
      let rule = notification.entries.first?.alert.rule ?? ""
      lines.withLock { $0.append("\(notification.receiver) \(rule) \(effort)") }
    }

    var all: [String] { lines.withLock { $0 } }
  }

  @Test("A receiver that hangs delays no other, and what another one has taken is recorded meanwhile")
  func concurrent() {
    let (arrival, record) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let delivery = NotificationDelivery { notification, _ in
      guard notification.receiver == "hangs" else {
        arrival.signal()
        return
      }
      // It goes on when the other one has got its notification and that was recorded.
      _ = arrival.wait(timeout: .now() + Self.patience)
      _ = record.wait(timeout: .now() + Self.patience)
    }
    var taken: [Int] = []
    let notifications = [Self.notification(to: "hangs"), Self.notification(to: "quick")]
    let failures = delivery.deliver(notifications) { index in
      taken.append(index)
      record.signal()
    }
    #expect(taken == [1, 0] && failures == [nil, nil])
  }

  @Test("Of the notifications to one receiver the most severe go first, in the order of their groups")
  func order() {
    let sent = Sent()
    let notifications = [
      Self.notification(to: "a", .info, 0), Self.notification(to: "a", .warning, 1),
      Self.notification(to: "a", .critical, 2), Self.notification(to: "a", .warning, 3),
    ]
    let failures = NotificationDelivery { sent.add($0, $1) }.deliver(notifications) { _ in }
    #expect(sent.all == ["a Perf2 repeated", "a Perf1 repeated", "a Perf3 repeated", "a Perf0 repeated"])
    #expect(failures.allSatisfy { $0 == nil })
  }

  @Test("After a failure the others to the same receiver are sent once each, and those to others as before")
  func failing() {
    let sent = Sent()
    let delivery = NotificationDelivery { (notification, effort) throws(DeliveryFailure) in
      sent.add(notification, effort)
      if notification.receiver == "a", notification.severity == .critical { throw .noAnswer("away", tries: 5) }
    }
    let failures = delivery.deliver([
      Self.notification(to: "a", .critical, 0), Self.notification(to: "a", .warning, 1),
      Self.notification(to: "b", .critical, 2), Self.notification(to: "b", .warning, 3),
    ]) { _ in }
    #expect(failures == [.noAnswer("away", tries: 5), nil, nil, nil])
    #expect(
      sent.all.sorted() == ["a Perf0 repeated", "a Perf1 once", "b Perf2 repeated", "b Perf3 repeated"])
  }

  @Test("A receiver that asks for a pause gets nothing more in this evaluation")
  func pause() {
    let sent = Sent()
    let delivery = NotificationDelivery { (notification, effort) throws(DeliveryFailure) in
      sent.add(notification, effort)
      throw .refused(status: 429, reason: "", tries: 1)
    }
    let failures = delivery.deliver([Self.notification(to: "a"), Self.notification(to: "a", .warning, 1)]) { _ in }
    #expect(failures == [.refused(status: 429, reason: "", tries: 1), .notTried] && sent.all.count == 1)
  }

  @Test("A receiver that takes each notification slowly has a minute, and the rest is sent at the next evaluation")
  func slow() {
    let seconds = Mutex(0.0)
    let delivery = NotificationDelivery(now: { seconds.withLock { $0 } }) { _, _ in seconds.withLock { $0 += 25 } }
    let failures = delivery.deliver((0..<6).map { Self.notification(to: "a", .warning, $0) }) { _ in }
    #expect(failures == [nil, nil, nil, .notTried, .notTried, .notTried])
  }

  @Test("An error of the record is thrown when all receivers were notified")
  func record() {
    struct Full: Error {}
    let sent = Sent()
    let delivery = NotificationDelivery { sent.add($0, $1) }
    let count = Mutex(0)
    #expect(throws: Full.self) {
      try delivery.deliver((0..<5).map { Self.notification(to: "\($0)") }) { _ throws(Full) in
        count.withLock { $0 += 1 }
        throw Full()
      }
    }
    #expect(sent.all.count == 5 && count.withLock { $0 } == 1)
  }
}
