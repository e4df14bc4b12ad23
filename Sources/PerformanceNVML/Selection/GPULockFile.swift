import Foundation
import PerformanceSystem

/// The file whose lock separates measurements of one GPU, across processes, checkouts and users.
package enum GPULockFile {
  /// The lock file of a board, in the machine's temporary folder.
  /// - Parameter uuid: the UUID of the board, even for a MIG instance: instances share its power and clocks.
  package static func url(uuid: String) -> URL {
    URL(fileURLWithPath: "/tmp/swift-performance-testing-\(FileName.safe(uuid)).lock")
  }
}
