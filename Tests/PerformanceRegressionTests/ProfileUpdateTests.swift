import PerformanceRecording
import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("Profiles follow the instructions on file")
struct ProfileUpdateTests {
  private static let instructions = MetricDescription(name: "instructions", unit: .count, kind: .exact)
  private static let id = Example.id

  private func profile(_ cost: Int) -> BenchmarkProfile {
    BenchmarkProfile(functions: ["skip()": .init(own: cost, inclusive: cost)], rest: 0)
  }

  private func document(
    _ cost: Int, test: String = id.test, instrument: String? = "valgrind-3.19.0"
  ) -> ProfileDocument {
    ProfileDocument(
      module: Self.id.module, suite: Self.id.suite, toolchain: "t",
      benchmarks: [
        .init(test: test, label: nil, recorded: Example.recorded, instrument: instrument, profile: profile(cost))
      ])
  }

  private func update(
    _ onFile: [ProfileDocument], _ fresh: [BenchmarkID: BenchmarkProfile], _ changes: BaselineUpdate.Change...
  ) -> [ProfileDocument] {
    ProfileUpdate(
      onFile: onFile, fresh: fresh, instruments: [Self.id: "valgrind-3.19.0"], changes: changes, metric: "instructions",
      toolchain: "t",
      provenance: Example.recorded
    ).documents
  }

  private func change(_ kind: BaselineUpdate.Change.Kind, _ metric: MetricDescription? = instructions)
    -> BaselineUpdate.Change
  {
    BaselineUpdate.Change(benchmark: Self.id, metric: metric, kind: kind)
  }

  @Test("A new count has its profile filed")
  func newCount() {
    #expect(update([], [Self.id: profile(5)], change(.created)) == [document(5)])
    #expect(update([document(5)], [Self.id: profile(6)], change(.replaced)) == [document(6)])
  }

  @Test("A count that stays keeps its profile, or gets one where there is none")
  func keptCount() {
    #expect(update([document(5)], [Self.id: profile(6)], change(.kept)) == [])
    #expect(update([], [Self.id: profile(6)], change(.kept)) == [document(6)])
  }

  @Test("A benchmark that is removed loses its profile, and an empty file is removed")
  func removedBenchmark() {
    let documents = update([document(5)], [:], change(.removed, nil))
    #expect(documents.map(\.benchmarks) == [[]])
  }

  @Test("Instructions that are removed lose their profile, other metrics do not")
  func removedInstructions() {
    #expect(update([document(5)], [:], change(.removed)).map(\.benchmarks) == [[]])
    #expect(update([document(5)], [:], change(.removed, Example.allocations)) == [])
  }

  @Test("Other profiles are unchanged")
  func others() {
    #expect(update([document(5)], [:]) == [])
    let both = update([document(5, test: "encode()")], [Self.id: profile(6)], change(.created))
    #expect(both.first?.benchmarks.map(\.test) == ["decode()", "encode()"])
  }
}
