import Foundation
import PerformanceRecords

/// What a bundle that was started by another one is to do; it travels in environment variables and one file.
package struct ChildOrder: Sendable {
  /// What to do.
  package enum Task: String, Sendable {
    /// Name the functions of performance suites that the filters select.
    case list
    /// Measure the one selected function.
    case session
    /// Let Callgrind count the instructions of the one selected function.
    case count
  }

  /// What to do.
  package var task: Task
  /// The file the answer goes to, one JSON object a line.
  package var answer: URL
  /// Iteration counts of benchmarks that are already known, by id.
  package var iterations: [String: Int]
  /// The planted slowdown.
  package var slowdown: Double
  /// How many single iterations are counted.
  package var countedIterations: Int
  /// The names of the metrics that are read; `nil` for all that a test asks for.
  package var metrics: [String]?

  private static let taskKey = "PERFTEST_CHILD"
  private static let answerKey = "PERFTEST_CHILD_ANSWER"
  private static let planKey = "PERFTEST_CHILD_PLAN"

  private struct Plan: Codable {
    var iterations: [String: Int]
    var slowdown: Double
    var countedIterations: Int
    var metrics: [String]?
  }

  /// An order to give.
  package init(
    task: Task, answer: URL, iterations: [String: Int] = [:], slowdown: Double = 1, countedIterations: Int = 0
  ) {
    self.task = task
    self.answer = answer
    self.iterations = iterations
    self.slowdown = slowdown
    self.countedIterations = countedIterations
  }

  /// The order in an environment; `nil` when the process was not started by another bundle.
  /// - Throws: ``InputError`` for an order that makes no sense.
  package init?(environment: [String: String]) throws {
    guard let text = environment[Self.taskKey] else { return nil }
    guard let task = Task(rawValue: text), let answer = environment[Self.answerKey],
      let plan = environment[Self.planKey]
    else {
      throw InputError(
        file: "environment variable \(Self.taskKey)", problem: "has the value '\(text)' or lacks its companions",
        remedy: "It is set by the test bundle for its own children; unset it.")
    }
    let decoded = try JSONFile.decode(
      Plan.self, from: Data(plan.utf8), file: "environment variable \(Self.planKey)", remedy: "Unset \(Self.taskKey).")
    self.init(
      task: task, answer: URL(fileURLWithPath: answer), iterations: decoded.iterations, slowdown: decoded.slowdown,
      countedIterations: decoded.countedIterations)
    metrics = decoded.metrics
  }

  /// The switches that a child reads for itself: which GPU to measure, by which library, and by which clock.
  private static let inherited: Set<String> = [GPURequest.variable, GPURequest.libraryVariable, RunClock.variable]

  /// The environment of the child: this process's, without any other switch of ours.
  package func environment(from parent: [String: String]) throws -> [String: String] {
    var environment = parent.filter { !$0.key.hasPrefix("PERFTEST_") || Self.inherited.contains($0.key) }
    environment[Self.taskKey] = task.rawValue
    environment[Self.answerKey] = answer.path
    environment[Self.planKey] = String(
      decoding: try JSONEncoder().encode(
        Plan(iterations: iterations, slowdown: slowdown, countedIterations: countedIterations, metrics: metrics)),
      as: UTF8.self)
    // Sets and dictionaries would be ordered anew in each process, and cost anew.
    environment["SWIFT_DETERMINISTIC_HASHING"] = "1"
    return environment
  }
}
