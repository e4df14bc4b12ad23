import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("Bodies that run after the measurements")
struct BodyRunTests {
  private static let a = TestFunctionID(module: "M", suite: ["S"], test: "a()")
  private static let b = TestFunctionID(module: "M", suite: ["S"], test: "b()")

  private func broken(_ runs: [(TestFunctionID, BodyRun.State)]) -> [TestFunctionID] {
    RunRecord(runs.map { RunEvent(time: 1, .bodyRun(BodyRun(function: $0.0, state: $0.1))) }).brokenBodies.map(
      \.function)
  }

  @Test("are complete when each case that began has ended")
  func complete() {
    #expect(broken([]).isEmpty)
    #expect(broken([(Self.a, .began), (Self.b, .began), (Self.a, .ended), (Self.b, .ended)]).isEmpty)
  }

  @Test("are broken where a case began and did not end, also beside another case of the same function")
  func broken() {
    #expect(broken([(Self.a, .began), (Self.a, .ended), (Self.b, .began)]) == [Self.b])
    #expect(broken([(Self.a, .began), (Self.a, .began), (Self.a, .ended)]) == [Self.a])
    #expect(broken([(Self.b, .began), (Self.a, .began)]) == [Self.a, Self.b])
  }

  @Test("are broken only where they timed out, if any did")
  func timedOut() {
    #expect(broken([(Self.b, .began), (Self.a, .began), (Self.a, .timedOut)]) == [Self.a])
  }
}
