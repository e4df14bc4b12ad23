import Foundation
import PerformanceBundles
import PerformanceFlameGraphs
import PerformanceMeasurement
import PerformanceProfiles
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

extension Explanation {
  /// A session is a tenth of a second: ten of them have a thousand samples and more.
  private static let sessions = 10

  /// Samples sessions of a function with perf, which cannot separate its benchmarks.
  /// - Throws: ``CommandFailure`` when there are no samples.
  static func sampled(
    _ subject: ExplainedBenchmark, in run: BundleRun, with perf: String, showing status: ElapsedStatus
  ) throws -> Explanation {
    // Sampling the program may be allowed where sampling the kernel is not.
    let events = ["cpu-clock", "cpu-clock:u"]
    var stacks = FoldedStacks(unit: .samples, costs: [:])
    var reason = ""
    for event in events where stacks.costs.isEmpty {
      do {
        stacks = try run.ask {
          try samples(of: subject.function, in: $0, perf: perf, event: event, showing: status)
        }
      } catch let failure as CommandFailure {
        reason = failure.message
      }
    }
    guard !stacks.costs.isEmpty else {
      throw CommandFailure(
        status: .notMeasurable,
        message: "perf took no sample of its body: \(reason.isEmpty ? "the body is too short" : reason)")
    }
    let (function, functions) = (subject.function, stacks.functions)
    return Explanation(
      benchmark: BenchmarkID(function), stacks: stacks,
      profile: { BenchmarkProfile(all: functions, keeping: $0) }, method: .sampled(tool: "perf"))
  }

  private static func samples(
    of function: TestFunctionID, in bundle: TestBundle, perf: String, event: String, showing status: ElapsedStatus
  ) throws -> FoldedStacks {
    var stacks = FoldedStacks(unit: .samples, costs: [:])
    let data = bundle.scratch.appendingPathComponent("perf.data")
    let text = bundle.scratch.appendingPathComponent("perf.txt")
    for _ in 0..<sessions {
      let outcome = try bundle.sample(function, perf: perf, event: event, data: data) {
        status.poll()
        return true
      }
      guard case .measured = outcome else {
        var reason = "the test gave no session"
        if case .failed(let failure) = outcome { reason = failure.text }
        if case .disabled = outcome { reason = "the test is disabled, or perf could not start it" }
        throw CommandFailure(status: .notMeasurable, message: reason.printable)
      }
      // perf takes minutes to look up inlined functions in the debug information.
      let script = try ChildProcess(
        perf, arguments: ["perf", "script", "--no-inline", "--input=\(data.path)", "--fields=ip,sym,dso"],
        environment: bundle.environment, output: .file(text))
      let ending = script.wait(seconds: 120) {
        status.poll()
        return true
      }
      guard ending == .exited(0) else {
        throw CommandFailure(status: .notMeasurable, message: "'perf script' cannot read what 'perf record' wrote")
      }
      stacks.costs.merge(try PerfScript.stacks(in: text).costs, uniquingKeysWith: +)
    }
    return stacks
  }
}
