import Foundation

/// Stream sockets with a path in the file system.
package enum UnixSocket {
  #if os(Linux)
    private static let type = Int32(SOCK_STREAM.rawValue)
  #else
    private static let type = SOCK_STREAM
  #endif

  /// Connects to a socket; `nil` where nobody serves it.
  package static func connect(_ path: String) -> Int32? {
    let descriptor = open()
    guard descriptor >= 0 else { return nil }
    guard withAddress(path, { Foundation.connect(descriptor, $0, $1) }) == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  /// Serves a path, for the user alone. A socket that a dead process left there is replaced.
  /// - Throws: ``InputError`` when something else is there, another process serves it, or it cannot be made.
  static func listen(_ path: String) throws(InputError) -> Int32 {
    try makeRoom(at: path)
    let descriptor = open()
    guard descriptor >= 0, withAddress(path, { bind(descriptor, $0, $1) }) == 0, chmod(path, 0o600) == 0,
      Foundation.listen(descriptor, SOMAXCONN) == 0
    else {
      let reason = String(cString: strerror(errno))
      if descriptor >= 0 { close(descriptor) }
      throw InputError(
        file: path, problem: "cannot become a socket: \(reason)", remedy: "Name a path in a folder that is writable.")
    }
    return descriptor
  }

  private static func makeRoom(at path: String) throws(InputError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw InputError(file: path, problem: "is there and is not a socket", remedy: "Name another path, or remove it.")
    }
    if let descriptor = connect(path) {
      close(descriptor)
      throw InputError(
        file: path, problem: "is served by another process", remedy: "Name another path, or wait for that one.")
    }
    unlink(path)
  }

  /// Accepts the next connection, which never blocks; `nil` where nobody waits.
  static func accept(_ descriptor: Int32) -> Int32? {
    var listening = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&listening, 1, 0) == 1 else { return nil }
    let accepted = Foundation.accept(descriptor, nil, nil)
    guard accepted >= 0 else { return nil }
    _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
    _ = fcntl(accepted, F_SETFL, O_NONBLOCK)
    return accepted
  }

  private static func open() -> Int32 {
    let descriptor = socket(AF_UNIX, type, 0)
    if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    return descriptor
  }

  private static func withAddress<Result>(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}
