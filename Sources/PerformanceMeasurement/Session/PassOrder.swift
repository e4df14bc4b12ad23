/// The position of a pass in a session, from first to last.
package enum PassOrder: CaseIterable, Sendable {
  /// Before all others; selects the iteration count.
  case timing
  /// In single iterations, which hardly affect later passes.
  case counting
  /// In windows of many iterations.
  case accounting
  /// In windows of seconds, after which the machine is warmer than before.
  case longWindows
  /// After everything that concerns the body.
  case overhead
  /// In a process without other passes.
  case alone
}
