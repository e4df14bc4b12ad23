import Foundation

/// Reads a text file line by line, holding no more of it than one line and one block.
package struct LineReader: Sequence, IteratorProtocol {
  private static let block = 1 << 18

  private let handle: FileHandle
  private var rest = Data()
  private var isAtEnd = false
  /// Why the file could not be read to its end.
  package private(set) var failure: (any Error)?
  /// Whether the last line that was given had its line feed.
  package private(set) var endedInLineFeed = true

  /// Opens a file.
  /// - Throws: ``InputError`` when it cannot be read.
  package init(file: URL) throws {
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    var kind = stat()
    // A folder can be opened, and gives nothing.
    guard descriptor >= 0, fstat(descriptor, &kind) == 0, kind.st_mode & S_IFMT != S_IFDIR else {
      if descriptor >= 0 { close(descriptor) }
      throw InputError(file: file.path, problem: "is no file that can be read", remedy: "Check the path.")
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// The next line without its line feed; a last line that has none is one, too.
  package mutating func next() -> Data? {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let line = rest[rest.startIndex..<end]
        rest = rest[(end + 1)...]
        return Data(line)
      }
      guard !isAtEnd, let block = readBlock(), !block.isEmpty else {
        isAtEnd = true
        guard !rest.isEmpty else { return nil }
        defer { rest = Data() }
        endedInLineFeed = false
        return Data(rest)
      }
      // Copied, so that what was given out is let go.
      rest = Data(rest) + block
    }
  }

  private mutating func readBlock() -> Data? {
    do {
      return try handle.read(upToCount: Self.block)
    } catch {
      failure = error
      return nil
    }
  }
}
