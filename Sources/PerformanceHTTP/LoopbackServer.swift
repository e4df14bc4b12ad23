import Foundation
import PerformanceSystem
import Synchronization

/// A small HTTP/1.1 server for monitors and scrapers on this machine.
///
/// One thread serves all connections and never waits for a client; each response is made on a thread of its own. What a
/// client may take is bounded by ``ServerLimits``: the number of connections, the bytes of a request, and time. Only `GET`
/// and `HEAD` without a body are served, and every connection ends with its response.
package final class LoopbackServer: Sendable {
  /// Makes the response to a request; called on any thread, several times at once.
  package typealias Handler = @Sendable (HTTPRequest) -> HTTPResponse

  /// The longest wait for events, in milliseconds: what ends the server is looked at as often.
  private static let pause = 200.0

  /// The address it listens at, with the port that it got.
  package let address: ServerAddress
  private let listener: Int32
  private let limits: ServerLimits
  private let seconds: @Sendable () -> Double
  private let handler: Handler
  private let responses: FinishedResponses

  /// Listens at an address; clients are served by ``run(while:)``.
  /// - Parameters:
  ///   - seconds: reads a clock in seconds.
  ///   - handler: makes the response to a request.
  /// - Throws: ``InputError`` where the address cannot be used.
  package init(
    _ address: ServerAddress, limits: ServerLimits = ServerLimits(),
    seconds: @escaping @Sendable () -> Double = { RunClock.seconds }, handler: @escaping Handler
  ) throws(InputError) {
    (listener, self.address) = try address.listen(backlog: SOMAXCONN)
    self.limits = limits
    self.seconds = seconds
    self.handler = handler
    responses = FinishedResponses()
  }

  deinit { close(listener) }

  /// Serves clients while something holds, which is looked at five times a second, then closes all connections and
  /// listens no more.
  package func run(while isWanted: () -> Bool) {
    var connections: [Int: Connection] = [:]
    var last = 0
    defer {
      shutdown(listener, Int32(SHUT_RDWR))
      connections.values.forEach { close($0.descriptor) }
    }
    while isWanted() {
      let ready = wait(for: connections)
      let now = seconds()
      for (id, response) in responses.take() {
        if case .handling? = connections[id]?.state { connections[id]?.respond(response, now: now) }
      }
      for id in ready { proceed(&connections[id], id: id, now: now) }
      for id in connections.keys { connections[id]?.expire(now: now) }
      for (id, connection) in connections where connection.hasEnded {
        close(connection.descriptor)
        connections[id] = nil
      }
      while let descriptor = accept(beside: connections.count) {
        last += 1
        var connection = Connection(descriptor, limits: limits, now: seconds())
        if connections.count >= limits.connections { connection.respond(HTTPResponse(.serviceUnavailable), now: now) }
        connections[last] = connection
      }
    }
  }

  /// Waits for the next event.
  /// - Returns: The connections that can go on.
  private func wait(for connections: [Int: Connection]) -> [Int] {
    let waiting = connections.filter { $0.value.events != 0 }
    let ids = Array(waiting.keys)
    // A full server leaves further clients in the system's queue, and is not woken by them.
    let accepts = connections.count < 2 * limits.connections
    var polled = [
      pollfd(fd: accepts ? listener : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: responses.wake, events: Int16(POLLIN), revents: 0),
    ]
    polled += ids.compactMap { waiting[$0] }.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
    let now = seconds()
    let next = connections.values.map { ($0.deadline - now) * 1000 }.min() ?? Self.pause
    let pause = Int32(min(max(next.rounded(.up), 0), Self.pause))
    guard poll(&polled, nfds_t(polled.count), pause) > 0 else { return [] }
    return zip(ids, polled.dropFirst(2)).filter { $1.revents != 0 }.map(\.0)
  }

  private func proceed(_ connection: inout Connection?, id: Int, now: Double) {
    switch connection?.state {
    case .receiving, .draining:
      guard let request = connection?.receive(now: now) else { return }
      let thread = Thread { [handler, responses] in responses.add(handler(request), to: id) }
      thread.start()
    case .sending: connection?.send(now: now)
    case .handling, .ended, nil: break
    }
  }

  /// Accepts a client. Those beyond the limit are accepted too, to be refused, but not any number of them.
  private func accept(beside count: Int) -> Int32? {
    guard count < 2 * limits.connections else { return nil }
    let descriptor = Foundation.accept(listener, nil, nil)
    return descriptor >= 0 ? descriptor : nil
  }
}
