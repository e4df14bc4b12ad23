/// When a pass runs in a session, from first to last.
package enum PassOrder: CaseIterable, Sendable {
  /// Before all others: it chooses the iteration count.
  case timing
  /// In single iterations, which change little for those that follow.
  case counting
  /// In windows of many iterations.
  case accounting
  /// In windows of seconds, after which the machine is warmer than before.
  case longWindows
  /// After everything that concerns the body.
  case overhead
  /// In a process in which no other pass runs.
  case alone
}
