import Foundation

/// A reader of a growing file, and how much of the file it has got.
///
/// The file is the buffer: a reader that joins late misses nothing, and one that is slow costs no memory.
final class StreamReader {
  /// The state of a reader after it was offered more.
  enum State: Equatable {
    /// It has everything.
    case upToDate
    /// It took a part, and there is more.
    case behind
    /// It took nothing, although there is more.
    case stalled
    /// It closed its end.
    case gone
    /// Writing failed with this error number.
    case failed(Int32)
  }

  /// The most bytes that a pipe takes without blocking when it takes any (`PIPE_BUF`: 4096 on Linux, 512 on macOS).
  private static let part = 512
  /// The most bytes at a time, so that no reader keeps others waiting.
  private static let share = 1 << 18

  private let descriptor: Int32
  private let isSocket: Bool
  private let isOwned: Bool
  private var offset = 0
  /// When it last took something or had everything, in nanoseconds of the run's clock.
  private(set) var lastMove = RunClock.nanoseconds

  private init(_ descriptor: Int32, isSocket: Bool, isOwned: Bool) {
    (self.descriptor, self.isSocket, self.isOwned) = (descriptor, isSocket, isOwned)
  }

  deinit { if isOwned { close(descriptor) } }

  /// A connection, which does not block.
  static func connection(_ descriptor: Int32) -> StreamReader {
    // The default of 200 kB would hide a reader that does not read from runs with a short log.
    var size: Int32 = 1 << 15
    setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    return StreamReader(descriptor, isSocket: true, isOwned: true)
  }

  /// A file or a pipe, which is closed with the reader.
  static func file(_ descriptor: Int32) -> StreamReader { StreamReader(descriptor, isSocket: false, isOwned: true) }

  /// Standard output, which stays open.
  static var standardOutput: StreamReader { StreamReader(STDOUT_FILENO, isSocket: false, isOwned: false) }

  /// Whether it has the first bytes of the file, this many.
  func has(_ size: Int) -> Bool { offset >= size }

  /// Sends the next bytes, as many as the reader takes without being waited for.
  func send(from source: Int32, size: Int) -> State {
    var buffer = [UInt8](repeating: 0, count: min(max(size - offset, 0), Self.share))
    let count = buffer.withUnsafeMutableBytes { pread(source, $0.baseAddress, $0.count, off_t(offset)) }
    guard count > 0 else {
      lastMove = RunClock.nanoseconds
      return .upToDate
    }
    var sent = 0
    while sent < count {
      guard isReady else { break }
      let written = buffer[sent..<count].withUnsafeBytes { write($0) }
      if written < 0 {
        switch errno {
        case EAGAIN, EINTR: break
        case EPIPE, ECONNRESET: return .gone
        case let code: return .failed(code)
        }
      }
      guard written > 0 else { break }
      sent += written
    }
    offset += sent
    guard sent > 0 else { return .stalled }
    lastMove = RunClock.nanoseconds
    return offset < size ? .behind : .upToDate
  }

  /// Whether a write does not block. Connections are asked by writing.
  private var isReady: Bool {
    guard !isSocket else { return true }
    var output = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&output, 1, 0) == 1
  }

  private func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    Foundation.write(descriptor, bytes.baseAddress, isSocket ? bytes.count : min(bytes.count, Self.part))
  }
}
