import PerformanceMeasurement
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("A body beside another one")
struct RelativePassTests {
  private func session(
    _ cost: Double, relativeTo reference: Double, _ change: (inout SessionSettings) -> Void = { _ in }
  ) -> FabricatedSession {
    var settings = SessionSettings(metrics: Metric.wallClock.definitions + Metric.relativeTime.definitions)
    change(&settings)
    return FabricatedSession(settings, cost: cost, referenceCost: reference)
  }

  private func ratio(_ session: FabricatedSession) throws -> Double {
    try #require(session.session.reading("relativeTime")?.values.first)
  }

  @Test(
    "gives one ratio a session, whatever either costs",
    arguments: [(1_000.0, 1_000.0), (1_300, 1_000), (90, 100_000), (3e8, 1e6), (5e9, 4e9)])
  func ratios(cost: Double, reference: Double) throws {
    let session = session(cost, relativeTo: reference)
    #expect(try abs(ratio(session) / (cost / reference) - 1) < 1e-6)
    #expect(session.session.reading("relativeTime")?.values.count == 1)
    let description = try #require(session.session.reading("relativeTime")?.metric)
    #expect(description.relativeTo == .otherBody && !description.isOfMachine && description.unit == .ratio)
  }

  @Test("is measured in pairs of samples whose order alternates, each as long as a sample")
  func order() {
    let session = session(1_000, relativeTo: 4_000)
    let windows = session.windows(of: RelativePass.self)
    let pairs = windows.suffix(60)
    let bodies = pairs.map { $0.body == .reference ? "B" : "A" }.joined()
    #expect(bodies == String(repeating: "BAAB", count: 15))
    #expect(pairs.allSatisfy { $0.iterations == ($0.body == .reference ? 500 : 2_000) })
    #expect(windows.dropLast(60).allSatisfy { $0.body == .reference })
    #expect(session.samples.count == 30)
  }

  @Test("takes a pair where a body is so slow that no more fit")
  func slow() throws {
    let session = session(3e9, relativeTo: 2e9)
    let windows = session.windows(of: RelativePass.self)
    #expect(windows.map(\.body) == [.reference, .reference, .measured])
    #expect(try ratio(session) == 1.5)
  }

  @Test("keeps the samples as long as they are though a set-up takes most of the time")
  func setups() {
    let settings = SessionSettings(metrics: Metric.relativeTime.definitions)
    let session = FabricatedSession(settings, cost: 1_000, around: 50_000, referenceCost: 1_000)
    let reference = session.windows(of: RelativePass.self).filter { $0.body == .reference }
    #expect(reference.allSatisfy { $0.iterations <= 2_000 })
  }

  @Test("executes more of the body than of the other one where work is planted")
  func plantedWork() throws {
    let session = session(1_000, relativeTo: 2_000) { $0.slowdown = PlantedSlowdown(.work, factor: 1.25) }
    #expect(try abs(ratio(session) - 0.625) < 1e-6)
    let reference = session.windows.filter { $0.body == .reference }
    #expect(!reference.isEmpty && reference.allSatisfy { $0.executions == $0.iterations })
  }

  @Test("runs once as a functional test, and so does the other one")
  func functional() {
    let session = FabricatedSession(.singleRunOfBoth, cost: 1_000, referenceCost: 1_000)
    #expect(session.windows.map(\.body) == [.measured, .reference])
    #expect(session.windows.allSatisfy { $0.iterations == 1 })
    #expect(session.session.reading("relativeTime")?.unavailable == .notMeasuredHere)
  }
}
