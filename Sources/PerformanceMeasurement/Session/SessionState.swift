/// What a session knows when a pass decides on its windows. Durations are nanoseconds.
package struct SessionState {
  /// How the session is measured.
  package let settings: SessionSettings
  /// How many iterations a sample has.
  package var iterations = 1
  /// The shortest time of an iteration in the warm-up, set-ups included where they take most of it; infinite where the
  /// first iteration took longer than a session may.
  package var fastest = Double.infinity
  /// The time of an iteration in the fastest sample; `nil` before the first one.
  package var fastestSample: Double?

  private let clock: @Sendable () -> UInt64
  private var begin: UInt64?
  private var windowBegin: UInt64 = 0

  /// The state of a session that has not begun.
  /// - Parameter clock: gives nanoseconds.
  package init(settings: SessionSettings, clock: @escaping @Sendable () -> UInt64) {
    self.settings = settings
    self.clock = clock
  }

  /// The clock by which patience ends.
  package var now: UInt64 { clock() }

  /// The time since the first window was opened, set-ups included.
  package var elapsed: Double { begin.map { Double(now - $0) } ?? 0 }

  /// Whether the session has taken so long that it must end with what it has.
  package var isOutOfPatience: Bool { elapsed > settings.patience }

  /// Enough iterations for the kernel's accounting to see something, without spending more than two samples on it.
  package var accountedIterations: Int { max(min(iterations, 64), 1) }

  /// The time since the current window was opened, set-ups included.
  var windowLength: Double { Double(now - windowBegin) }

  /// A window begins.
  mutating func openWindow() {
    windowBegin = now
    begin = begin ?? windowBegin
  }
}
