import Foundation
import Testing

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
