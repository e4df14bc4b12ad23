import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceSystem
import PerformanceText

extension ShardProblem {
  /// The error for the terminal.
  package var inputError: InputError {
    switch self {
    case .unreadable(let log, let error):
      InputError(
        file: log.path, problem: "cannot be read (\(String(cString: strerror(error))))",
        remedy: "Name the event log of a shard (.perftest/runs/….jsonl).")
    case .empty(let log):
      InputError(file: log.path, problem: "has no event", remedy: "Measure this shard again, or leave it out.")
    case .noBeginning(let log):
      InputError(
        file: log.path, problem: "has no beginning, so that nothing is known of its code and machine",
        remedy: "Measure this shard again, or leave it out.")
    case .sameRun(let log, let other):
      InputError(
        file: other.path, problem: "has the same run as \(log.path)", remedy: "Name the log of each shard once.")
    case .different(let difference): difference.inputError
    case .sameBenchmarks(let benchmarks, let log, let other):
      InputError(
        file: other.path, problem: "has results of \(Self.names(benchmarks)), and so does \(log.path)",
        remedy: "Select each benchmark in one shard: --filter and --skip.")
    case .outputIsLog(let file):
      InputError(file: file.path, problem: "is one of the logs", remedy: "Give --output another file.")
    case .outputExists(let file):
      InputError(file: file.path, problem: "exists", remedy: "Delete it, or give --output another file.")
    case .notWritten(let file):
      InputError(
        file: file.path, problem: "cannot be written", remedy: "Make its folder writable, or free some space.")
    }
  }

  /// The most benchmarks that are named.
  private static let mostNames = 3

  private static func names(_ benchmarks: [BenchmarkID]) -> String {
    let names = benchmarks.prefix(mostNames).map { $0.description.printable(atMost: 200) }.joined(separator: ", ")
    let others = benchmarks.count - mostNames
    return others > 0 ? "\(names) and \(others) more" : names
  }
}

extension ShardDifference {
  fileprivate var inputError: InputError {
    let texts = values.map { $0?.printable(atMost: 200) ?? "absent" }
    return InputError(
      file: logs[1].path, key: key, problem: "is \(texts[1]), and in \(logs[0].path) it is \(texts[0])", remedy: remedy)
  }

  private var remedy: String {
    key.hasPrefix("environment.machine")
      ? "A log has one machine, on which its times depend: keep the shards of each kind of machine apart."
      : "Shards are parts of one run: measure the same code in the same way."
  }
}
