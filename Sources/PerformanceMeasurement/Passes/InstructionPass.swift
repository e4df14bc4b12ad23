import PerformanceWindow

/// Counts the instructions of single iterations with Callgrind, after a warm-up iteration, or those of the first call of a
/// cold start, after an empty window. Callgrind writes the costs to files, which the parent process reads.
package struct InstructionPass: SessionPass {
  package static let order = PassOrder.alone

  /// The time in nanoseconds after which a benchmark is not counted again; a body takes about fifty times as long under
  /// Callgrind.
  private static let patience: Double = 20_000_000_000

  /// The labels of the files with the costs of iterations, in their order.
  package private(set) var dumps: [String] = []
  /// The iterations counted in each file: one, or more where a planted slowdown repeats a share of them.
  package private(set) var iterationsPerDump = 1
  private let iterations: Int
  private var isWarm = false
  private var isDone = false

  /// Creates a pass that counts single iterations, at least one.
  package init(iterations: Int) { self.iterations = iterations }

  package mutating func next(_ session: SessionState) -> SessionWindow? {
    guard !isDone else { return nil }
    let isColdStart = session.settings.isColdStart
    guard isWarm else {
      return isColdStart
        ? SessionWindow(iterations: 1, body: .empty, stopwatch: Stopwatch(probe: .callgrind))
        : SessionWindow(iterations: 1, stopwatch: Stopwatch())
    }
    iterationsPerDump = isColdStart ? 1 : session.wholeIterations(from: 1)
    CallgrindRequests.zero()
    return SessionWindow(iterations: iterationsPerDump, stopwatch: Stopwatch(probe: .callgrind))
  }

  package mutating func finish(_ window: SessionWindow, _ session: inout SessionState) {
    guard isWarm else {
      isWarm = true
      return
    }
    dumps.append(CallgrindRequests.dump())
    let most = session.settings.isColdStart ? 1 : iterations
    isDone = dumps.count >= most || session.elapsed > Self.patience
  }
}
