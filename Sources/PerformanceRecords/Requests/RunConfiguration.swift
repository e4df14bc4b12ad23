import Foundation
import PerformanceSystem

/// The configuration of a run: the environment variables that users set and the request of `perftest`, read and checked
/// once.
package struct RunConfiguration: Hashable, Sendable {
  /// The purpose of a run.
  package enum Mode: String, CaseIterable, Sendable { case smoke, gate, record }

  /// The mode of the request, else `PERFTEST_MODE`; `nil` when the build decides.
  package var mode: Mode?
  /// `PERFTEST_SLOWDOWN`: a factor from 1 up.
  package var slowdown: Double
  /// `PERFTEST_BASELINES`, or `baselines` in the package.
  package var baselines: URL
  /// The state folder.
  package var state: StateFolder
  /// The request of `perftest`; `nil` in a run without it.
  package var request: RunRequest?
  /// `PERFTEST_DEADLINE`: seconds that a process may run without progress; raised for slow benchmarks.
  package var deadline: Double
  /// `PERFTEST_TIME_LIMIT`: how long a gate continues with undecided benchmarks; `nil` derives it from the
  /// duration of their sessions.
  package var timeLimit: TimeLimit?
  /// `CI` and `PERFTEST_STRICT`: whether new and improved benchmarks are red.
  package var redRule: RedRule

  /// Reads the variables.
  /// - Throws: ``InputError`` that names the variable and the allowed values.
  package init(environment: [String: String], package: URL) throws {
    mode = try environment.setting(.mode).map { text in
      try Self.parse(.mode, text, allowed: Mode.allCases.map(\.rawValue).joined(separator: ", ")) {
        Mode(rawValue: $0)
      }
    }
    slowdown =
      try environment.setting(.slowdown).map { text in
        try Self.parse(.slowdown, text, allowed: "a factor from 1 to 100") { text in
          Double(text).flatMap { (1...100).contains($0) ? $0 : nil }
        }
      } ?? 1
    timeLimit = try environment.setting(.timeLimit).map { text in
      try Self.parse(.timeLimit, text, allowed: TimeLimit.allowed) { TimeLimit(text: $0) }
    }
    // Slow benchmarks of a function reach their own limits far earlier.
    deadline =
      try environment.setting(.deadline).map { text in
        try Self.parse(.deadline, text, allowed: "seconds from 1 to 86400") { text in
          Double(text).flatMap { (1...86_400).contains($0) ? $0 : nil }
        }
      } ?? 120
    baselines = BaselineStore.folder(package: package, environment: environment)
    state = StateFolder(package: package, environment: environment)
    redRule = RedRule(environment: environment)
    request = try environment.setting(.request).map { try RunRequest(file: URL(fileURLWithPath: $0)) }
    mode = request?.mode ?? mode
  }

  private static func parse<Value>(
    _ variable: PerftestVariable, _ text: String, allowed: String, _ convert: (String) -> Value?
  ) throws -> Value {
    guard let value = convert(text) else {
      throw InputError(
        file: "environment variable \(variable.rawValue)", problem: "has the value '\(text)'",
        remedy: "Allowed: \(allowed).")
    }
    return value
  }
}

extension RunConfiguration {
  /// The other build to compare with, where `perftest` has made one.
  package var pair: PairedRun? { request?.pair }

  /// How times are treated that are worse than their baselines; `nil` without `perftest`.
  package var confirmation: ConfirmationPlan? { request?.confirmation }

  /// Whether and how instructions are counted; `nil` without `perftest`.
  package var counting: CountingPlan? { request?.counting }

  /// The user's selection, which `perftest` may have replaced by a finer one.
  package func original(_ selection: TestSelection) -> TestSelection { request?.selection ?? selection }
}
