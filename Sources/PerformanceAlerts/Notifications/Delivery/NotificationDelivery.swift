import Foundation
import PerformanceSystem
import Synchronization

/// Hands notifications to their receivers, each receiver on a thread of its own: one that hangs delays no other.
package struct NotificationDelivery: Sendable {
  /// How much is done for a notification.
  package enum Effort: Equatable, Sendable {
    /// It is sent again where the receiver is busy or away.
    case repeated
    /// It is sent once: the receiver has failed before.
    case once
  }

  /// Sends a notification.
  package typealias Send = @Sendable (AlertNotification, Effort) throws(DeliveryFailure) -> Void

  /// Seconds from the first notification to a receiver within which the last one begins, so that an evaluation ends, and
  /// lets go of the state, before the next one gives up (``AlertStore/usualPatience``).
  package static let usualLimit = 60.0

  private let limit: Double
  private let now: @Sendable () -> Double
  private let send: Send

  /// - Parameters:
  ///   - now: seconds of a clock that only runs forwards.
  ///   - send: hands a notification to its receiver.
  package init(
    limit: Double = NotificationDelivery.usualLimit, now: @escaping @Sendable () -> Double = { RunClock.seconds },
    send: @escaping Send
  ) {
    (self.limit, self.now, self.send) = (limit, now, send)
  }

  /// Delivers notifications: those to one receiver one after the other, the most severe first.
  /// - Parameter taken: gets the position of each notification that its receiver has taken, at once, on this thread.
  /// - Returns: Why each was not taken; `nil` where it was.
  /// - Throws: The first error of `taken`, after every notification was sent.
  package func deliver<Problem: Error>(
    _ notifications: [AlertNotification], taken: (Int) throws(Problem) -> Void
  ) throws(Problem) -> [DeliveryFailure?] {
    let outcomes = Outcomes()
    for own in Dictionary(grouping: notifications.indices, by: { notifications[$0].receiver }).values {
      let queue = own.sorted { (notifications[$1].severity, $0) < (notifications[$0].severity, $1) }
      Thread { deliver(queue, of: notifications, to: outcomes) }.start()
    }
    var failures = [DeliveryFailure?](repeating: nil, count: notifications.count)
    var problem: Problem?
    for _ in notifications {
      let (index, failure) = outcomes.next()
      failures[index] = failure
      guard failure == nil, problem == nil else { continue }
      do throws(Problem) { try taken(index) } catch { problem = error }
    }
    if let problem { throw problem }
    return failures
  }

  /// Sends the notifications to one receiver.
  private func deliver(_ queue: [Int], of notifications: [AlertNotification], to outcomes: Outcomes) {
    let begin = now()
    var before: DeliveryFailure?
    for index in queue {
      guard before?.forbidsMore != true, now() - begin <= limit else {
        outcomes.add(index, .notTried)
        continue
      }
      do throws(DeliveryFailure) {
        // What fails may be this notification alone, so that the others are sent all the same.
        try send(notifications[index], before == nil ? .repeated : .once)
        outcomes.add(index, nil)
      } catch {
        outcomes.add(index, error)
        before = error
      }
    }
  }

  /// The outcomes of notifications in the order in which they come.
  private final class Outcomes: Sendable {
    private let queue = Mutex<[(Int, DeliveryFailure?)]>([])
    private let count = DispatchSemaphore(value: 0)

    func add(_ index: Int, _ failure: DeliveryFailure?) {
      queue.withLock { $0.append((index, failure)) }
      count.signal()
    }

    func next() -> (Int, DeliveryFailure?) {
      count.wait()
      return queue.withLock { $0.removeFirst() }
    }
  }
}

extension DeliveryFailure {
  /// Whether the receiver takes nothing more for now.
  fileprivate var forbidsMore: Bool {
    if case .refused(status: 429, _, _) = self { true } else { false }
  }
}
