import Foundation
import PerformanceSystem

/// How often, and when, something is sent again: exponential pauses with a random part, as OTLP asks for, and those that a
/// server requests.
package struct DeliveryRetries: Sendable {
  /// Seconds from the first attempt within which the last one begins.
  package var limit: Double
  /// Seconds of a clock that only runs forwards.
  package var now: @Sendable () -> Double
  /// The time of day, for a server that names one.
  package var date: @Sendable () -> Date
  /// Waits for seconds.
  package var sleep: @Sendable (Double) -> Void
  /// A random number in 0…1: many jobs that fail at once do not return at once.
  package var random: @Sendable () -> Double

  package init(
    limit: Double = 30, now: @escaping @Sendable () -> Double = { RunClock.seconds },
    date: @escaping @Sendable () -> Date = { Date() },
    sleep: @escaping @Sendable (Double) -> Void = { Thread.sleep(forTimeInterval: $0) },
    random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) {
    self.limit = limit
    self.now = now
    self.date = date
    self.sleep = sleep
    self.random = random
  }

  /// Seconds to wait after a number of attempts: half of 1, 2, 4, 8, 16, and up to as much again.
  /// - Parameter requested: the seconds that the server asks for, which are the least.
  package func pause(after attempts: Int, requested: Double?) -> Double {
    let step = Double(1 << min(attempts - 1, 4))
    return max(step * (0.5 + 0.5 * random()), requested ?? 0)
  }

  /// The seconds of the header `Retry-After`, which has seconds or a date (RFC 9110, 10.2.3); `nil` for anything else.
  package static func seconds(of header: String, now: Date) -> Double? {
    if let seconds = Double(header), seconds.isFinite { return max(seconds, 0) }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "UTC")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return formatter.date(from: header).map { max($0.timeIntervalSince(now), 0) }
  }
}

extension DeliveryRetries {
  /// An attempt that failed.
  package struct Refusal<Reason: Error>: Error {
    package var reason: Reason
    /// Whether the same attempt may succeed later.
    package var isTransient: Bool
    /// Seconds that the server asks to wait.
    package var requestedPause: Double?

    package init(_ reason: Reason, isTransient: Bool, requestedPause: Double? = nil) {
      (self.reason, self.isTransient, self.requestedPause) = (reason, isTransient, requestedPause)
    }
  }

  /// Repeats an attempt until it succeeds, fails for good, or the next one would begin too late.
  /// - Parameters:
  ///   - attempt: gets its number, counted from 1.
  ///   - report: gets each refusal that is followed by a pause, and the seconds of that.
  /// - Returns: What the last attempt returned.
  /// - Throws: The reason of the last refusal.
  package func run<Value, Reason: Error>(
    _ attempt: (Int) throws(Refusal<Reason>) -> Value, report: (Reason, Double) -> Void = { _, _ in }
  ) throws(Reason) -> Value {
    let begin = now()
    var attempts = 0
    while true {
      attempts += 1
      let refusal: Refusal<Reason>
      do throws(Refusal<Reason>) {
        return try attempt(attempts)
      } catch {
        refusal = error
      }
      let pause = pause(after: attempts, requested: refusal.requestedPause)
      guard refusal.isTransient, now() - begin + pause <= limit else { throw refusal.reason }
      report(refusal.reason, pause)
      sleep(pause)
    }
  }
}
