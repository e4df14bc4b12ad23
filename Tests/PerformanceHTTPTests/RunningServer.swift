import Foundation
import PerformanceHTTP
import PerformanceTestSupport
import Synchronization
import Testing

/// A server on a thread of its own, which ends with the test.
final class RunningServer: Sendable {
  private final class Run: Sendable {
    let isWanted = Atomic(true)
    let end = DispatchSemaphore(value: 0)
  }

  private let run = Run()
  let address: ServerAddress
  /// The clock of its limits, which only a test moves.
  let clock = ManualClock()

  init(
    limits: ServerLimits = ServerLimits(),
    handler: @escaping LoopbackServer.Handler = { HTTPResponse(.ok, text: "\($0.method) \($0.path)\n") }
  ) throws {
    let clock = clock
    let typed = try #require(ServerAddress("127.0.0.1:0"))
    let server = try LoopbackServer(
      typed, limits: limits, seconds: { Double(clock.now) / 1e9 }, handler: handler)
    address = server.address
    let thread = Thread { [run] in
      server.run { run.isWanted.load(ordering: .relaxed) }
      run.end.signal()
    }
    thread.start()
  }

  deinit { stop() }

  /// Ends the server, and waits until it has closed all connections.
  func stop() {
    if run.isWanted.exchange(false, ordering: .relaxed) { run.end.wait() }
  }

  func client() throws -> HTTPClient { try HTTPClient(port: address.port) }

  /// The answer to a request.
  func answer(to request: String) throws -> String {
    let client = try client()
    client.send(request)
    return try client.answer()
  }

  /// The answer to a request for a path.
  func get(_ target: String) throws -> String { try answer(to: "GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n") }
}
