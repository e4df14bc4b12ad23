import PerformanceMeasurement
import PerformanceRecords
import PerformanceTestSupport
import PerformanceWindow
import Testing

/// A pass that no module knows: it requests two windows, by the iteration count of the session.
private struct IterationPass: SessionPass {
  /// Memory that copies of a pass share.
  private final class Windows {
    var iterations: [Int] = []
  }

  static let order = PassOrder.accounting

  private let windows = Windows()
  private(set) var fastest: Double?

  var iterations: [Int] { windows.iterations }

  mutating func next(_ session: SessionState) -> SessionWindow? {
    guard iterations.count < 2 else { return nil }
    return SessionWindow(iterations: session.iterations * (iterations.count + 1), stopwatch: Stopwatch())
  }

  mutating func finish(_ window: SessionWindow, _ session: inout SessionState) {
    windows.iterations.append(window.iterations)
    fastest = session.fastest
  }

  func complete(_ result: inout BenchmarkSession, _ session: SessionState) {
    result.warnings.append(.failedAfterwards("\(iterations.count) windows"))
  }
}

/// One that requests no window.
private struct IdlePass: SessionPass {
  static let order = PassOrder.counting

  func next(_ session: SessionState) -> SessionWindow? { nil }

  func finish(_ window: SessionWindow, _ session: inout SessionState) {}
}

@Suite("A pass")
struct SessionPassTests {
  private static let iterations = MetricDefinition(
    "iterations", unit: .count, kind: .exact, tolerance: .percent(0), pass: IterationPass()
  ) { .values($0.iterations.map(Double.init)) }

  private static let fastest = MetricDefinition(
    "fastest", unit: .nanoseconds, kind: .sampled, tolerance: .percent(20), pass: IterationPass()
  ) { pass in pass.fastest.map { .values([$0]) } ?? .unavailable(.external("no window was run")) }

  private static let idle = MetricDefinition(
    "idle", unit: .count, kind: .sampled, tolerance: .percent(20), pass: IdlePass()
  ) { _ in .unavailable(.external("it is idle")) }

  private func session(_ metrics: [MetricDefinition], cost: Double = 1000) -> FabricatedSession {
    FabricatedSession(SessionSettings(metrics: metrics), cost: cost)
  }

  @Test("that a metric defines is run, and gives the readings of the metric")
  func ofAMetric() {
    let session = session(Metric.wallClock.definitions + [Self.iterations])
    #expect(session.windows(of: IterationPass.self).map(\.iterations) == [2000, 4000])
    #expect(session.session.reading("iterations")?.values == [2000, 4000])
    #expect(session.samples.count == 30)
  }

  @Test("is run once for all metrics that name it, and has the session's data")
  func shared() {
    let session = session([Self.fastest, Self.iterations])
    #expect(session.windows(of: IterationPass.self).count == 2)
    #expect(session.session.reading("fastest")?.values == [1000])
    #expect(session.session.reading("iterations")?.values == [2000, 4000])
  }

  @Test("is created anew for each session")
  func fresh() {
    for _ in 0..<2 { #expect(session([Self.iterations]).windows(of: IterationPass.self).count == 2) }
  }

  @Test("adds warnings to the result")
  func warnings() {
    #expect(session([Self.iterations]).session.warnings == [.failedAfterwards("2 windows")])
  }

  @Test("that requests no window costs nothing, and its metrics have the reason")
  func idle() {
    let session = session([Self.idle, Self.iterations])
    #expect(session.windows(of: IdlePass.self).isEmpty)
    #expect(session.session.reading("idle")?.unavailable == .external("it is idle"))
    #expect(session.windows(of: IterationPass.self).count == 2)
  }

  @Test("is left out beside one that must run alone, and the reading has the reason")
  func leftOut() throws {
    let session = session([Self.iterations] + MetricGroup.counted(iterations: 1))
    #expect(session.windows(of: IterationPass.self).isEmpty)
    let reading = try #require(session.session.reading("iterations"))
    #expect(reading.values.isEmpty && reading.unavailable == .notMeasuredHere)
  }

  @Test("runs in its position, whichever metric comes first")
  func order() {
    let references = [
      PassReference(IterationPass()), PassReference(AllocationPass()), PassReference(LastPass()),
      PassReference(ProcessPass()), PassReference(TimingPass()), PassReference(AllocationPass()),
    ]
    let types: [any SessionPass.Type] = [
      TimingPass.self, AllocationPass.self, IterationPass.self, ProcessPass.self, LastPass.self,
    ]
    #expect(references.inOrder.map { ObjectIdentifier($0.type) } == types.map { ObjectIdentifier($0) })
  }
}

/// One that runs last.
private struct LastPass: SessionPass {
  static let order = PassOrder.overhead

  func next(_ session: SessionState) -> SessionWindow? { nil }

  func finish(_ window: SessionWindow, _ session: inout SessionState) {}
}
