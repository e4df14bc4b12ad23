import PerformanceTestSupport
import PerformanceTesting

/// Callers of `measure` in every isolation; each says how often its executor was hopped to meanwhile.
///
/// One file in four modules, which are compiled with different rules for the isolation of what has none.
public nonisolated enum Callers {
  /// The callers by name.
  public static var all: [(name: String, hops: @Sendable () async throws -> Int)] {
    [
      ("global actor, body", { await Model().body() }),
      ("global actor, body that throws", { try await Model().throwingBody() }),
      ("global actor, setup", { await Model().setup() }),
      ("global actor, region", { await Model().region() }),
      ("global actor, loop", { await Model().loop() }),
      ("global actor, handed on", { await handedOn(isolation: Screen.shared) }),
      ("actor, body", { await Worker().body() }),
      ("actor, body without its actor", { await Worker().freeBody() }),
      ("actor, setup", { await Worker().setup() }),
      ("actor, region", { await Worker().region() }),
      ("actor, loop", { await Worker().loop() }),
      ("nonisolated, body", { await Free.body() }),
      ("nonisolated, setup", { await Free.setup() }),
      ("nonisolated, region", { await Free.region() }),
      ("nonisolated, loop", { await Free.loop() }),
    ]
  }

  /// Bodies that leave their actor themselves, with the hops of a hand-written call.
  public static var leaving: [(name: String, hops: @Sendable () async -> (measured: Int, byHand: Int))] {
    [
      ("concurrent callee", { await Model().leave { await concurrent() } }),
      ("pause", { await Model().leave { await Task.yield() } }),
      ("other actor", { await Model().leave { await Worker().step() } }),
    ]
  }

  @concurrent static func concurrent() async { await Task.yield() }

  // What has an isolated parameter has its isolation from it.
  static func handedOn(isolation: isolated (any Actor)?) async -> Int {
    let before = Screen.executor.hops
    await measure(isolation: isolation) { () async in Worker.count() }
    return Screen.executor.hops - before
  }
}

@Screen
private final class Model {
  private var steps = 0

  func step() async { steps += 1 }

  func body() async -> Int {
    let before = Screen.executor.hops
    await measure { await step() }
    return Screen.executor.hops - before
  }

  func throwingBody() async throws -> Int {
    let before = Screen.executor.hops
    try await measure {
      await step()
      if steps < 0 { throw CancellationError() }
    }
    return Screen.executor.hops - before
  }

  func setup() async -> Int {
    let before = Screen.executor.hops
    await measure(setup: { () async -> Int in
      await step()
      return steps
    }) { (input: inout Int) async in
      await step()
      input += steps
    }
    return Screen.executor.hops - before
  }

  func region() async -> Int {
    let before = Screen.executor.hops
    await measure { (m: inout Stopwatch) async in
      await step()
      m.start()
      await step()
      m.stop()
    }
    return Screen.executor.hops - before
  }

  func loop() async -> Int {
    let before = Screen.executor.hops
    await _opaqueLoop(100) { () async in await step() }
    return Screen.executor.hops - before
  }

  func leave(_ body: @Screen () async -> Void) async -> (measured: Int, byHand: Int) {
    var before = Screen.executor.hops
    await body()
    let byHand = Screen.executor.hops - before
    before = Screen.executor.hops
    await measure { await body() }
    return (Screen.executor.hops - before, byHand)
  }
}

private actor Worker {
  private let executor = CountingExecutor()
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private var steps = 0

  static nonisolated func count() {}

  func step() async { steps += 1 }

  func body() async -> Int {
    let before = executor.hops
    await measure { await step() }
    return executor.hops - before
  }

  func freeBody() async -> Int {
    let before = executor.hops
    await measure { () async in Worker.count() }
    return executor.hops - before
  }

  func setup() async -> Int {
    let before = executor.hops
    await measure(setup: { () async -> Int in
      await step()
      return steps
    }) { (input: inout Int) async in
      await step()
      input += steps
    }
    return executor.hops - before
  }

  func region() async -> Int {
    let before = executor.hops
    await measure { (m: inout Stopwatch) async in
      await step()
      m.start()
      await step()
      m.stop()
    }
    return executor.hops - before
  }

  func loop() async -> Int {
    let before = executor.hops
    await _opaqueLoop(100) { () async in await step() }
    return executor.hops - before
  }
}

/// Callers without an actor, whose hops are those to the executor that their task prefers.
private nonisolated enum Free {
  nonisolated(nonsending) static func step() async {}

  private static func hops(
    _ work: @escaping @Sendable () async -> Void
  ) async -> Int {
    let executor = CountingTaskExecutor()
    return await withTaskExecutorPreference(executor) {
      let before = executor.hops
      await work()
      return executor.hops - before
    }
  }

  static func body() async -> Int { await hops { await measure { await step() } } }

  static func setup() async -> Int {
    await hops { await measure(setup: { () async -> Int in 1 }) { (input: inout Int) async in input += 1 } }
  }

  static func region() async -> Int {
    await hops {
      await measure { (m: inout Stopwatch) async in
        m.start()
        await step()
        m.stop()
      }
    }
  }

  static func loop() async -> Int { await hops { await _opaqueLoop(100) { () async in await step() } } }
}
