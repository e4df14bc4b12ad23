/// Why a line is no run that this build can take in.
package enum ExchangeProblem: Error, Equatable, Sendable {
  /// The line is something else.
  case otherFormat
  /// Another version of the format; its number.
  case otherVersion(Int)
  /// A key is missing or has another type, or the line is no JSON; the problem as a predicate.
  case undecodable(key: String?, problem: String)
  /// A value is out of its range.
  case unusable(key: String)
  /// A point names a benchmark, metric or environment that the line does not list.
  case unknownPart(index: Int)
  /// Two points are of one series.
  case sameSeries(index: Int)
  /// The bytes of a point's sessions or samples are damaged.
  case damagedSessions(index: Int)
}

/// A line of a file that cannot be taken in.
package struct ExchangeError: Error, Equatable, Sendable {
  /// The path of the file.
  package var file: String
  /// The line, counted from 1.
  package var line: Int
  /// The reason.
  package var problem: ExchangeProblem

  package init(file: String, line: Int, problem: ExchangeProblem) {
    self.file = file
    self.line = line
    self.problem = problem
  }
}
