import PerformanceRecords
import PerformanceText

/// The verdict on one metric of a benchmark, or on the benchmark as a whole.
public struct BenchmarkVerdict: Sendable {
  /// The conclusion of a verdict.
  ///
  /// Later versions may add outcomes, so a `switch` over them needs a `default`.
  public struct Outcome: RawRepresentable, Hashable, Sendable {
    /// The name in files, such as `regressed`.
    public let rawValue: String

    /// Creates the outcome with this name in files.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Within the tolerance.
    public static let same = Outcome(rawValue: "same")
    /// Better by more than the tolerance.
    public static let improved = Outcome(rawValue: "improved")
    /// Worse by more than the tolerance.
    public static let regressed = Outcome(rawValue: "regressed")
    /// Worse by more than the tolerance, and accepted for a while.
    public static let accepted = Outcome(rawValue: "accepted")
    /// Not decided by the sessions that were taken.
    public static let ambiguous = Outcome(rawValue: "ambiguous")
    /// Recorded on another kind of machine, with another toolchain or by another method.
    public static let incomparable = Outcome(rawValue: "incomparable")
    /// In the baseline and selected, but not in the run.
    public static let missing = Outcome(rawValue: "missing")
    /// In the run, but not in the baseline.
    public static let new = Outcome(rawValue: "new")
    /// Disturbed by the machine in every session that was worse, or measured on a machine that became slower.
    public static let contaminated = Outcome(rawValue: "contaminated")
    /// Without a number, since the test threw, crashed or gave no result.
    public static let failed = Outcome(rawValue: "failed")
    /// Over a limit that the test sets.
    public static let overBudget = Outcome(rawValue: "overBudget")
    /// Not measured, since the test is disabled.
    public static let disabled = Outcome(rawValue: "disabled")
  }

  /// The verdict in its file format.
  package let record: Verdict

  package init(_ record: Verdict) { self.record = record }

  /// The conclusion.
  public var outcome: Outcome { Outcome(rawValue: record.outcome.name) }

  /// The name of the metric, such as `wallClock`; `nil` for a verdict on the benchmark as a whole.
  public var metric: String? { record.metric?.name }

  /// The unit of ``baseline`` and ``value``.
  public var unit: MetricUnit? { record.metric?.unit }

  /// The number of the baseline, or the limit of a budget; `nil` where there is none.
  public var baseline: Double? { record.baseline }

  /// The number of this run; `nil` where there is none.
  public var value: Double? { record.now }

  /// ``value`` / ``baseline``; `nil` when either is unknown or the baseline is 0.
  public var ratio: Double? { record.ratio }
}

extension BenchmarkVerdict: CustomStringConvertible {
  /// The sentence of the test's issue.
  public var description: String { record.sentence }
}
