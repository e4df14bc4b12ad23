import Foundation

/// A client of a server: one request, one response, and the end.
struct Connection {
  /// What happens next.
  enum State {
    /// The request arrives.
    case receiving(HTTPRequestParser)
    /// The response is being made.
    case handling
    /// The response is taken by the client.
    case sending(ArraySlice<UInt8>)
    /// The client has the response, and its last bytes are read: closing before would take the response back.
    case draining
    case ended
  }

  /// The number of bytes read at a time.
  private static let block = 4096
  /// The most seconds that a client may keep the connection after it was sent everything.
  private static let drainingSeconds = 1.0

  let descriptor: Int32
  private(set) var state: State
  /// When the state ends whatever the client does, in seconds of the server's clock.
  private(set) var deadline: Double
  private let limits: ServerLimits
  private var isHead = false

  init(_ descriptor: Int32, limits: ServerLimits, now: Double) {
    self.descriptor = descriptor
    self.limits = limits
    state = .receiving(HTTPRequestParser(limit: limits.requestBytes))
    deadline = now + limits.seconds
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    #if !os(Linux)
      var yes: Int32 = 1
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
    #endif
  }

  /// The events of `poll` that continue it; 0 while the response is being made.
  var events: Int16 {
    switch state {
    case .receiving, .draining: Int16(POLLIN)
    case .sending: Int16(POLLOUT)
    case .handling, .ended: 0
    }
  }

  /// Whether it has ended.
  var hasEnded: Bool { if case .ended = state { true } else { false } }

  // MARK: - Events

  /// Reads what has arrived.
  /// - Returns: The request, once it is complete.
  mutating func receive(now: Double) -> HTTPRequest? {
    var buffer = [UInt8](repeating: 0, count: Self.block)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else {
      if count == 0 || ![EAGAIN, EINTR].contains(errno) { state = .ended }
      return nil
    }
    guard case .receiving(var parser) = state else { return nil }
    switch parser.add(buffer[..<count]) {
    case .incomplete: state = .receiving(parser)
    case .refused(let status): respond(HTTPResponse(status), now: now)
    case .request(let request):
      isHead = request.method == "HEAD"
      state = .handling
      deadline = now + limits.handlingSeconds
      return request
    }
    return nil
  }

  /// Begins to send a response.
  mutating func respond(_ response: HTTPResponse, now: Double) {
    state = .sending(response.bytes(withBody: !isHead)[...])
    deadline = now + limits.seconds
    send(now: now)
  }

  /// Sends as much of the response as the client takes.
  mutating func send(now: Double) {
    guard case .sending(var rest) = state else { return }
    let count = rest.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, Self.sendFlags) }
    guard count >= 0 || [EAGAIN, EINTR].contains(errno) else {
      state = .ended
      return
    }
    rest = rest.dropFirst(max(count, 0))
    guard rest.isEmpty else {
      state = .sending(rest)
      return
    }
    shutdown(descriptor, Int32(SHUT_WR))
    state = .draining
    deadline = min(deadline, now + Self.drainingSeconds)
  }

  /// Ends the state whose time is over.
  mutating func expire(now: Double) {
    guard now >= deadline else { return }
    switch state {
    case .receiving: respond(HTTPResponse(.requestTimeout), now: now)
    case .handling: respond(HTTPResponse(.serviceUnavailable), now: now)
    case .sending, .draining, .ended: state = .ended
    }
  }

  // A client that is gone must not end this process with a signal.
  #if os(Linux)
    private static let sendFlags = Int32(MSG_NOSIGNAL)
  #else
    private static let sendFlags: Int32 = 0
  #endif
}
