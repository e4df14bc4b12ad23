import Foundation

/// Reads a text file line by line; memory holds one line and one block of it.
package struct LineReader: Sequence, IteratorProtocol {
  private static let block = 1 << 18

  private let handle: FileHandle
  private var rest = Data()
  private var isAtEnd = false
  /// The error that ended reading; `nil` if there was none.
  package private(set) var failure: (any Error)?
  /// Whether the last returned line had a line feed.
  package private(set) var endedInLineFeed = true

  /// Opens a file.
  /// - Throws: ``InputError`` when it cannot be read.
  package init(file: URL) throws {
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    var kind = stat()
    // Opening a folder succeeds, but reading it fails.
    guard descriptor >= 0, fstat(descriptor, &kind) == 0, kind.st_mode & S_IFMT != S_IFDIR else {
      if descriptor >= 0 { close(descriptor) }
      throw InputError(file: file.path, problem: "is not a readable file", remedy: "Check the path.")
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// The next line without its line feed; a last line without one counts, too.
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
      // Copied, to release the returned block.
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
