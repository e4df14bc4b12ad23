import Foundation
import Testing

/// A folder that is gone when its owner is.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ name: String) -> URL { url.appendingPathComponent(name) }
}

extension URL {
  /// Where nobody reads.
  static let nowhere = URL(fileURLWithPath: "/dev/null")
}

/// Waits until something holds; fails the test when it does not hold for a minute.
func poll(_ condition: () -> Bool) throws {
  for _ in 0..<6000 {
    if condition() { return }
    usleep(10_000)
  }
  try #require(condition(), "waited for a minute")
}
