import Foundation

extension URL {
  /// Where nobody reads.
  static let nowhere = URL(fileURLWithPath: "/dev/null")
}
