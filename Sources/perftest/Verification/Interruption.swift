import Foundation
import Synchronization

/// Ctrl-C as a wish to end soon instead of an end: what was counted so far is still told.
enum Interruption {
  private static let flag = Atomic(false)

  /// Whether Ctrl-C was typed since ``watch()``.
  static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// From now on Ctrl-C is noted. The processes of the run get it as well, and end.
  static func watch() {
    _ = isRequested  // makes the flag, which a handler must not do
    signal(SIGINT) { _ in Interruption.flag.store(true, ordering: .relaxed) }
  }
}
