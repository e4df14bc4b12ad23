import Foundation
import Synchronization

/// A server that behaves as a script says, one connection after the other, and keeps the requests.
public final class ScriptedServer: Sendable {
  /// What happens to a connection.
  public enum Behaviour: Sendable {
    /// The status line with headers and body, such as `200 OK\r\n\r\n`, then the end of the connection.
    case answer(String)
    /// The same before anything was read, as servers do that cannot make sense of the first bytes.
    case refusal(String)
    /// The request is read, and the connection closed.
    case hangUp
    /// The request is read, and nothing answered while the server exists.
    case silence
    /// Nothing is read or answered while the server exists.
    case deafness
    /// The request is read, and an answer begins that does not end: a byte comes again and again.
    case trickle
  }

  private struct State: Sendable {
    var requests: [String] = []
    var connections = 0
    /// The connections that stay open.
    var open: [Int32] = []
  }

  /// Its address.
  public let url: URL
  private let listener: LoopbackListener
  private let state: Mutex<State>
  private let hasEnded = DispatchSemaphore(value: 0)

  /// - Parameter answers: with an empty one it hangs up.
  public convenience init(_ answers: [String]) throws {
    try self.init(behaving: answers.map { $0.isEmpty ? .hangUp : .answer($0) })
  }

  /// - Parameter script: what happens to each connection, in their order.
  public convenience init(behaving script: [Behaviour]) throws {
    let rest = Mutex(script[...])
    try self.init { rest.withLock { $0.popFirst() } }
  }

  /// - Parameter next: what happens to the connection that has just come; with `nil` it is closed, and the server ends.
  public init(choosing next: @escaping @Sendable () -> Behaviour?) throws {
    let listener = try LoopbackListener()
    self.listener = listener
    url = URL(string: "http://127.0.0.1:\(listener.port)") ?? URL(fileURLWithPath: "/")
    state = Mutex(State())
    let (hasEnded, keep) = (hasEnded, Kept(self))
    Thread {
      defer { hasEnded.signal() }
      while let connection = listener.connection() {
        guard let behaviour = next() else {
          close(connection)
          return
        }
        keep.server.serve(connection, behaviour)
      }
    }.start()
  }

  deinit {
    listener.shutDown()
    hasEnded.wait()
    for connection in state.withLock({ $0.open }) { close(connection) }
  }

  /// `deinit` waits for the thread, so that the server outlives it.
  private struct Kept: @unchecked Sendable {
    unowned(unsafe) let server: ScriptedServer

    init(_ server: ScriptedServer) { self.server = server }
  }

  /// The requests so far, with their headers and bodies.
  public var requests: [String] { state.withLock { $0.requests } }

  /// The number of connections so far.
  public var connections: Int { state.withLock { $0.connections } }

  private func serve(_ connection: Int32, _ behaviour: Behaviour) {
    state.withLock { $0.connections += 1 }
    var byte: UInt8 = 0
    switch behaviour {
    case .deafness: return state.withLock { $0.open.append(connection) }
    case .refusal(let text):
      Self.write("HTTP/1.1 \(text)", to: connection)
      // A connection that is closed with bytes that nobody has read is reset, and the answer is lost.
      shutdown(connection, Int32(SHUT_WR))
      while recv(connection, &byte, 1, 0) > 0 {}
      close(connection)
      return
    default: break
    }
    let request = Self.request(from: connection)
    state.withLock { $0.requests.append(request) }
    switch behaviour {
    case .answer(let text): Self.write("HTTP/1.1 \(text)", to: connection)
    case .silence: return state.withLock { $0.open.append(connection) }
    case .trickle:
      Self.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n", to: connection)
      while Self.write(".", to: connection) { usleep(10_000) }
    case .hangUp, .deafness, .refusal: break
    }
    close(connection)
  }

  /// - Returns: Whether the other side may still read.
  @discardableResult
  private static func write(_ text: String, to connection: Int32) -> Bool {
    text.withCString { send(connection, $0, strlen($0), Int32(MSG_NOSIGNAL)) } >= 0
  }

  private static func request(from connection: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let length = text.firstMatch(of: /(?i)content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
        if text[end.upperBound...].utf8.count >= length { return text }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return text }
      bytes += buffer.prefix(count)
    }
  }
}
