import Foundation
import Synchronization

/// Ctrl-C as a request to end soon: what was counted so far is still reported, and a screen is restored.
package enum Interruption {
  private static let flag = Atomic(false)

  /// Whether Ctrl-C was typed since ``watch()``.
  package static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Registers handlers that remember Ctrl-C, or other signals. The processes of the run get it as well, and end.
  package static func watch(_ signals: [Int32] = [SIGINT]) {
    _ = isRequested  // makes the flag, which a handler must not do
    for number in signals {
      signal(number) { _ in Interruption.flag.store(true, ordering: .relaxed) }
    }
  }
}
