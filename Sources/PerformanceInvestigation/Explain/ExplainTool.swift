import PerformanceFlameGraphs
import PerformanceProfiles
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// A tool that finds out where the instructions or the time of a benchmark go.
enum ExplainTool {
  /// Counts instructions: exact, and what the profiles on file were made with.
  case valgrind(Valgrind)
  /// Takes samples.
  case perf(String)

  /// The best there is on this machine.
  /// - Throws: ``CommandFailure`` that says what to install.
  init(environment: [String: String]) throws {
    do {
      self = .valgrind(try Valgrind(environment: environment))
    } catch let absence as Valgrind.Absence {
      guard let perf = SearchPath.executable("perf", in: environment) else {
        throw CommandFailure(
          status: .notMeasurable,
          message: "no tool here can find out where a benchmark's instructions go: \(absence); "
            + "nor is perf there, which takes samples (Debian: apt-get install linux-perf)".printable)
      }
      self = .perf(perf)
    }
  }
}

/// What a tool found out about a benchmark.
struct Explanation {
  /// The benchmark, or the function where a tool cannot separate its benchmarks.
  var benchmark: BenchmarkID
  /// The stacks of the flame graph.
  var stacks: FoldedStacks
  /// The costs by function, those kept that are to be compared.
  var profile: (_ keeping: Set<String>) -> BenchmarkProfile
  /// How they were found.
  var method: ProfileReport.Method
}
