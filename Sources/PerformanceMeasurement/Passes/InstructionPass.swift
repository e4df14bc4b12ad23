import PerformanceWindow

/// Counts the instructions of single iterations with Callgrind, after a warm-up iteration. Callgrind writes the costs
/// to files, which the parent process reads.
package struct InstructionPass: SessionPass {
  package static let order = PassOrder.alone

  /// The time in nanoseconds after which a benchmark is not counted again; a body takes about fifty times as long under
  /// Callgrind.
  private static let patience: Double = 20_000_000_000

  /// The labels of the files with the costs of single iterations, in their order.
  package private(set) var dumps: [String] = []
  private let iterations: Int
  private var isWarm = false
  private var isDone = false

  /// Creates a pass that counts single iterations, at least one.
  package init(iterations: Int) { self.iterations = iterations }

  package mutating func next(_ session: SessionState) -> SessionWindow? {
    guard !isDone else { return nil }
    guard isWarm else { return SessionWindow(iterations: 1, stopwatch: Stopwatch()) }
    CallgrindDump.begin()
    return SessionWindow(iterations: 1, stopwatch: Stopwatch(probe: .callgrind))
  }

  package mutating func finish(_ window: SessionWindow, _ session: inout SessionState) {
    guard isWarm else {
      isWarm = true
      return
    }
    dumps.append(CallgrindDump.write())
    isDone = dumps.count >= iterations || session.elapsed > Self.patience
  }
}
