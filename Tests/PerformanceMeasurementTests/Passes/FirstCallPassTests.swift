import PerformanceMeasurement
import PerformanceRecords
import Testing

@Suite("A cold start")
struct FirstCallPassTests {
  private static func session(
    _ metrics: any MetricSelection..., cost: Double = 1e6, emptyCost: Double = 1, counters: Bool = true
  ) -> FabricatedSession {
    var settings = SessionSettings(metrics: metrics.flatMap(\.definitions))
    settings.isColdStart = true
    settings.iterations = 500
    settings.samples = 9
    return FabricatedSession(settings, cost: cost, emptyCost: emptyCost, counters: counters)
  }

  @Test("is one call after an empty window, without a warm-up, whatever iterations are planned")
  func windows() {
    let session = Self.session(.standard)
    let (call, overhead) = (ObjectIdentifier(FirstCallPass.self), ObjectIdentifier(OverheadPass.self))
    let empty = FabricatedSession.Window(iterations: 1, executions: 1, body: .empty, pass: overhead)
    #expect(
      session.windows == [
        .init(iterations: 1, executions: 1, body: .empty, pass: call),
        .init(iterations: 1, executions: 1, body: .measured, pass: call), empty, empty, empty,
      ])
    #expect(session.session.iterations == 1)
  }

  @Test("has its time, its allocations and its account from the one call")
  func readings() {
    let session = Self.session(.standard, .cpuTime, .bytesRead, cost: 2e6).session
    #expect(session.reading("wallClock")?.values == [2e6] && session.reading("cpuTime")?.values == [1e6])
    #expect(session.reading("allocations")?.values == [7])
    #expect(abs((session.reading("bytesRead")?.values.first ?? 0) - 2e6 * 0.512) < 1)
    #expect(session.conditions.dependent != nil && session.conditions.preemptions != nil)
  }

  @Test("has a reason where nothing counts, and where a pass needs windows of its own")
  func unavailable() throws {
    let session = Self.session(.allocations, .peakResidentMemory, counters: false).session
    #expect(session.reading("allocations")?.unavailable == .cannotCount)
    #expect(session.reading("peakResidentMemory")?.unavailable == .notMeasuredHere)
  }

  @Test(
    "has a warning where the call is near an empty window",
    arguments: [(cost: 799.0, isTooShort: true), (800, false), (1e6, false)])
  func warnings(cost: Double, isTooShort: Bool) {
    let session = Self.session(.wallClock, cost: cost, emptyCost: 40).session
    #expect(session.overhead == 40)
    let warning = BenchmarkWarning.firstCallTooShort(nanoseconds: cost, overhead: 40)
    #expect(session.warnings == (isTooShort ? [warning] : []))
  }

  @Test("is counted once under Callgrind, after an empty window")
  func instructions() {
    var settings = SessionSettings(metrics: MetricGroup.counted(iterations: 3))
    settings.isColdStart = true
    let session = FabricatedSession(settings, cost: 1000)
    #expect(session.windows.map(\.body) == [.empty, .measured])
    #expect(session.windows.allSatisfy { $0.iterations == 1 })
  }

  @Test("is executed once where a slowdown is planted, of the time or of the work")
  func slowdown() {
    for slowdown in [PlantedSlowdown(.time, factor: 2), PlantedSlowdown(.work, factor: 2)] {
      var settings = SessionSettings(metrics: Metric.wallClock.definitions)
      settings.isColdStart = true
      settings.slowdown = slowdown
      let session = FabricatedSession(settings, cost: 1000)
      #expect(session.windows.allSatisfy { $0.executions == 1 })
    }
  }
}
