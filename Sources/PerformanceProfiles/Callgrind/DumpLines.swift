import Foundation
import PerformanceSystem

/// The lines of a dump, one at a time and without copying: a dump may have millions of them.
package struct DumpLines: ~Copyable {
  private let path: String
  private let stream: UnsafeMutablePointer<FILE>
  private var buffer: UnsafeMutablePointer<CChar>?
  private var capacity = 0

  /// - Throws: ``InputError`` when the file cannot be opened.
  package init(_ file: URL) throws {
    path = file.path
    guard let opened = fopen(path, "re") else { throw Self.unreadable(path, errno) }
    stream = opened
  }

  deinit {
    fclose(stream)
    free(buffer)
  }

  /// The next line without its line feed; `nil` at the end. It is valid until the next call.
  /// - Throws: ``InputError`` on a read error.
  package mutating func next() throws -> UnsafeBufferPointer<UInt8>? {
    var length = getline(&buffer, &capacity, stream)
    guard length >= 0, let buffer else {
      guard ferror(stream) == 0 else { throw Self.unreadable(path, errno) }
      return nil
    }
    while length > 0, buffer[length - 1] == CChar(0x0A) || buffer[length - 1] == CChar(0x0D) { length -= 1 }
    let bytes = UnsafeRawPointer(buffer).assumingMemoryBound(to: UInt8.self)
    return UnsafeBufferPointer(start: bytes, count: length)
  }

  private static func unreadable(_ path: String, _ code: Int32) -> InputError {
    InputError(
      file: path, problem: "cannot be read (\(String(cString: strerror(code))))", remedy: CallgrindParser.remedy)
  }
}
