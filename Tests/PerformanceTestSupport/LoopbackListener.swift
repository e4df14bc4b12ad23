import Foundation

/// A socket that listens at a port of the loopback interface.
public final class LoopbackListener: Sendable {
  public struct Failure: Error { let code = errno }

  /// The port.
  public let port: UInt16
  private let descriptor: Int32

  /// - Throws: ``Failure``.
  public init() throws {
    #if os(Linux)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard descriptor >= 0 else { throw Failure() }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        guard bind(descriptor, pointer, length) == 0, listen(descriptor, 16) == 0 else { return Int32(-1) }
        return getsockname(descriptor, pointer, &length)
      }
    }
    guard status == 0 else {
      close(descriptor)
      throw Failure()
    }
    port = UInt16(bigEndian: address.sin_port)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Ends a wait for a connection.
  public func shutDown() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// The next connection; `nil` after the end.
  public func connection() -> Int32? {
    let connection = accept(descriptor, nil, nil)
    return connection < 0 ? nil : connection
  }
}
