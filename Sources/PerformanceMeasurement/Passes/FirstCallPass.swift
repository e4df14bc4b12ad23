import PerformanceRecords
import PerformanceWindow

/// A pass that can also measure the only call of a cold start, in a window that it shares with other passes.
package protocol FirstCallReader: SessionPass {
  /// Adds its measurement to those of the window.
  mutating func prepare(_ call: inout FirstCall, _ session: SessionState)

  /// Takes its numbers from the window.
  mutating func take(_ call: FirstCall, _ session: inout SessionState)
}

/// Measures the first call of a body in its process, once.
///
/// An empty window of the same form runs first, so that only the body is cold, and not the loop, the clock or the counters.
package struct FirstCallPass: SessionPass {
  private enum Phase { case rehearsal, call, done }

  package static let order = PassOrder.timing

  /// The passes that measure the call.
  package private(set) var readers: [any FirstCallReader]
  /// The measurements of the window.
  package let reading = ProbeReading(FirstCall())
  private var phase = Phase.rehearsal

  /// Creates a pass.
  package init(readers: [any FirstCallReader]) { self.readers = readers }

  package mutating func next(_ session: SessionState) -> SessionWindow? {
    switch phase {
    case .rehearsal:
      prepare(session)
      return SessionWindow(iterations: 1, body: .empty, stopwatch: Stopwatch(probe: reading.probe))
    case .call: return SessionWindow(iterations: 1, stopwatch: Stopwatch(probe: reading.probe))
    case .done: return nil
    }
  }

  package mutating func finish(_ window: SessionWindow, _ session: inout SessionState) {
    switch phase {
    case .rehearsal:
      prepare(session)
      phase = .call
    case .call:
      session.iterations = 1
      for index in readers.indices { readers[index].take(reading.value, &session) }
      phase = .done
    case .done: break
    }
  }

  package func complete(_ result: inout BenchmarkSession, _ session: SessionState) {
    for reader in readers { reader.complete(&result, session) }
  }

  /// Resets the measurements.
  private mutating func prepare(_ session: SessionState) {
    var call = FirstCall(slowdown: session.settings.slowdown.factor)
    for index in readers.indices { readers[index].prepare(&call, session) }
    reading.value = call
  }
}

extension [PassReference] {
  /// The passes of a cold start: one that combines all passes that can measure the only call of a process, and the
  /// passes that call no body. Passes that need further calls are left out.
  var ofFirstCall: [PassReference] {
    let readers = filter { $0.type is any FirstCallReader.Type }
    let others = filter { $0.order == .overhead || $0.order == .alone }
    guard !readers.isEmpty else { return others }
    let call = PassReference(FirstCallPass(readers: readers.compactMap { $0.make() as? any FirstCallReader }))
    return [call] + others
  }
}
