import PerformanceWindow

/// Reads the kernel's resource usage of the process around one window.
package struct ProcessPass: SessionPass {
  package static let order = PassOrder.accounting

  private let now: @Sendable () -> ProcessAccount
  private let reading: ProbeReading<WindowAccount>
  private var iterations: Int?

  /// Creates a pass.
  /// - Parameter now: reads the current usage of the process.
  package init(now: @escaping @Sendable () -> ProcessAccount = { .now() }) {
    self.now = now
    reading = ProbeReading(WindowAccount(now: now))
  }

  package mutating func next(_ session: SessionState) -> SessionWindow? {
    guard iterations == nil else { return nil }
    return SessionWindow(iterations: session.accountedIterations, stopwatch: Stopwatch(probe: reading.probe))
  }

  package mutating func finish(_ window: SessionWindow, _ session: inout SessionState) {
    iterations = window.iterations
  }

  /// A part of the usage for one iteration.
  func perIteration(_ part: (ProcessAccount) -> Double?) -> MetricDefinition.Gathered {
    guard let iterations else { return .unavailable(.noProcessAccount) }
    guard let value = part(reading.value.sum) else { return .unavailable(.noIOAccount) }
    return .values([value / Double(iterations)])
  }
}

extension ProcessPass: FirstCallReader {
  package func prepare(_ call: inout FirstCall, _ session: SessionState) { call.account = WindowAccount(now: now) }

  package mutating func take(_ call: FirstCall, _ session: inout SessionState) {
    guard let account = call.account else { return }
    reading.value = account
    iterations = 1
  }
}
