import CPerformanceProbe
import PerformanceWindow

/// Counts allocations and reference counting in single iterations.
package struct AllocationPass: SessionPass {
  package static let order = PassOrder.counting

  /// The number of counted iterations: enough to show that the counts repeat.
  private static let windows = 3

  /// The counts of each window.
  private var counts: [perf_counts] = []
  /// The iterations of a window: one, or more where a planted slowdown repeats a share of them.
  private var iterations = 1
  private let source: UnsafePointer<perf_counter_source>?
  private var reading: ProbeReading<AllocationCounts>?
  private var isDone = false

  /// Creates a pass.
  /// - Parameter source: the counters of this process; `nil` where there are none.
  package init(source: UnsafePointer<perf_counter_source>? = perf_registered_counter_source()) { self.source = source }

  /// A part of the counts of one iteration, one value per window.
  func perIteration(_ part: (perf_counts) -> Double) -> [Double] { counts.map { part($0) / Double(iterations) } }

  /// Whether this process has counters.
  package var canCount: Bool { source != nil }

  package mutating func next(_ session: SessionState) -> SessionWindow? {
    guard !isDone, let source else { return nil }
    let reading = ProbeReading(AllocationCounts(source: source))
    self.reading = reading
    iterations = session.wholeIterations(from: 1)
    return SessionWindow(iterations: iterations, stopwatch: Stopwatch(probe: reading.probe))
  }

  package mutating func finish(_ window: SessionWindow, _ session: inout SessionState) {
    guard let reading else { return }
    counts.append(reading.value.sum)
    // Other sessions count as well, so a slow body need not be repeated three times in each.
    let isSlow = session.fastest > SessionSettings.sampleLength * 5
    isDone = counts.count == Self.windows || isSlow || session.isOutOfPatience
  }
}

extension AllocationPass: FirstCallReader {
  package func prepare(_ call: inout FirstCall, _ session: SessionState) {
    call.counts = AllocationCounts(source: source)
  }

  package mutating func take(_ call: FirstCall, _ session: inout SessionState) {
    if canCount { counts.append(call.counts.sum) }
  }
}
