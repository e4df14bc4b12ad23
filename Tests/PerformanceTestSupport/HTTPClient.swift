import Foundation

/// A client with a socket of its own, which writes what a test gives it.
public final class HTTPClient: Sendable {
  private let descriptor: Int32

  /// The server keeps the connection open for longer than any machine needs.
  public struct Unanswered: Error {}

  /// Nobody listens.
  public struct Refused: Error {
    /// The error number.
    public let code: Int32
  }

  /// Connects to a port of this machine.
  /// - Throws: ``Refused``.
  public init(port: UInt16) throws {
    #if os(Linux)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let code = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 ? 0 : errno
      }
    }
    guard code == 0 else {
      close(descriptor)
      throw Refused(code: code)
    }
  }

  deinit { close(descriptor) }

  /// Sends bytes, as far as the server takes them.
  @discardableResult
  public func send(_ bytes: [UInt8]) -> Bool {
    #if os(Linux)
      let flags = Int32(MSG_NOSIGNAL)
    #else
      let flags: Int32 = 0
    #endif
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, flags) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Sends a text.
  @discardableResult
  public func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Sends no more, as a client that has written its request.
  public func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// All that the server sends until it closes the connection.
  /// - Throws: ``Unanswered``.
  public func answer() throws -> String {
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&input, 1, 600_000) == 1 else { throw Unanswered() }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
      answer += buffer[..<count]
    }
  }

  /// Whether the server has sent something or has closed the connection.
  public var hasAnswer: Bool {
    var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, 0) == 1
  }
}

extension String {
  /// The code in the first line of an HTTP response; `nil` where there is none.
  public var statusCode: Int? { wholeMatch(of: /(?s)HTTP\/1\.1 (\d{3}) .*/).flatMap { Int($0.1) } }

  /// What follows the header of an HTTP response.
  public var body: String { range(of: "\r\n\r\n").map { String(self[$0.upperBound...]) } ?? "" }
}
