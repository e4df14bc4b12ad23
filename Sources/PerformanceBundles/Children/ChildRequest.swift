import Foundation
import PerformanceSystem

/// What a bundle that was started by another one is to do; it travels in a file beside the one that the answer goes to.
package struct ChildRequest: Sendable {
  /// What to do.
  package enum Task: String, Codable, Sendable {
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
  /// The variables that the benchmarks asked for and that were passed on where they are set.
  package var variables: Set<String> = []

  private static let taskKey = PerftestVariable.child.rawValue
  private static let answerKey = PerftestVariable.childAnswer.rawValue
  private static let fileName = "order.json"

  private struct Plan: Codable {
    var iterations: [String: Int]
    var slowdown: Double
    var countedIterations: Int
    var metrics: [String]?
    var variables: Set<String>
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

  /// The order that an environment names; `nil` when the process was not started by another bundle.
  /// - Throws: ``InputError`` for an order that makes no sense.
  package init?(environment: [String: String]) throws {
    guard let text = environment[Self.taskKey] else { return nil }
    guard let task = Task(rawValue: text), let answer = environment[Self.answerKey] else {
      throw InputError(
        file: "environment variable \(Self.taskKey)", problem: "has the value '\(text)' or lacks its companion",
        remedy: "It is set by the test bundle for its own children; unset it.")
    }
    self.init(task: task, answer: URL(fileURLWithPath: FixedLength.path(from: answer)))
    let plan = try JSONFile.decode(
      Plan.self, from: (try? Data(contentsOf: file)) ?? Data(), file: file.path, remedy: "Unset \(Self.taskKey).")
    iterations = plan.iterations
    slowdown = plan.slowdown
    countedIterations = plan.countedIterations
    metrics = plan.metrics
    variables = plan.variables
  }

  /// The file that has the order.
  private var file: URL { answer.deletingLastPathComponent().appendingPathComponent(Self.fileName) }

  /// Writes the file that the child reads.
  /// - Throws: what writing throws.
  package func write() throws {
    let plan = Plan(
      iterations: iterations, slowdown: slowdown, countedIterations: countedIterations, metrics: metrics,
      variables: variables)
    try JSONEncoder().encode(plan).write(to: file)
  }

  /// The variables that lead the child to its order, of the same length whatever it is.
  package var environment: [String: String] {
    var variables = [Self.taskKey: task.rawValue, Self.answerKey: FixedLength.text(ofPath: answer.path)]
    // Where earlier versions of this package look: they must be able to say which methodology they have.
    if task == .list {
      variables[PerftestVariable.childPlan.rawValue] = #"{"iterations":{},"slowdown":1,"countedIterations":0}"#
    }
    return variables
  }
}

/// Paths as texts of one length: what a process finds in its environment must not depend on where the package lies.
private enum FixedLength {
  private static let step = 512

  /// An absolute path behind as many slashes as make it a multiple of 512 bytes long; they mean nothing to the system.
  static func text(ofPath path: String) -> String {
    let rest = path.utf8.count % step
    return String(repeating: "/", count: rest == 0 ? 0 : step - rest) + path
  }

  static func path(from text: String) -> String {
    let rest = text.drop { $0 == "/" }
    return text.hasPrefix("/") ? "/" + rest : String(rest)
  }
}
