import PerformanceTesting
import Testing

/// Tasks, actors and streams.
///
/// A regression means more hops, more allocations of tasks or a lost fast path between callers and actors. How many
/// objects a body that runs on several threads makes depends on who is first, so times alone are judged there, and where
/// threads are woken with more tolerance.
@Suite(.performance)
struct ConcurrencyPerformance {
  @Test(.metrics(.wallClock), .tolerance(.wallClock, .percent(50)))
  func sumInATaskGroup() async {
    await measure {
      await withTaskGroup(of: Int.self) { group in
        for start in 0..<16 { group.addTask { Self.sum(from: start) } }
        return await group.reduce(0, &+)
      }
    }
  }

  @Test(.metrics(.wallClock)) func callAnActor() async {
    let counter = Counter()
    await measure(throughput: .elements(512)) {
      for step in 0..<512 { await counter.add(step) }
    }
  }

  @Test(.metrics(.wallClock)) func yieldThroughAStream() async {
    await measure(throughput: .elements(64)) {
      let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
      for number in 0..<64 { continuation.yield(number) }
      continuation.finish()
      var sum = 0
      for await number in stream { sum &+= number }
      return sum
    }
  }

  @Test func awaitInARow() async {
    await measure(throughput: .elements(256)) {
      var sum = 0
      for step in 0..<256 { sum = await Self.step(sum, step) }
      return sum
    }
  }

  @TaskLocal private static var depth = 0

  @inline(never)
  private static func sum(from start: Int) -> Int {
    (0..<256).reduce(start) { ($0 &* 31) ^ $1 }
  }

  @inline(never)
  private static func step(_ sum: Int, _ number: Int) async -> Int { sum &+ (number ^ 5) }
}

private actor Counter {
  private var total = 0

  func add(_ number: Int) { total &+= number }
}
