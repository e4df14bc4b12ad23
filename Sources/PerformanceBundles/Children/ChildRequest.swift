import Foundation
import PerformanceBuild
import PerformanceRecords
import PerformanceSystem

/// The request to a bundle that another one started, in a file beside that of its messages.
package struct ChildRequest: Sendable {
  /// The kind of request.
  package enum Task: String, Codable, Sendable {
    /// List the selected functions of performance suites.
    case list
    /// End when one of the selected functions starts, before its body.
    case start
    /// Measure the selected function.
    case session
    /// Count the instructions of the selected function under Callgrind.
    case count
  }

  /// The kind of request.
  package var task: Task
  /// The file for the messages, one JSON object a line.
  package var messages: URL
  /// The known iteration counts of benchmarks, by id.
  package var iterations: [String: Int]
  /// The planted slowdown.
  package var slowdown: PlantedSlowdown
  /// The number of counted single iterations.
  package var countedIterations: Int
  /// The names of the metrics to read; `nil` for all that a test selects.
  package var metrics: [String]?
  /// The requested variables, which were passed on where they are set.
  package var variables: Set<String> = []

  private static let taskKey = PerftestVariable.child.rawValue
  private static let messagesKey = PerftestVariable.childMessages.rawValue
  /// Bundles built with an earlier version of this package look for this name.
  private static let fileName = "order.json"

  private struct Plan: Codable {
    var iterations: [String: Int]
    var slowdown: Double
    var planted: PlantedSlowdown.Kind?
    var countedIterations: Int
    var metrics: [String]?
    var variables: Set<String>
  }

  /// Creates a request.
  package init(
    task: Task, messages: URL, iterations: [String: Int] = [:], slowdown: PlantedSlowdown = .none,
    countedIterations: Int = 0
  ) {
    self.task = task
    self.messages = messages
    self.iterations = iterations
    self.slowdown = slowdown
    self.countedIterations = countedIterations
  }

  /// Reads the request that an environment names; `nil` when the process was not started by another bundle.
  /// - Throws: ``InputError`` for an invalid request.
  package init?(environment: [String: String]) throws {
    guard let text = environment[Self.taskKey] else { return nil }
    guard let task = Task(rawValue: text), let messages = environment[Self.messagesKey] else {
      throw InputError(
        file: "environment variable \(Self.taskKey)", problem: "has the value '\(text)' or lacks its companion",
        remedy: "It is set by the test bundle for its own children; unset it.")
    }
    self.init(task: task, messages: URL(fileURLWithPath: FixedLengthPath.path(from: messages)))
    let plan = try JSONFile.decode(
      Plan.self, from: (try? Data(contentsOf: file)) ?? Data(), file: file.path, remedy: "Unset \(Self.taskKey).")
    iterations = plan.iterations
    slowdown = PlantedSlowdown(plan.planted ?? .time, factor: plan.slowdown)
    countedIterations = plan.countedIterations
    metrics = plan.metrics
    variables = plan.variables
  }

  /// The file of the request.
  private var file: URL { messages.deletingLastPathComponent().appendingPathComponent(Self.fileName) }

  /// Writes the file for the child.
  /// - Throws: The error of writing.
  package func write() throws {
    let plan = Plan(
      iterations: iterations, slowdown: slowdown.factor, planted: slowdown.kind, countedIterations: countedIterations,
      metrics: metrics, variables: variables)
    try JSONEncoder().encode(plan).write(to: file)
  }

  /// The variables that lead the child to its request, always of the same length.
  package var environment: [String: String] {
    var variables = [Self.taskKey: task.rawValue, Self.messagesKey: FixedLengthPath.text(of: messages.path)]
    // Earlier versions of this package read this variable; they must be able to report their methodology.
    if task == .list {
      variables[PerftestVariable.childPlan.rawValue] = #"{"iterations":{},"slowdown":1,"countedIterations":0}"#
    }
    return variables
  }
}
