import Foundation
import PerformanceSystem

/// A file that lines are added to, each by one call of the system.
package struct LineFile: Sendable {
  private let url: URL

  package init(_ url: URL) { self.url = url }

  /// Adds text that ends with a line feed.
  /// - Throws: ``InputError`` where it cannot be written.
  package func append(_ text: String) throws(InputError) {
    let descriptor = open(url.path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .unwritable(url) }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    // The end of a line that a dying process has left: the new one must not become a part of it.
    if endsWithinLine { rest = [UInt8(ascii: "\n")] + rest }
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .unwritable(url) }
      rest = rest.dropFirst(count)
    }
  }

  private var endsWithinLine: Bool {
    guard let handle = try? FileHandle(forReadingFrom: url), let size = try? handle.seekToEnd(), size > 0 else {
      return false
    }
    defer { try? handle.close() }
    try? handle.seek(toOffset: size - 1)
    return (try? handle.read(upToCount: 1)) != Data([UInt8(ascii: "\n")])
  }
}
