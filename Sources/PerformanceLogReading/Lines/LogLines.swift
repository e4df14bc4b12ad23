import Foundation
import PerformanceLog
import PerformanceSystem

/// The lines of a log file, plain or compressed, as bytes; memory holds one block, whatever the file's length.
package final class LogLines {
  /// The most bytes of a line that is returned whole. The tool writes far shorter ones.
  private static let block = 1 << 20

  private enum Source {
    case plain(Int32)
    case compressed(GzipFile)
  }

  /// The path of the file.
  package let path: String
  private let source: Source
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: block, alignment: 16)
  /// The bytes of the buffer that were read and not yet returned.
  private var rest = 0..<0
  /// Whether the rest of a line is left out that is longer than the buffer.
  private var isInLongLine = false
  private var isAtEnd = false
  /// Whether reading has ended before the end of the file.
  package private(set) var isBroken = false

  /// Opens a file, which another process may rename at any moment; `nil` where there is none now.
  /// - Throws: ``InputError`` where it cannot be read, and for a compressed one where the system has no zlib.
  package static func open(_ file: URL) throws(InputError) -> LogLines? {
    let descriptor = Foundation.open(file.path, O_RDONLY | O_CLOEXEC)
    let code = errno
    guard descriptor < 0 else { return try LogLines(descriptor, of: file) }
    if code == ENOENT || !FileManager.default.fileExists(atPath: file.path) { return nil }
    throw InputError(
      file: file.path, problem: "cannot be read (\(String(cString: strerror(code))))", remedy: "Check its permissions.")
  }

  private init(_ descriptor: Int32, of file: URL) throws(InputError) {
    path = file.path
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw InputError(file: file.path, problem: "is not an ordinary file", remedy: "Remove it.")
    }
    guard file.pathExtension == "gz" else {
      source = .plain(descriptor)
      return
    }
    guard let library = GzipLibrary.system else {
      close(descriptor)
      throw InputError(
        file: file.path, problem: "is compressed, and \(GzipLibrary.name) is not on this system",
        remedy: "Install zlib, or decompress the file with 'gzip -d'.")
    }
    guard let file = GzipFile(descriptor: descriptor, for: .reading, library: library) else {
      throw InputError(file: file.path, problem: "cannot be opened by zlib", remedy: "Free some memory.")
    }
    source = .compressed(file)
  }

  /// Opens a renamed file, which may have been compressed since it was listed; `nil` where it was removed.
  /// - Throws: ``InputError`` where it cannot be read.
  package static func open(renamed file: URL) throws(InputError) -> LogLines? {
    if let plain = try open(file) { return plain }
    return try open(file.appendingPathExtension("gz"))
  }

  deinit {
    if case .plain(let descriptor) = source { close(descriptor) }
    buffer.deallocate()
  }

  /// The descriptor of a plain file.
  var descriptor: Int32? { if case .plain(let descriptor) = source { descriptor } else { nil } }

  /// The next complete line, without its line feed; `nil` at the present end of the file.
  ///
  /// Of a line longer than a megabyte it is the first part, which is no record. The bytes are valid until the next call.
  package func next() -> UnsafeRawBufferPointer? {
    while true {
      if let end = lineFeed() {
        let line = UnsafeRawBufferPointer(rebasing: buffer[rest.lowerBound..<end])
        rest = (end + 1)..<rest.upperBound
        if !isInLongLine { return line }
        isInLongLine = false
      } else if rest.count == buffer.count {
        let isFirstPart = !isInLongLine
        (isInLongLine, rest) = (true, 0..<0)
        if isFirstPart { return UnsafeRawBufferPointer(buffer) }
      } else if !readBlock() {
        return nil
      }
    }
  }

  /// The bytes after the last line feed, once: a line that is being written, or that was never finished. Nothing is read
  /// after it.
  package func takeUnfinishedLine() -> UnsafeRawBufferPointer? {
    defer { rest = rest.upperBound..<rest.upperBound }
    return rest.isEmpty || isInLongLine ? nil : UnsafeRawBufferPointer(rebasing: buffer[rest])
  }

  private func lineFeed() -> Int? {
    guard let base = buffer.baseAddress, !rest.isEmpty,
      let end = memchr(base + rest.lowerBound, Int32(UInt8(ascii: "\n")), rest.count)
    else { return nil }
    return UnsafeMutableRawPointer(end) - base
  }

  /// Reads on; false at the end of the file.
  private func readBlock() -> Bool {
    if rest.lowerBound > 0, let base = buffer.baseAddress {
      memmove(base, base + rest.lowerBound, rest.count)
      rest = 0..<rest.count
    }
    let count = read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[rest.upperBound...]))
    // Only closing shows that the end of a compressed file is missing.
    if count == 0, case .compressed(let file) = source, !isAtEnd {
      isAtEnd = true
      isBroken = !file.close()
    }
    if count < 0 { isBroken = true }
    guard count > 0 else { return false }
    rest = 0..<(rest.upperBound + count)
    return true
  }

  private func read(into free: UnsafeMutableRawBufferPointer) -> Int {
    switch source {
    case .compressed(let file): return file.read(into: free)
    case .plain(let descriptor):
      while true {
        let count = Foundation.read(descriptor, free.baseAddress, free.count)
        if count >= 0 || errno != EINTR { return count }
      }
    }
  }
}
