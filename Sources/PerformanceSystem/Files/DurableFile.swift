import Foundation

/// A file that is written beside its final location and moved there when it is complete and on the disk.
///
/// Until then, and where anything fails, the file at the location is unchanged.
package final class DurableFile {
  private let url: URL
  private let temporary: URL
  private let handle: FileHandle
  private var isMoved = false

  /// Creates the temporary file, and the folders above it.
  /// - Throws: ``InputError``.
  package init(replacing url: URL) throws {
    self.url = url
    temporary = url.deletingLastPathComponent().appendingPathComponent(
      ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).tmp")
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      guard FileManager.default.createFile(atPath: temporary.path, contents: nil) else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
    } catch {
      throw InputError.unchanged(url, error)
    }
    do {
      handle = try FileHandle(forWritingTo: temporary)
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      throw InputError.unchanged(url, error)
    }
  }

  deinit {
    try? handle.close()
    if !isMoved { unlink(temporary.path) }
  }

  /// Appends bytes.
  /// - Throws: ``InputError``.
  package func write(_ data: Data) throws {
    do {
      try handle.write(contentsOf: data)
    } catch {
      throw InputError.unchanged(url, error)
    }
  }

  /// Moves the file to its location.
  /// - Throws: ``InputError``.
  package func commit() throws {
    do {
      try handle.synchronize()
      guard rename(temporary.path, url.path) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      isMoved = true
    } catch {
      throw InputError.unchanged(url, error)
    }
  }
}

extension InputError {
  fileprivate static func unchanged(_ url: URL, _ error: any Error) -> InputError {
    InputError(
      file: url.path, problem: "cannot be written (\(JSONFile.reason(error)))",
      remedy: "Check permissions and free space; the file on disk is unchanged.")
  }
}
