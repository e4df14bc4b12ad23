import Foundation
import Synchronization

/// Handles Ctrl-C as a request to end soon: the command still reports its results, and restores the screen.
package enum Interruption {
  private static let flag = Atomic(false)

  /// Whether Ctrl-C was typed since ``watch()``.
  package static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Installs handlers that record Ctrl-C, or other signals. The processes of the run receive the signal as well, and
  /// end.
  package static func watch(_ signals: [Int32] = [SIGINT]) {
    _ = isRequested  // makes the flag, which a handler must not do
    for number in signals {
      signal(number) { _ in Interruption.flag.store(true, ordering: .relaxed) }
    }
  }
}
