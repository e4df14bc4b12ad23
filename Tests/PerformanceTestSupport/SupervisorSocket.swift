import Foundation

/// A socket that a supervisor reads, with a path or with a name that is in no file system.
public final class SupervisorSocket: Sendable {
  private let descriptor: Int32
  /// The path, or the name that begins with `@`.
  public let name: String

  /// The system refused the name.
  public struct Refused: Error {}

  /// Creates a socket with a name.
  /// - Throws: ``Refused``.
  public init(_ name: String) throws {
    self.name = name
    #if os(Linux)
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    #else
      descriptor = socket(AF_UNIX, SOCK_DGRAM, 0)
    #endif
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let isAbstract = name.hasPrefix("@")
    let bytes = isAbstract ? [0] + Array(name.utf8.dropFirst()) : Array(name.utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let head = MemoryLayout.size(ofValue: address) - MemoryLayout.size(ofValue: address.sun_path)
    let size = socklen_t(head + bytes.count + (isAbstract ? 0 : 1))
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
    }
    guard bound == 0 else { throw Refused() }
  }

  deinit {
    close(descriptor)
    unlink(name)
  }

  /// The messages that have arrived.
  public var messages: [String] {
    var messages: [String] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT)), count > 0 {
      messages.append(String(decoding: buffer[..<count], as: UTF8.self))
    }
    return messages
  }
}
