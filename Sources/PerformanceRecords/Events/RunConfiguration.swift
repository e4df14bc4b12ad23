import Foundation
import PerformanceSystem

/// The environment variables that steer a run, read and checked once.
package struct RunConfiguration: Hashable, Sendable {
  /// What a run does with its measurements.
  package enum Mode: String, CaseIterable, Sendable { case smoke, gate, record }

  /// `PERFTEST_MODE`; `nil` when the build decides.
  package var mode: Mode?
  /// `PERFTEST_SLOWDOWN`: a factor from 1 up.
  package var slowdown: Double
  /// `PERFTEST_BASELINES`, or `baselines` in the package.
  package var baselines: URL
  /// The state folder.
  package var state: StateFolder
  /// `PERFTEST_RUN`: the run that `perftest` has begun and whose log it reads.
  package var run: String?
  /// `PERFTEST_ROUNDS`: sessions of each function in a recording, set by `perftest record`.
  package var rounds: Int
  /// `PERFTEST_MOST_ROUNDS`: sessions of a function whose sessions say too little after `rounds`, set by `perftest record`.
  package var mostRounds: Int
  /// `PERFTEST_DEADLINE`: seconds that a process may run without progress; more where more is usual.
  package var deadline: Double
  /// `PERFTEST_TIME_LIMIT`: how long a gate goes on with what is undecided; `nil` leaves it to what sessions take.
  package var timeLimit: TimeLimit?
  /// `PERFTEST_COUNTING`: whether and how `perftest` lets instructions be counted; `nil` without it.
  package var counting: CountingPlan?
  /// `PERFTEST_PAIR`: the other build to compare with, where `perftest` has made one.
  package var pair: PairedRun?
  /// `PERFTEST_CONFIRMATION`: how times are treated that the file's rule finds worse; `nil` without `perftest`.
  package var confirmation: ConfirmationPlan?
  /// `PERFTEST_SELECTION`: what the user selected, where `perftest` selects each function by itself.
  private var userSelection: TestSelection?
  /// `CI` and `PERFTEST_STRICT`: whether new and improved benchmarks are red.
  package var redRule: RedRule

  /// Reads the variables.
  /// - Throws: ``InputError`` that names the variable and the allowed values.
  package init(environment: [String: String], package: URL) throws {
    mode = try environment.setting("PERFTEST_MODE").map { text in
      try Self.parse("PERFTEST_MODE", text, allowed: Mode.allCases.map(\.rawValue).joined(separator: ", ")) {
        Mode(rawValue: $0)
      }
    }
    slowdown =
      try environment.setting("PERFTEST_SLOWDOWN").map { text in
        try Self.parse("PERFTEST_SLOWDOWN", text, allowed: "a factor from 1 to 100") { text in
          Double(text).flatMap { (1...100).contains($0) ? $0 : nil }
        }
      } ?? 1
    func rounds(_ name: String) throws -> Int? {
      try environment.setting(name).map { text in
        try Self.parse(name, text, allowed: "a whole number from 1 to 1000") { text in
          Int(text).flatMap { (1...1000).contains($0) ? $0 : nil }
        }
      }
    }
    self.rounds = try rounds("PERFTEST_ROUNDS") ?? 12
    mostRounds = max(try rounds("PERFTEST_MOST_ROUNDS") ?? self.rounds, self.rounds)
    timeLimit = try environment.setting(TimeLimit.variable).map { text in
      try Self.parse(TimeLimit.variable, text, allowed: TimeLimit.allowed) { TimeLimit(text: $0) }
    }
    // Patience with each of a function's slow benchmarks ends far earlier.
    deadline =
      try environment.setting("PERFTEST_DEADLINE").map { text in
        try Self.parse("PERFTEST_DEADLINE", text, allowed: "seconds from 1 to 86400") { text in
          Double(text).flatMap { (1...86_400).contains($0) ? $0 : nil }
        }
      } ?? 120
    baselines = BaselineStore.folder(package: package, environment: environment)
    state = StateFolder(package: package, environment: environment)
    run = environment.setting("PERFTEST_RUN")
    redRule = RedRule(environment: environment)
    pair = try Self.own(PairedRun.variable, PairedRun.self, in: environment)
    confirmation = try Self.own(ConfirmationPlan.variable, ConfirmationPlan.self, in: environment)
    counting = try Self.own(CountingPlan.variable, CountingPlan.self, in: environment)
    userSelection = try Self.own(TestSelection.variable, TestSelection.self, in: environment)
  }

  /// What the user selected: the filters of the run, unless `perftest` has made them finer.
  package func original(_ selection: TestSelection) -> TestSelection { userSelection ?? selection }

  /// What `perftest` tells its own bundle in a variable.
  private static func own<Value: Decodable>(
    _ name: String, _ type: Value.Type, in environment: [String: String]
  ) throws -> Value? {
    try environment.setting(name).map { text in
      try JSONFile.decode(
        type, from: Data(text.utf8), file: "environment variable \(name)",
        remedy: "It is set by perftest for its own bundle; unset it.")
    }
  }

  private static func parse<Value>(
    _ name: String, _ text: String, allowed: String, _ convert: (String) -> Value?
  ) throws -> Value {
    guard let value = convert(text) else {
      throw InputError(
        file: "environment variable \(name)", problem: "has the value '\(text)'", remedy: "Allowed: \(allowed).")
    }
    return value
  }
}
