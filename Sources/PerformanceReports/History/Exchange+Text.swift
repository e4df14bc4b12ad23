import PerformanceHistory
import PerformanceSystem
import PerformanceText

extension ExchangeError {
  /// The file, the key, the problem and the remedy.
  package var inputError: InputError {
    InputError(file: "\(file):\(line)", key: problem.key, problem: problem.text, remedy: problem.remedy)
  }
}

extension ExchangeProblem {
  fileprivate var key: String? {
    switch self {
    case .otherFormat: "schema"
    case .otherVersion: "version"
    case .undecodable(let key, _): key
    case .unusable(let key): key
    case .unknownPart(let index), .sameSeries(let index), .damagedSessions(let index): "points[\(index)]"
    }
  }

  fileprivate var text: String {
    switch self {
    case .otherFormat: "is not '\(ExchangedRun.schema)', so the line is no run"
    case .otherVersion(let version): "is \(version), and this perftest reads version \(ExchangedRun.version)"
    case .undecodable(_, let problem): problem
    case .unusable: "has an impossible value"
    case .unknownPart: "names a benchmark, metric or environment that the line does not list"
    case .sameSeries: "has the benchmark, metric and environment of an earlier one"
    case .damagedSessions: "has damaged sessions or samples"
    }
  }

  fileprivate var remedy: String {
    switch self {
    case .otherVersion(let version) where version > ExchangedRun.version:
      "Read it with the version of this package that wrote it."
    default: "Export the run again, or delete the line."
    }
  }
}

extension ImportedLog.Problem {
  /// The problem, as the predicate of a sentence about the log.
  package var text: String {
    switch self {
    case .unreadable: "cannot be read"
    case .noEvents: "has no events that this perftest reads"
    case .severalRuns(let first, let second): "has events of two runs, \(first.printable) and \(second.printable)"
    case .unusableName(let name): "is of a run whose id '\(name.printable(atMost: 80))' is no name of a file"
    case .different(let log): "differs from \(log.path.printable), which is of the same run"
    }
  }

  /// The remedy, as a sentence.
  package var remedy: String {
    switch self {
    case .unreadable: "Check the path and its permissions."
    case .noEvents, .unusableName: "Check the path."
    case .severalRuns: "Import the log of each run."
    case .different: "Delete one of the two."
    }
  }
}
