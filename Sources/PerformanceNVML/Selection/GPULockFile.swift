import Foundation
import PerformanceSystem

/// The file whose lock keeps two measurements of one GPU apart, whichever process, checkout or user they belong to.
package enum GPULockFile {
  /// The file for a board, in the temporary folder of the machine.
  /// - Parameter uuid: of the board, also when one of its MIG instances is measured: they share its power and clocks.
  package static func url(uuid: String) -> URL {
    URL(fileURLWithPath: "/tmp/swift-performance-testing-\(FileName.safe(uuid)).lock")
  }
}
