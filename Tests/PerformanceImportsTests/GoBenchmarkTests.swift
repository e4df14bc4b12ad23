import PerformanceImports
import PerformanceRecords
import Testing

@Suite("Results of 'go test -bench'")
struct GoBenchmarkTests {
  private let results: ImportedResults

  init() throws { results = try Fixture.results("go.txt") }

  @Test("Repeated lines of one process are samples of one session, and appended runs are sessions")
  func processes() {
    #expect(results.processes("BenchmarkSort/size=100") == [[3232, 3296], [4328, 3315]])
    #expect(results.processes("BenchmarkJoin") == [[121.0, 202.9], [70.16, 64.19]])
  }

  @Test("Memory is in exact metrics, and the rate beside a time is not judged again")
  func metrics() throws {
    #expect(results.processes("BenchmarkSort/size=1000", "allocatedBytes") == [[8310, 8373], [8312, 8304]])
    #expect(results.processes("BenchmarkSort/size=1000", "allocations") == [[2, 2], [2, 2]])
    #expect(results.metric("allocations")?.kind == .exact && results.metric("allocatedBytes")?.kind == .exact)
    let rate = try #require(results.metric("MB/s"))
    #expect(rate.direction == .higherIsBetter && rate.unit == .bytesPerSecond && !rate.isJudged)
    #expect(results.processes("BenchmarkSort/size=100", "MB/s")[0] == [247.56e6, 242.70e6])
  }

  @Test("A unit without a direction is not judged and is named, until a line says which way is better")
  func units() throws {
    #expect(results.metric("hits")?.isJudged == false)
    #expect(results.notes == [.unjudged(metrics: ["hits"])])
    let text = """
      Unit hits better=higher
      Unit words assume=exact better=lower
      BenchmarkA 10 5 ns/op 42 hits 7 words
      """
    let declared = try Fixture.results(text: text + "\n")
    let hits = try #require(declared.metric("hits"))
    #expect(hits.direction == .higherIsBetter && hits.isJudged && hits.kind == .sampled)
    let words = try #require(declared.metric("words"))
    #expect(words.kind == .exact && words.tolerance == Tolerance(relative: 0) && words.isJudged)
    #expect(declared.notes.isEmpty)
  }

  @Test("The number of processors is no part of a name that all have, and of the machine instead")
  func processors() throws {
    #expect(results.machine == "linux amd64 Intel(R) Xeon(R) Processor, GOMAXPROCS 2")
    let several = try Fixture.results(text: "BenchmarkA-1 10 5 ns/op\nBenchmarkA-2 10 3 ns/op\n")
    #expect(several.processes("BenchmarkA-1") == [[5]] && several.processes("BenchmarkA-2") == [[3]])
    let single = try Fixture.results(text: "BenchmarkA 10 5 ns/op\nBenchmarkB/n-3 10 3 ns/op\n")
    #expect(single.processes("BenchmarkA") == [[5]] && single.processes("BenchmarkB/n-3") == [[3]])
  }

  @Test("Benchmarks of one name in two packages are two, and each package is a process")
  func packages() throws {
    let text = ["store", "cart"].map { "pkg: example.com/\($0)\nBenchmarkA-2 10 5 ns/op\nPASS\n" }.joined()
    let results = try Fixture.results(text: text + text)
    #expect(results.benchmarks.map(\.group) == ["example.com/store", "example.com/cart"])
    #expect(results.benchmarks.map(\.processes) == [[[5], [5]], [[5], [5]]])
  }

  @Test("Log lines between results are ignored, and failed benchmarks are counted")
  func otherLines() throws {
    let text = """
      goos: linux
      BenchmarkA-2   \t       1\t2150163312 ns/op\t      88 B/op
      --- BENCH: BenchmarkA-2
          a_test.go:7: 3 ns/op
      Benchmarking is fun 1 2
      Benchmarked-2 1 2 ns/op
      BenchmarkOdd-2 10 5
      --- FAIL: BenchmarkB
      FAIL
      """
    let results = try Fixture.results(text: text)
    #expect(results.benchmarks.map(\.name) == ["BenchmarkA", "BenchmarkA"])
    #expect(results.notes == [.failed(count: 1, first: "BenchmarkB"), .withoutLineFeed])
  }
}
