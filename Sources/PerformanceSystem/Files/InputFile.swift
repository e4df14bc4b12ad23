import Foundation

/// A file that the user names, or standard input.
package struct InputFile: Sendable {
  /// The operand that means standard input.
  package static let standardInput = "-"
  private static let block = 1 << 20

  /// The path, or `standard input`, for messages.
  package let name: String
  private let path: String?

  /// - Parameters:
  ///   - text: the path as typed; `-` for standard input.
  ///   - url: the file of the path.
  package init(_ text: String, at url: URL) {
    path = text == Self.standardInput ? nil : url.path
    name = path ?? "standard input"
  }

  /// Reads the whole file.
  /// - Parameters:
  ///   - most: the greatest number of bytes.
  ///   - remedy: what to do about a longer file, as a sentence.
  /// - Throws: ``InputError`` where it cannot be read or is too long.
  package func bytes(atMost most: Int, remedy: String) throws -> [UInt8] {
    let descriptor = path.map { open($0, O_RDONLY | O_CLOEXEC) } ?? dup(STDIN_FILENO)
    var kind = stat()
    // Opening a folder succeeds, but reading it fails.
    guard descriptor >= 0, fstat(descriptor, &kind) == 0, kind.st_mode & S_IFMT != S_IFDIR else {
      if descriptor >= 0 { close(descriptor) }
      throw InputError(file: name, problem: "is not a readable file", remedy: "Check the path.")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    if kind.st_mode & S_IFMT == S_IFREG { bytes.reserveCapacity(min(Int(kind.st_size), most)) }
    while true {
      guard bytes.count <= most, kind.st_mode & S_IFMT != S_IFREG || Int(kind.st_size) <= most else {
        throw InputError(file: name, problem: "has more than \(most >> 20) MiB", remedy: remedy)
      }
      let read = [UInt8](unsafeUninitializedCapacity: Self.block) { buffer, count in
        count = max(Foundation.read(descriptor, buffer.baseAddress, Self.block), 0)
      }
      guard !read.isEmpty else { return bytes }
      bytes += read
    }
  }
}
