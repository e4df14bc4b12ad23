import Foundation
import PerformanceBuild
import PerformanceSystem

/// The configuration of a run: the environment variables that users set and the request of `perftest`, read and checked
/// once.
package struct RunConfiguration: Equatable, Sendable {
  /// The purpose of a run.
  package enum Mode: String, CaseIterable, Sendable { case smoke, gate, record }

  /// The mode of the request, else `PERFTEST_MODE`; `nil` when the build decides.
  package var mode: Mode?
  /// `PERFTEST_SLOWDOWN`: the planted slowdown.
  package var slowdown: PlantedSlowdown
  /// `PERFTEST_BASELINES`, or `baselines` in the package.
  package var baselines: URL
  /// The state folder, `.perftest` in the package unless set.
  package var state: StateFolder
  /// The request of `perftest`; `nil` in a run without it.
  package var request: RunRequest?
  /// `PERFTEST_DEADLINE`: seconds that a process may run without progress; raised for slow benchmarks.
  package var deadline: Double
  /// `PERFTEST_TIME_LIMIT`: how long a gate continues with undecided benchmarks; `nil` derives it from the
  /// duration of their sessions.
  package var timeLimit: TimeLimit?
  /// `PERFTEST_EVENTS`: where the events of the run also go; none in a run of `perftest`, which sends them itself.
  package var events: [StreamDestination]
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
    slowdown = try PlantedSlowdown(environment: environment)
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
    events = request == nil ? try [StreamDestination](environment: environment, folder: package) : []
  }

  fileprivate static func parse<Value>(
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

extension PlantedSlowdown {
  /// Reads `PERFTEST_SLOWDOWN`; without it nothing is slowed down.
  /// - Throws: ``InputError`` that names the variable and the allowed values.
  package init(environment: [String: String]) throws {
    self =
      try environment.setting(.slowdown).map { text in
        try RunConfiguration.parse(.slowdown, text, allowed: Self.allowed) { PlantedSlowdown(text: $0) }
      } ?? .none
  }
}

extension [StreamDestination] {
  /// Reads `PERFTEST_EVENTS`, at most one destination.
  /// - Throws: ``InputError`` that names the variable and the allowed values.
  package init(environment: [String: String], folder: URL) throws {
    self =
      try environment.setting(.events).map { text in
        try [
          RunConfiguration.parse(.events, text, allowed: StreamDestination.allowed) {
            StreamDestination($0, in: folder)
          }
        ]
      } ?? []
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
