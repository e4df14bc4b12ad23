import PerformanceWindow

/// Takes samples of the body and of the reference body in turn, in the order ABBA, so that disturbances of the machine
/// affect both.
package struct RelativePass: SessionPass {
  private enum Phase { case warmup, pairs, done }

  package static let order = PassOrder.accounting

  /// Nanoseconds an iteration of the body, one value per sample.
  package private(set) var measured: [Double] = []
  /// Nanoseconds an iteration of the reference body, one value per sample.
  package private(set) var reference: [Double] = []

  private var phase = Phase.warmup
  /// The warm-up of the reference body; that of the body is over.
  private var warmUp = WarmUp()
  /// The iterations of a sample of the reference body.
  private var batch = 1
  private var sampled = 0.0

  /// A pass that has not begun.
  package init() {}

  package mutating func next(_ session: SessionState) -> SessionWindow? {
    switch phase {
    case .warmup: return SessionWindow(iterations: warmUp.batch, body: .reference, stopwatch: Stopwatch())
    case .pairs where isReferenceNext:
      return SessionWindow(iterations: batch, body: .reference, stopwatch: Stopwatch())
    case .pairs:
      return SessionWindow(
        iterations: session.iterations, stopwatch: Stopwatch(slowdown: session.settings.slowdown.timeFactor))
    case .done: return nil
    }
  }

  /// The body is first in every second pair.
  private var isReferenceNext: Bool {
    let (pair, position) = (measured.count + reference.count).quotientAndRemainder(dividingBy: 2)
    return (pair + position).isMultiple(of: 2)
  }

  package mutating func finish(_ window: SessionWindow, _ session: inout SessionState) {
    switch phase {
    case .warmup: warmedUp(Double(window.stopwatch.wall), session)
    case .pairs: keep(window, session)
    case .done: break
    }
  }

  private mutating func warmedUp(_ elapsed: Double, _ session: SessionState) {
    guard !session.settings.isSingleRun else {
      phase = .done
      return
    }
    warmUp.add(measured: elapsed, length: session.windowLength)
    guard session.isOutOfPatience || warmUp.isOver(session.settings.warmup, planned: nil) else { return warmUp.grow() }
    batch = IterationCount.selected(planned: nil, fastest: warmUp.fastest)
    phase = .pairs
  }

  private mutating func keep(_ window: SessionWindow, _ session: SessionState) {
    let sample = Double(window.stopwatch.wall) / Double(window.iterations)
    switch window.body {
    case .measured: measured.append(sample)
    case .reference: reference.append(sample)
    case .empty: return
    }
    sampled += Double(window.stopwatch.wall)
    guard measured.count == reference.count else { return }
    // A session takes as many pairs as it would take samples, and a pair takes twice as long.
    if session.settings.suffices(measured.count, taking: sampled / 2) || session.isOutOfPatience { phase = .done }
  }
}
