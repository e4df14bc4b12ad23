import Foundation
import PerformanceFlameGraphs
import PerformanceMeasurement
import PerformanceProfiles
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

extension Explanation {
  /// The depth of callers that separates costs: decoding 10 kB of nested JSON took 75, and an unused depth costs
  /// nothing.
  private static let callers = 250

  /// Counts one iteration of a benchmark under Callgrind.
  /// - Throws: ``CommandFailure`` when there are no counts, ``InputError`` when several benchmarks match.
  static func counted(
    _ subject: ExplainedBenchmark, in run: BundleRun, with valgrind: Valgrind, showing status: ElapsedStatus
  ) throws -> Explanation {
    var tool: CountingTool
    do {
      tool = try valgrind.tool(for: run.bundle, simulatesCaches: false, scope: .only)
    } catch let absence as Valgrind.Absence {
      throw CommandFailure(status: .notMeasurable, message: "instructions cannot be counted: \(absence)".printable)
    }
    tool.callers = callers
    let outcome = try run.ask { [tool] bundle in
      try CountingPass(bundle: bundle, tool: tool).count(
        [[subject.function]], iterations: 1, progress: { _ in },
        isWanted: {
          status.poll()
          return true
        })[subject.function]
    }
    switch outcome {
    case .counted(let sessions):
      return try explanation(try subject.choose(among: sessions.map { ($0.session.id, $0) }))
    case .disabled:
      throw CommandFailure(status: .notMeasurable, message: "the test is disabled, its body was never entered")
    case .failed(let failure): throw uncountable(failure)
    case .stopped(let stopped): throw uncountable(stopped.failure)
    case .abandoned, nil:
      throw CommandFailure(status: .failure, message: "the counting was broken off")
    }
  }

  private static func uncountable(_ failure: Failure) -> CommandFailure {
    CommandFailure(
      status: .notMeasurable, message: "it cannot be counted, under Callgrind \(failure.text)".printable)
  }

  private static func explanation(_ counted: CountedSession) throws -> Explanation {
    let dump = counted.profile
    guard dump.benchmarkProfile() != nil, let exact = dump.exactInstructions, let total = dump.totalInstructions else {
      throw CommandFailure(status: .failure, message: "Callgrind has counted no instructions")
    }
    let instrument = counted.session.readings.lazy.compactMap(\.instrument).first ?? "valgrind"
    return Explanation(
      benchmark: counted.session.id, stacks: FoldedStacks(dump, callers: callers),
      profile: { names in dump.benchmarkProfile(keeping: names) ?? BenchmarkProfile(functions: [:], rest: 0) },
      method: .counted(instrument: instrument, leftOut: total - exact))
  }
}
