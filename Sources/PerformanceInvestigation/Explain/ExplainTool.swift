import PerformanceFlameGraphs
import PerformanceProfiles
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// A tool that attributes the instructions or the time of a benchmark to functions.
enum ExplainTool {
  /// Counts instructions exactly, as the filed profiles do.
  case valgrind(Valgrind)
  /// Takes samples.
  case perf(String)

  /// The best tool on this machine.
  /// - Throws: ``CommandFailure`` that names the package to install.
  init(environment: [String: String]) throws {
    do {
      self = .valgrind(try Valgrind(environment: environment))
    } catch let absence as Valgrind.Absence {
      guard let perf = SearchPath.executable("perf", in: environment) else {
        throw CommandFailure(
          status: .notMeasurable,
          message: "no tool on this machine can attribute a benchmark's instructions: \(absence); "
            + "nor is perf installed, which takes samples (Debian: apt-get install linux-perf)".printable)
      }
      self = .perf(perf)
    }
  }
}

/// The costs of a benchmark by a tool.
struct Explanation {
  /// The benchmark, or the function where a tool cannot separate its benchmarks.
  var benchmark: BenchmarkID
  /// The stacks of the flame graph.
  var stacks: FoldedStacks
  /// The costs by function; the given functions are always kept, for a comparison.
  var profile: (_ keeping: Set<String>) -> BenchmarkProfile
  /// The method of measuring them.
  var method: ProfileReport.Method
}
