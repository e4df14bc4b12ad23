import Foundation

/// What changes of a file when it is written to or replaced.
struct FileState: Equatable {
  private let path: String
  private let number: UInt64
  private let bytes: Int
  private let seconds: Int
  private let nanoseconds: Int

  /// The state of the file at a path; that of one that does not exist is the same each time.
  init(_ file: URL) {
    var status = stat()
    let exists = stat(file.path, &status) == 0
    path = file.path
    number = exists ? UInt64(truncatingIfNeeded: status.st_ino) : 0
    bytes = exists ? Int(status.st_size) : 0
    #if os(Linux)
      let time = status.st_mtim
    #else
      let time = status.st_mtimespec
    #endif
    (seconds, nanoseconds) = exists ? (Int(time.tv_sec), Int(time.tv_nsec)) : (0, 0)
  }
}
