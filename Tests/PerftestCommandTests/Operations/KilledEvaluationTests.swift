import Foundation
import PerformanceAlerts
import PerformanceRecords
import PerformanceTestSupport
import Synchronization
import Testing

/// The receiver hangs until a test says otherwise, so that a process is certainly between the state on disk and the end
/// of its notification when it is killed.
@Suite("Evaluations of alerts that are killed while they send", .timeLimit(.minutes(60)))
struct KilledEvaluationTests {
  private let folder: TemporaryFolder
  private let server: ScriptedServer
  private let receiver = Receiver()

  /// Whether the receiver answers.
  private final class Receiver: Sendable {
    private let answers = Mutex(false)

    func answer() { answers.withLock { $0 = true } }

    var behaviour: ScriptedServer.Behaviour {
      answers.withLock { $0 } ? .answer("200 OK\r\nContent-Length: 0\r\n\r\n") : .silence
    }
  }

  /// A package whose last run is red, with one rule and one receiver.
  init() throws {
    let receiver = receiver
    server = try ScriptedServer { receiver.behaviour }
    folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    let writer = try EventLogWriter(file: folder.file(".perftest/runs/20260101-000001000-0000abcd-1.jsonl"))
    for event in Example.events([Example.slower(Example.id("decode()"))]) { try writer.append(event.body) }
    // Other rules read the machine that runs the tests.
    let others = AlertRule.all.filter { $0.name != "PerfRegression" }.map { "\"\($0.name)\": {\"disabled\": true}" }
    try folder.write(
      """
      {"schema": "swift-performance-testing/alerts", "version": 1, "rules": {\(others.joined(separator: ", "))},
       "receivers": {"chat": {"kind": "webhook", "url": "\(server.url.absoluteString)/hook"}},
       "routes": [{"to": ["chat"]}]}
      """, to: "baselines/alerts.json")
  }

  private func evaluate() throws -> RunningCommand { try BuiltCommand.start(["alerts", "check"], in: folder.url) }

  /// The keys of all requests so far, which mark duplicates.
  private var keys: [String] {
    server.requests.compactMap { $0.firstMatch(of: /(?i)idempotency-key: (\w+)/).map { String($0.1) } }
  }

  /// Kills an evaluation as soon as its notification has arrived. All of it is on a thread of its own: evaluations give up
  /// after half a minute, and other tests may keep Swift's pool for that long.
  ///
  /// The receiver answers from then on. One that did so only after the kill might still be silent to an evaluation that
  /// waits for the killed one; meanwhile the first one is stopped, so that it gets no answer either.
  /// - Parameter work: what happens before.
  private func kill(_ evaluation: RunningCommand, after work: @escaping @Sendable () throws -> Void = {}) async throws {
    let (server, receiver, process) = (server, receiver, evaluation.process)
    try await OwnThread.run {
      try Patience.block { !server.requests.isEmpty }
      try work()
      Foundation.kill(process, SIGSTOP)
      receiver.answer()
      Foundation.kill(process, SIGKILL)
    }
    #expect(try await evaluation.outcome().status == nil)
  }

  /// A further evaluation finds that everything was sent.
  private func sendsNothing() async throws {
    let sent = keys
    let outcome = try await evaluate().outcome()
    #expect(outcome.status == 0 && keys == sent, "\(outcome)")
  }

  @Test("The next evaluation sends it again with the same key, and the one after that sends nothing")
  func again() async throws {
    try await kill(evaluate())
    let sent = keys.count
    let next = try await evaluate().outcome()
    #expect(next.status == 0 && next.output.hasPrefix("1 firing"), "\(next)")
    #expect(keys.count > sent && Set(keys).count == 1, "\(keys)")
    try await sendsNothing()
  }

  @Test("Of two evaluations at once the second waits, and takes over when the first is killed")
  func takesOver() async throws {
    let folder = folder.url
    let second = Mutex<RunningCommand?>(nil)
    try await kill(evaluate()) {
      let command = try BuiltCommand.start(["alerts", "check"], in: folder)
      second.withLock { $0 = command }
    }
    let outcome = try await #require(second.withLock { $0 }).outcome()
    #expect(outcome.status == 0 && outcome.output.hasPrefix("1 firing"), "\(outcome)")
    #expect(Set(keys).count == 1, "\(keys)")
    try await sendsNothing()
  }
}
