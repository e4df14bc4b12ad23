import PerformanceNVML
import PerformanceRecords

/// The windows in which a body's cost on a GPU is read, after everything that is timed.
///
/// A sensor of a GPU moves every 10 to 100 ms, so a window lasts seconds. It is filled with chunks of whole iterations,
/// between which the energy counter is looked at. When the GPU was disturbed the window is taken once more after a pause.
package struct GPUPass: Sendable {
  private enum Phase { case settle, window, done }

  /// How long the body runs before a window, in nanoseconds: clocks and temperature need it.
  package static let settling: UInt64 = 2_000_000_000
  /// The shortest window in nanoseconds.
  package static let shortest = UInt64(EnergyRule.shortestWindow * 1e9)
  /// The longest window in nanoseconds: a counter that moves once a second is not waited for.
  package static let longest: UInt64 = 20_000_000_000
  /// How long a chunk of iterations is to take, in nanoseconds: the period of the slowest counters.
  private static let chunk = 100_000_000.0
  /// The pause before the repetition in microseconds.
  private static let coolDown: UInt32 = 8_000_000

  private let reader: any GPUReader
  private let now: @Sendable () -> UInt64
  private let pause: @Sendable (_ microseconds: UInt32) -> Void
  private var phase = Phase.settle
  private var begin: UInt64 = 0
  private var busy: UInt64 = 0
  private var iterations = 0
  private var chunkIterations: Int
  private var kept: GPUReadings?

  /// A pass that has not begun.
  /// - Parameter each: nanoseconds that an iteration takes.
  package init(
    reader: any GPUReader, each: Double, now: @escaping @Sendable () -> UInt64,
    pause: @escaping @Sendable (_ microseconds: UInt32) -> Void
  ) {
    self.reader = reader
    self.now = now
    self.pause = pause
    chunkIterations = max(Int(min(Self.chunk / max(each, 0.1), 1e9)), 1)
  }

  /// The iterations of the next chunk, or `nil` when the pass is complete.
  package mutating func next() -> Int? {
    guard phase != .done else { return nil }
    if begin == 0 { begin = now() }
    return chunkIterations
  }

  /// Takes in a chunk that took so many nanoseconds.
  package mutating func finish(_ nanoseconds: UInt64) {
    switch phase {
    case .settle:
      if now() - begin >= Self.settling { open() }
    case .window:
      iterations += chunkIterations
      busy += nanoseconds
      if isLongEnough { close() }
    case .done: break
    }
  }

  /// What the better of the windows gave.
  package var readings: GPUReadings? { kept }

  private mutating func open() {
    (iterations, busy) = (0, 0)
    reader.open()
    begin = now()
    phase = .window
  }

  private var isLongEnough: Bool {
    let elapsed = now() - begin
    if elapsed < Self.shortest { return false }
    return elapsed >= Self.longest || (reader.steps().map { $0 >= EnergyRule.fewestSteps } ?? true)
  }

  private mutating func close() {
    var fresh = reader.close(iterations: iterations, busy: busy)
    begin = 0
    if let first = kept {
      fresh.conditions.isRepeated = true
      kept = fresh.conditions.severity <= first.conditions.severity ? fresh : first
      phase = .done
    } else if fresh.conditions.severity > 0 {
      kept = fresh
      pause(Self.coolDown)
      phase = .settle
    } else {
      kept = fresh
      phase = .done
    }
  }
}

/// What reads a GPU about a window.
package protocol GPUReader: Sendable {
  /// Begins a window: the first edge is read, and the sampler starts.
  func open()
  /// How many steps of the energy counter the window has covered; `nil` where there is no counter.
  func steps() -> Int?
  /// Ends the window.
  /// - Parameter busy: nanoseconds that the iterations took.
  func close(iterations: Int, busy: UInt64) -> GPUReadings
}

/// What a window gave.
package struct GPUReadings: Sendable {
  /// The values of the metrics by name.
  package var values: [String: Reading<Double>]
  /// On which board, and what is to be held against them.
  package var conditions: GPUConditions

  /// Readings from their parts.
  package init(values: [String: Reading<Double>], conditions: GPUConditions) {
    self.values = values
    self.conditions = conditions
  }
}

/// Why no GPU is read.
package struct GPUAbsence: Error, Hashable {
  /// One sentence for a person.
  package var text: String

  /// An absence with its reason.
  package init(_ text: String) { self.text = text }
}
