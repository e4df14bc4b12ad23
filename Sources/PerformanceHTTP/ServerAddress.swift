import Foundation
import PerformanceSystem

/// An address that a server listens at: this machine's own one, unless another one is typed.
package struct ServerAddress: Equatable, Sendable {
  /// The forms of an address.
  package static let allowed =
    "PORT, 127.0.0.1:PORT, [::1]:PORT, or another numeric address of this machine with a port; 0 is any free port"
  private static let loopback = "127.0.0.1"

  /// A numeric address, of version 4 or 6.
  package let host: String
  /// The port; 0 for any free one.
  package let port: UInt16

  /// Reads an address; `nil` for another text than ``allowed``.
  package init?(_ text: String) {
    let separator = text.lastIndex(of: ":")
    let typed = separator.map { String(text[..<$0]) } ?? Self.loopback
    let digits = separator.map { text[text.index(after: $0)...] } ?? text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let port = UInt16(digits)
    else { return nil }
    let isBracketed = typed.hasPrefix("[") && typed.hasSuffix("]")
    let host = typed == "localhost" ? Self.loopback : isBracketed ? String(typed.dropFirst().dropLast()) : typed
    // The colons of version 6 would be mistaken for that before the port.
    guard isBracketed == host.contains(":") else { return nil }
    self.init(host: host, port: port)
  }

  private init?(host: String, port: UInt16) {
    self.host = host
    self.port = port
    guard withSystemAddress({ _ in true }) == true else { return nil }
  }

  private init(known host: String, port: UInt16) { (self.host, self.port) = (host, port) }

  /// The address as it is typed.
  package var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// Whether other machines cannot reach it.
  package var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" }

  // MARK: - The system's form

  /// Calls a body with the system's form of the address; `nil` where the host is not numeric.
  private func withSystemAddress<Result>(_ body: (addrinfo) -> Result) -> Result? {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    #if os(Linux)
      hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #else
      hints.ai_socktype = SOCK_STREAM
    #endif
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, "\(port)", &hints, &found) == 0, let first = found else { return nil }
    defer { freeaddrinfo(first) }
    return body(first.pointee)
  }

  /// A socket that listens at the address, and the address with the port that it got.
  /// - Throws: ``InputError`` where that is impossible.
  func listen(backlog: Int32) throws(InputError) -> (descriptor: Int32, address: ServerAddress) {
    let opened = withSystemAddress { address -> (descriptor: Int32, code: Int32) in
      let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
      guard descriptor >= 0 else { return (-1, errno) }
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
      // Otherwise the port stays taken for a minute after the last connection. It does not allow two servers at once.
      var yes: Int32 = 1
      setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
      guard bind(descriptor, address.ai_addr, address.ai_addrlen) == 0, Foundation.listen(descriptor, backlog) == 0
      else {
        let code = errno
        close(descriptor)
        return (-1, code)
      }
      return (descriptor, 0)
    }
    guard let opened, opened.descriptor >= 0 else { throw unusable(opened?.code ?? EADDRNOTAVAIL) }
    guard let port = Self.port(of: opened.descriptor) else {
      close(opened.descriptor)
      throw unusable(EADDRNOTAVAIL)
    }
    return (opened.descriptor, ServerAddress(known: host, port: port))
  }

  private func unusable(_ code: Int32) -> InputError {
    switch code {
    case EADDRINUSE:
      InputError(
        file: text, problem: "is in use by another process",
        remedy: "Name another port, or 0 for any free one.")
    case EADDRNOTAVAIL:
      InputError(
        file: text, problem: "is no address of this machine", remedy: "Name 127.0.0.1, or one that 'ip address' lists.")
    default:
      InputError(
        file: text, problem: "cannot be listened at: \(String(cString: strerror(code)))",
        remedy: "Name a port above 1023, or 0 for any free one.")
    }
  }

  /// The port of a socket.
  private static func port(of descriptor: Int32) -> UInt16? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard getsockname(descriptor, address, &size) == 0 else { return nil }
        var digits = [CChar](repeating: 0, count: 16)
        guard getnameinfo(address, size, nil, 0, &digits, socklen_t(digits.count), NI_NUMERICSERV) == 0 else {
          return nil
        }
        return UInt16(String(decoding: digits.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
      }
    }
  }
}
