import Foundation
import PerformanceMeasurement
import PerformanceRecords
import PerformanceSystem
import PerformanceWindow

/// Reads the cost of a body on a GPU, in windows after everything that is timed.
///
/// The sensors of a GPU update every 10 to 100 ms, so a window lasts seconds. It is filled with chunks of whole
/// iterations. When the GPU was disturbed the window is repeated after a pause, and the better one counts.
package struct GPUPass: SessionPass {
  private enum Phase {
    case idle
    case settle(any GPUReader)
    case window(any GPUReader)
    case done
  }

  package static let order = PassOrder.longWindows

  /// The run-up before a window, in nanoseconds, for clocks and temperature to settle.
  package static let settling: UInt64 = 2_000_000_000
  /// The longest window in seconds; counters that update once a second do not extend it.
  package static let longest = 20.0
  /// The target duration of a chunk of iterations, in nanoseconds.
  private static let chunk = 100_000_000.0
  /// The pause before the repetition in seconds.
  private static let coolDown = 8.0

  private let find: @Sendable () -> Result<any GPUReader, GPUAbsence>
  private let pause: @Sendable (_ seconds: Double) -> Void
  private var phase = Phase.idle
  private var begin: UInt64?
  private var length: UInt64 = 0
  private var busy: UInt64 = 0
  private var iterations = 0

  /// The result of the better window, or the reason why there is none; `nil` before the pass is complete.
  package private(set) var readings: Result<GPUReadings, GPUAbsence>?

  /// Creates a pass.
  /// - Parameters:
  ///   - find: provides the reader before the first window; it opens a library.
  ///   - pause: waits while a GPU cools down.
  package init(
    find: @escaping @Sendable () -> Result<any GPUReader, GPUAbsence> = {
      GPUWindowReader.find(environment: ProcessInfo.processInfo.environment)
    },
    pause: @escaping @Sendable (_ seconds: Double) -> Void = { RunClock.sleep(seconds: $0) }
  ) {
    self.find = find
    self.pause = pause
  }

  package mutating func next(_ session: SessionState) -> SessionWindow? {
    if case .idle = phase { prepare() }
    if case .done = phase { return nil }
    if begin == nil { begin = session.now }
    let fitting = Int(min(Self.chunk / max(session.fastest, 0.1), 1e9))
    return SessionWindow(iterations: session.wholeIterations(from: max(fitting, 1)), stopwatch: Stopwatch())
  }

  package mutating func finish(_ window: SessionWindow, _ session: inout SessionState) {
    let elapsed = begin.map { session.now - $0 } ?? 0
    switch phase {
    case .settle(let reader):
      if elapsed >= Self.settling { open(reader, session) }
    case .window(let reader):
      iterations += window.iterations
      busy += window.stopwatch.wall
      if elapsed >= length { close(reader) }
    case .idle, .done: break
    }
  }

  package func complete(_ result: inout BenchmarkSession, _ session: SessionState) {
    if case .success(let readings) = readings { result.gpu = readings.conditions }
  }

  /// Finds the reader. Without one, each GPU metric is unavailable with the reason.
  private mutating func prepare() {
    switch find() {
    case .success(let reader): phase = .settle(reader)
    case .failure(let absence): (readings, phase) = (.failure(absence), .done)
    }
  }

  private mutating func open(_ reader: any GPUReader, _ session: SessionState) {
    (iterations, busy) = (0, 0)
    length = UInt64(min(reader.open(), Self.longest) * 1e9)
    begin = session.now
    phase = .window(reader)
  }

  private mutating func close(_ reader: any GPUReader) {
    let fresh = reader.close(iterations: iterations, seconds: Double(busy) / 1e9)
    begin = nil
    phase = .done
    switch (readings, fresh) {
    case (nil, .success(let only)) where only.conditions.gravestCaveat != nil:
      readings = fresh
      pause(Self.coolDown)
      phase = .settle(reader)
    case (.success(let first), .success(let second)): readings = .success(Self.better(first, second))
    case (nil, _): readings = fresh
    default: break  // the repetition failed, so what there is stays
    }
  }
}

extension GPUPass {
  /// The window with the lesser caveats, with a note about the caveat of the first one.
  private static func better(_ first: GPUReadings, _ second: GPUReadings) -> GPUReadings {
    var better = first
    if second.conditions.gravity <= first.conditions.gravity {
      better = second
      if let caveat = first.conditions.gravestCaveat {
        better.conditions.caveats.append(GPUCaveat(.note, .firstWindow(caveat)))
      }
    }
    better.conditions.repeated = true
    return better
  }
}
