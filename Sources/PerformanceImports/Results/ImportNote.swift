/// A property of a file that a reader of its verdicts has to know.
package enum ImportNote: Equatable, Sendable {
  /// Results whose value is absent, `null` or not a number.
  case withoutValue(count: Int, first: String)
  /// Results of benchmarks or runs that failed or were skipped.
  case failed(count: Int, first: String)
  /// Metrics of which the file does not say whether more or less is better.
  case unjudged(metrics: [String])
  /// Benchmarks without samples, which a statistic of their samples stands for.
  case summarised(count: Int, statistic: String)
  /// Results of one name in one process, whose samples count as one session.
  case merged(count: Int, first: String)
  /// Runs of older commits in a file that keeps several.
  case olderRuns(Int)
  /// The last line has no line feed, as in a file that is cut off.
  case withoutLineFeed
}
