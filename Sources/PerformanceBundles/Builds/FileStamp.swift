import Foundation

/// The modification time and the size of a file, by which changes are detected.
package struct FileStamp: Equatable, Sendable {
  /// Nanoseconds since 1970.
  package var modified: Int64
  /// Bytes.
  package var size: Int64

  package init(modified: Int64, size: Int64) {
    self.modified = modified
    self.size = size
  }

  /// The stamp of a file or of a link's target; `nil` where there is none.
  package init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    self.init(modified: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec), size: Int64(status.st_size))
  }
}

extension FileStamp: Codable {
  package init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    self.init(modified: try list.decode(Int64.self), size: try list.decode(Int64.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    try list.encode(modified)
    try list.encode(size)
  }
}
