import PerformanceTesting
import Testing

/// Asynchronous bodies by where they are called from.
///
/// A regression means that iterations leave their caller's actor and come back, which costs microseconds on the main actor.
@Suite(.performance, .metrics(.wallClock))
struct CallerPerformance {
  @MainActor @Test(.budget(.wallClock, minimum: .microseconds(1))) func mainActor() async {
    let model = Model()
    await measure { await model.step() }
  }

  @MainActor @Test func mainActorByHand() async {
    let model = Model()
    await measure(throughput: .elements(100)) { (m: inout Stopwatch) async in
      m.start()
      for _ in 0..<100 { await model.step() }
      m.stop()
    }
  }

  @Test func actorIsolated() async { await Worker().measured() }

  @Test func nonisolated() async {
    await measure { await Self.step() }
  }

  @inline(never)
  fileprivate static func step() async {}
}

@MainActor
private final class Model {
  private var steps = 0

  @inline(never)
  func step() async { steps &+= 1 }
}

private actor Worker {
  private var steps = 0

  @inline(never)
  func step() async { steps &+= 1 }

  func measured() async { await measure { await step() } }
}
