import Foundation

/// Reads and writes the small text files through which the kernel reports its state.
package enum SystemFile {
  /// The result of one `read` of at most `limit` bytes; `nil` when it fails or is empty.
  ///
  /// `FileHandle` and `String(contentsOfFile:)` query the size first, which is 0 for these files.
  package static func read(_ path: String, limit: Int = 65_536) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = max(Foundation.read(descriptor, buffer.baseAddress, limit), 0)
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// Writes a short text to a control file; false when the system refuses.
  package static func write(_ text: String, to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return Array(text.utf8).withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      == text.utf8.count
  }
}
