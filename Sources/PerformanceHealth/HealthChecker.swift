import Foundation
import Synchronization

/// Makes checks at once, each on a thread of its own with a time limit: one that hangs has failed and delays no other.
package final class HealthChecker: Sendable {
  /// A check that is being made. Callers that ask for it meanwhile get its result too.
  private final class Flight: Sendable {
    struct Result: Sendable {
      var findings: [HealthFinding]
      var seconds: Double
    }

    let begin: Double
    private let result = Mutex<Result?>(nil)
    private let landing = DispatchGroup()

    init(begin: Double) {
      self.begin = begin
      landing.enter()
    }

    func end(with result: Result) {
      self.result.withLock { $0 = result }
      landing.leave()
    }

    /// The result; `nil` where there is none within the seconds.
    func result(within seconds: Double) -> Result? {
      landing.wait(timeout: .now() + max(seconds, 0)) == .success ? result.withLock { $0 } : nil
    }
  }

  /// The checks that are being made. A thread cannot be ended, so no second one is started for a check that hangs.
  private let flights = Mutex<[String: Flight]>([:])
  private let seconds: @Sendable () -> Double

  /// - Parameter seconds: reads a clock in seconds, which measures how long checks take.
  package init(
    seconds: @escaping @Sendable () -> Double = { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
  ) {
    self.seconds = seconds
  }

  /// Makes checks, in their order.
  /// - Parameter limit: the seconds of every check instead of its own.
  package func results(of checks: [HealthCheck], limit: Double? = nil) -> [HealthResult] {
    zip(checks, checks.map(flight)).map { check, flight in
      let allowed = limit ?? check.seconds
      let result =
        flight.result(within: allowed - (seconds() - flight.begin))
        ?? .init(findings: [Self.hung(check, allowed)], seconds: seconds() - flight.begin)
      return HealthResult(id: check.id, probe: check.probe, findings: result.findings, seconds: result.seconds)
    }
  }

  /// Begins a check, unless it is being made already.
  private func flight(of check: HealthCheck) -> Flight {
    let (flight, isNew) = flights.withLock { flights in
      if let flight = flights[check.id] { return (flight, false) }
      let flight = Flight(begin: seconds())
      flights[check.id] = flight
      return (flight, true)
    }
    guard isNew else { return flight }
    let thread = Thread { [self] in
      let findings = check.find()
      flights.withLock { $0[check.id] = nil }
      flight.end(with: .init(findings: findings, seconds: seconds() - flight.begin))
    }
    thread.start()
    return flight
  }

  private static func hung(_ check: HealthCheck, _ allowed: Double) -> HealthFinding {
    let text = Int(exactly: allowed).map { "\($0)" } ?? "\(allowed)"
    return .problem(
      check.id, "no result within \(text) \(allowed == 1 ? "second" : "seconds")",
      "a disk, a network file system or a driver does not answer; look for it in 'dmesg', or allow more with --timeout",
      .init(nil, "s", limit: allowed))
  }
}
