import Foundation
import PerformanceImports
import PerformanceTestSupport
import Testing

/// The tools write, and the command reads: their own newest formats, where they are installed.
@Suite("Results that tools write here")
struct JudgedToolsTests {
  private static func isInstalled(_ arguments: String...) -> Bool { (try? TestTool.run(arguments)) != nil }

  private static let python = ProcessInfo.processInfo.environment["READER_PYTHON"] ?? "python3"

  private func judge(_ old: URL, _ new: URL) async -> CommandOutcome {
    await Perftest.run("judge", "--baseline", old.path, new.path, environment: ["CI": ""])
  }

  @Test(
    "hyperfine: one session for each run",
    .enabled(if: JudgedToolsTests.isInstalled("hyperfine", "--version"), "hyperfine is not installed"))
  func hyperfine() async throws {
    let folder = try TemporaryFolder()
    for name in ["old.json", "new.json"] {
      try TestTool.run(["hyperfine", "-N", "--runs", "5", "--export-json", folder.file(name).path, "true"])
    }
    let outcome = await judge(folder.file("old.json"), folder.file("new.json"))
    #expect(outcome.output.contains(": 5 before the change, 5 after it; results of 'hyperfine'"), "\(outcome)")
  }

  @Test(
    "pytest-benchmark: one session for each start",
    .enabled(
      if: JudgedToolsTests.isInstalled(JudgedToolsTests.python, "-c", "import pytest_benchmark"),
      "pytest-benchmark is not installed"))
  func pytest() async throws {
    let folder = try TemporaryFolder()
    try folder.write("def test_sorting(benchmark):\n    benchmark(sorted, [3, 1, 2])\n", to: "test_it.py")
    for name in ["old.json", "new.json"] {
      try TestTool.run([
        Self.python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--benchmark-max-time=0.01",
        "--benchmark-json=\(folder.file(name).path)", folder.file("test_it.py").path,
      ])
    }
    let outcome = await judge(folder.file("old.json"), folder.file("new.json"))
    #expect(outcome.output.contains("test_it.py::test_sorting"), "\(outcome)")
    #expect(outcome.output.contains(": 1 before the change, 1 after it; results of 'pytest-benchmark'"), "\(outcome)")
  }

  @Test(
    "Go: one session for each 'go test'",
    .enabled(if: JudgedToolsTests.isInstalled("go", "version"), "Go is not installed"))
  func go() async throws {
    let folder = try TemporaryFolder()
    try folder.write("module example.com/store\n\ngo 1.18\n", to: "go.mod")
    try folder.write(
      """
      package store

      import "testing"

      var kept []int

      func BenchmarkMake(b *testing.B) {
      	b.ReportAllocs()
      	for i := 0; i < b.N; i++ {
      		kept = make([]int, 100)
      	}
      }

      """, to: "store_test.go")
    var environment = BuiltCommand.environment(adding: ["GOFLAGS": "-mod=mod", "GOPROXY": "off"])
    if environment["HOME"] == nil { environment["GOCACHE"] = folder.file("cache").path }
    let run = [
      "sh", "-c", "cd '\(folder.url.path)' && go test -bench . -benchtime 100x -count 2",
    ]
    let (old, new) = (try TestTool.run(run, environment: environment), try TestTool.run(run, environment: environment))
    try folder.write(old + old.replacing("PASS", with: "PASS "), to: "old.txt")
    try folder.write(new, to: "new.txt")
    let outcome = await judge(folder.file("old.txt"), folder.file("new.txt"))
    #expect(outcome.output.contains("BenchmarkMake"), "\(outcome)")
    #expect(outcome.output.contains(": 2 before the change, 1 after it; results of 'go'"), "\(outcome)")
    // Allocations repeat, whatever the machine does.
    #expect(outcome.output.contains("3 verdicts: ") && outcome.output.contains(" same"), "\(outcome)")
  }

  @Test(
    "Google Benchmark: one session for each start of the program, in both formats",
    .enabled(
      if: FileManager.default.fileExists(atPath: "/usr/include/benchmark/benchmark.h")
        && JudgedToolsTests.isInstalled("g++", "--version"), "Google Benchmark or g++ is not installed"))
  func googleBenchmark() async throws {
    let folder = try TemporaryFolder()
    let source = try folder.write(
      """
      #include <benchmark/benchmark.h>
      static void BM_Count(benchmark::State& state) {
        for (auto _ : state) benchmark::DoNotOptimize(state.iterations());
      }
      BENCHMARK(BM_Count)->Arg(3)->Iterations(1000);
      BENCHMARK_MAIN();

      """, to: "store.cpp")
    let program = folder.file("store").path
    try TestTool.run(["g++", "-O2", source.path, "-o", program, "-lbenchmark", "-lpthread"])
    for (name, format) in [("old.json", "json"), ("new.csv", "csv")] {
      try TestTool.run([
        program, "--benchmark_repetitions=3", "--benchmark_out=\(folder.file(name).path)",
        "--benchmark_out_format=\(format)",
      ])
    }
    let outcome = await judge(folder.file("old.json"), folder.file("new.csv"))
    #expect(outcome.output.contains("BM_Count/3  "), "\(outcome)")
    #expect(outcome.output.contains(": 1 before the change, 1 after it; results of 'google-benchmark'"), "\(outcome)")
  }
}
