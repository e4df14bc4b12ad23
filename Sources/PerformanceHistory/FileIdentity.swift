import Foundation

/// The identity of a file, which a renamed one keeps.
struct FileIdentity: Equatable {
  private let device: UInt64
  private let number: UInt64

  /// The identity of the file at a path; `nil` where there is none.
  init?(of file: URL) {
    var status = stat()
    guard stat(file.path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
