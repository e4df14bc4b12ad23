import PerformanceImports
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("Results of other tools")
struct ImportedBenchmarkTests {
  @Test("A process is one session, however many samples it has, and one without samples is none")
  func sessions() {
    let benchmark = ImportedBenchmark(
      name: "sort", metric: Example.wallClock, processes: [[3, 1, 2], [], [5]])
    #expect(benchmark.sessions.summaries(.lowerIsBetter) == [1, 5])
  }
}
