import Foundation
import PerformanceHealth
import PerformanceTestSupport
import Synchronization
import Testing

@Suite("Checks made at once")
struct HealthCheckerTests {
  @Test("come back in their order, each with what it has found and how long it took")
  func order() {
    let clock = ManualClock()
    let checker = HealthChecker { Double(clock.now) / 1e9 }
    let results = checker.results(of: [
      HealthCheck("first", .live, seconds: 600) { .ok("a", "1") },
      HealthCheck("second", .ready, seconds: 600) { [.ok("b", "2"), .warning("c", "3", "do"), .ok("d", "4")] },
      HealthCheck("third", .startup, seconds: 600) { [] },
    ])
    #expect(results.map(\.id) == ["first", "second", "third"])
    #expect(results.map(\.status) == [.pass, .warn, .pass])
    #expect(results[1].worst == [.warning("c", "3", "do")])
    #expect(results.allSatisfy { $0.seconds == 0 })
  }

  @Test("do not wait for one that hangs: it has failed, and is not started again while it does")
  func hanging() throws {
    let (starts, isFree) = (Starts(), DispatchSemaphore(value: 0))
    let hanging = HealthCheck("disk", .live, seconds: 0.05) {
      starts.add()
      isFree.wait()
      return .ok("disk", "free")
    }
    let checker = HealthChecker()
    let results = checker.results(of: [hanging, HealthCheck("other", .live, seconds: 600) { .ok("other", "fine") }])
    #expect(results.map(\.status) == [.fail, .pass])
    #expect(results[0].findings.first?.found == "no result within 0.05 seconds")
    #expect(results[0].findings.first?.advice?.contains("--timeout") == true)
    #expect(checker.results(of: [hanging]).map(\.status) == [.fail])
    // Its thread may begin later than its time is over.
    try Patience.block { starts.count > 0 }
    #expect(starts.count == 1)
    isFree.signal()
    try Patience.block { checker.results(of: [HealthCheck("disk", .live) { .ok("disk", "again") }])[0].status == .pass }
  }

  @Test("are made once for all who ask at the same time")
  func shared() async throws {
    let (starts, isFree) = (Starts(), DispatchSemaphore(value: 0))
    let check = HealthCheck("disk", .live, seconds: 600) {
      starts.add()
      isFree.wait()
      return .ok("disk", "free")
    }
    let checker = HealthChecker()
    let asked = Starts()
    let answers = Mutex<[HealthFinding.Status]>([])
    for _ in 0..<2 {
      Thread.detachNewThread {
        asked.add()
        let statuses = checker.results(of: [check]).map(\.status)
        answers.withLock { $0 += statuses }
      }
    }
    try await Patience.wait { asked.count == 2 && starts.count == 1 }
    isFree.signal()
    // Who asked a moment after the end has a check of its own.
    try await Patience.wait {
      isFree.signal()
      return answers.withLock { $0 } == [.pass, .pass]
    }
  }

  @Test("have another limit where one is given for all")
  func limit() {
    let isFree = DispatchSemaphore(value: 0)
    defer { isFree.signal() }
    let hanging = HealthCheck("disk", .live, seconds: 600) {
      isFree.wait()
      return .ok("disk", "free")
    }
    #expect(HealthChecker().results(of: [hanging], limit: 0.01)[0].status == .fail)
  }

  /// How often a check was started.
  private final class Starts: Sendable {
    private let counted = Mutex(0)
    var count: Int { counted.withLock { $0 } }
    func add() { counted.withLock { $0 += 1 } }
  }
}
