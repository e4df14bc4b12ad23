import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceText
import PerformanceWorkflows

extension BenchmarkReader {
  /// The number of single iterations to count, as in a gate.
  private static let countedIterations = 2

  /// The instructions of a build, with the cost of each function.
  /// - Throws: ``NoNumber`` when Callgrind cannot count them.
  func instructions(of bundle: TestBundle, with valgrind: Valgrind) throws -> CommitNumber {
    defer { try? FileManager.default.removeItem(at: bundle.scratch) }
    let outcome = try alone { status in
      let tool = try tool(of: valgrind, for: bundle)
      let pass = CountingPass(bundle: bundle, tool: tool)
      return try pass.count(
        [[id.function]], iterations: Self.countedIterations, progress: { _ in },
        isWanted: {
          status.poll("counting instructions")
          return true
        })[id.function]
    }
    switch outcome {
    case .counted(let sessions):
      guard let counted = sessions.first(where: { $0.session.id == id }) else {
        throw NoNumber(reason: "it has no such benchmark")
      }
      let reading = try reading(CountedMetric.instructions, in: counted.session)
      guard let count = reading.count else {
        throw NoNumber(reason: "it has no \(reading.metric.name)", isOfCounting: true)
      }
      return CommitNumber(metric: reading.metric, value: count, profile: counted.profile)
    case .failed(let failure):
      throw NoNumber(reason: "its instructions cannot be counted: \(failure.text)", isOfCounting: true)
    case .stopped(let stopped):
      throw NoNumber(reason: "its instructions cannot be counted: \(stopped.failure.text)", isOfCounting: true)
    case .disabled, .abandoned, nil:
      throw NoNumber(reason: "it has no such benchmark, or its test is disabled", isOfCounting: true)
    }
  }

  private func tool(of valgrind: Valgrind, for bundle: TestBundle) throws -> CountingTool {
    do {
      return try valgrind.tool(
        for: URL(fileURLWithPath: bundle.executable), simulatesCaches: false, scope: .only)
    } catch let reason as Valgrind.Absence {
      throw NoNumber(reason: "its instructions cannot be counted: \(reason)", isOfCounting: true)
    }
  }
}
