/// The state of a session on which passes base their decisions. Durations are nanoseconds.
package struct SessionState {
  /// The settings of the session.
  package let settings: SessionSettings
  /// The number of iterations of a sample.
  package var iterations = 1
  /// The shortest time of an iteration in the warm-up, including set-ups where they dominate; infinite where the first
  /// iteration took longer than a session may.
  package var fastest = Double.infinity
  /// The time of an iteration in the fastest sample; `nil` before the first one.
  package var fastestSample: Double?

  private let clock: @Sendable () -> UInt64
  private var begin: UInt64?
  private var windowBegin: UInt64 = 0

  /// Creates the state of a session.
  /// - Parameter clock: the current time in nanoseconds.
  package init(settings: SessionSettings, clock: @escaping @Sendable () -> UInt64) {
    self.settings = settings
    self.clock = clock
  }

  /// The current time of the session's clock.
  package var now: UInt64 { clock() }

  /// The time since the first window was opened, set-ups included.
  package var elapsed: Double { begin.map { Double(now - $0) } ?? 0 }

  /// Whether the session has used up its time and must end with its current results.
  package var isOutOfPatience: Bool { elapsed > settings.patience }

  /// Enough iterations for the kernel's accounting, in at most two samples' time.
  package var accountedIterations: Int { wholeIterations(from: max(min(iterations, 64), 1)) }

  /// The iterations of a window that needs at least this many, rounded up so that a planted share of them is a whole
  /// number.
  package func wholeIterations(from iterations: Int) -> Int {
    settings.slowdown.wholeIterations(from: iterations)
  }

  /// The time since the current window was opened, set-ups included.
  var windowLength: Double { Double(now - windowBegin) }

  /// Marks the begin of a window.
  mutating func openWindow() {
    windowBegin = now
    begin = begin ?? windowBegin
  }
}
