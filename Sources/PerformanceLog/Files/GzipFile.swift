import Foundation

/// A compressed file that is being read or written.
package final class GzipFile {
  private let library: GzipLibrary
  private var handle: OpaquePointer?

  /// What a file is opened for.
  package enum Purpose: String, Sendable {
    case reading = "rb"
    case writing = "wb"
  }

  /// Takes over a descriptor; `nil` where zlib has no memory, and then the descriptor is closed.
  package init?(descriptor: Int32, for purpose: Purpose, library: GzipLibrary) {
    self.library = library
    handle = library.open(descriptor, purpose.rawValue)
    if handle == nil {
      Foundation.close(descriptor)
      return nil
    }
  }

  deinit { close() }

  /// Reads the next bytes.
  /// - Returns: Their number; 0 at the end, also where that was cut off, and a negative number where the file is damaged.
  package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let handle else { return 0 }
    return Int(library.read(handle, buffer.baseAddress, UInt32(min(buffer.count, 1 << 30))))
  }

  /// Appends bytes.
  /// - Returns: Whether all were written.
  package func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let handle, !bytes.isEmpty else { return handle != nil }
    return Int(library.write(handle, bytes.baseAddress, UInt32(bytes.count))) == bytes.count
  }

  /// Writes what is left, or checks that all was read.
  /// - Returns: Whether the file is complete.
  @discardableResult
  package func close() -> Bool {
    guard let handle else { return false }
    self.handle = nil
    return library.close(handle) == 0
  }
}
