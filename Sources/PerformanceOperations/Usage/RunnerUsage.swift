/// How much each kind of machine measured, and how well.
package struct RunnerUsage: Equatable, Sendable, Encodable {
  /// The name of the machine class.
  package var machine: String
  package var runs: Int
  /// The runs that broke off.
  package var unfinished: Int
  /// The runs with a red verdict.
  package var red: Int
  /// The seconds spent measuring.
  package var seconds: Double
  /// The part of all verdicts that the machine spoiled; 0 without verdicts.
  package var contaminatedShare: Double

  /// A row for each kind of machine, the busiest first.
  package static func rows(of runs: [UsageRun]) -> [RunnerUsage] {
    Dictionary(grouping: runs, by: \.machine).map { machine, runs in
      let verdicts = runs.reduce(0) { $0 + $1.verdicts }
      return RunnerUsage(
        machine: machine, runs: runs.count, unfinished: runs.count { !$0.isFinished }, red: runs.count(where: \.isRed),
        seconds: runs.reduce(0) { $0 + $1.seconds },
        contaminatedShare: verdicts > 0 ? Double(runs.reduce(0) { $0 + $1.contaminated }) / Double(verdicts) : 0)
    }.sorted { ($1.runs, $0.machine) < ($0.runs, $1.machine) }
  }
}
