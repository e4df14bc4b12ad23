import PerformanceRecords

/// The windows in which a body's cost on a GPU is read, after everything that is timed.
///
/// A sensor of a GPU moves every 10 to 100 ms, so a window lasts seconds. It is filled with chunks of whole iterations.
/// When the GPU was disturbed the window is taken once more after a pause, and the better one counts.
package struct GPUPass: Sendable {
  private enum Phase { case settle, window, done }

  /// How long the body runs before a window, in nanoseconds: clocks and temperature need it.
  package static let settling: UInt64 = 2_000_000_000
  /// The longest window in seconds: a counter that moves once a second is not waited for.
  package static let longest = 20.0
  /// How long a chunk of iterations is to take, in nanoseconds.
  private static let chunk = 100_000_000.0
  /// The pause before the repetition in microseconds.
  private static let coolDown: UInt32 = 8_000_000

  private let reader: any GPUReader
  private let now: @Sendable () -> UInt64
  private let pause: @Sendable (_ microseconds: UInt32) -> Void
  private let chunkIterations: Int
  private var phase = Phase.settle
  private var begin: UInt64?
  private var length: UInt64 = 0
  private var busy: UInt64 = 0
  private var iterations = 0

  /// What the better of the windows gave; `nil` before the pass is complete.
  package private(set) var readings: Result<GPUReadings, GPUAbsence>?

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
    if begin == nil { begin = now() }
    return chunkIterations
  }

  /// Takes in a chunk that took so many nanoseconds.
  package mutating func finish(_ nanoseconds: UInt64) {
    switch phase {
    case .settle:
      if elapsed >= Self.settling { open() }
    case .window:
      iterations += chunkIterations
      busy += nanoseconds
      if elapsed >= length { close() }
    case .done: break
    }
  }

  private var elapsed: UInt64 { begin.map { now() - $0 } ?? 0 }

  private mutating func open() {
    (iterations, busy) = (0, 0)
    length = UInt64(min(reader.open(), Self.longest) * 1e9)
    begin = now()
    phase = .window
  }

  private mutating func close() {
    let fresh = reader.close(iterations: iterations, seconds: Double(busy) / 1e9)
    begin = nil
    phase = .done
    switch (readings, fresh) {
    case (nil, .success(let only)) where only.conditions.gravestCaveat != nil:
      readings = fresh
      pause(Self.coolDown)
      phase = .settle
    case (.success(let first), .success(let second)): readings = .success(Self.better(first, second))
    case (nil, _): readings = fresh
    default: break  // the repetition failed, so what there is stays
    }
  }
}

extension GPUPass {
  /// The window that is less in doubt, with what was the matter with the first one.
  private static func better(_ first: GPUReadings, _ second: GPUReadings) -> GPUReadings {
    var better = first
    if second.conditions.gravity <= first.conditions.gravity {
      better = second
      let caveat = first.conditions.gravestCaveat.map { "A first window was taken anew: \($0.shortText)." }
      better.conditions.caveats += caveat.map { [GPUCaveat(kind: .note, text: $0)] } ?? []
    }
    better.conditions.repeated = true
    return better
  }
}

/// What reads a GPU about a window.
package protocol GPUReader: Sendable {
  /// Begins a window: the first edge is read, and the sampler starts.
  /// - Returns: how many seconds of work the window needs.
  func open() -> Double
  /// Ends the window.
  /// - Parameter seconds: how long the iterations took, without what lay between them.
  func close(iterations: Int, seconds: Double) -> Result<GPUReadings, GPUAbsence>
}

/// What a window gave.
package struct GPUReadings: Sendable {
  /// The values of the metrics by name.
  package var values: [String: MetricDefinition.Gathered]
  /// On which board, and what is to be held against them.
  package var conditions: GPUConditions

  /// Readings from their parts.
  package init(values: [String: MetricDefinition.Gathered], conditions: GPUConditions) {
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
