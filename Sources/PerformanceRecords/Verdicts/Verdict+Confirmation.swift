import PerformanceStatistics

extension Verdict {
  /// What a pair of builds, measured in turn, said of a verdict by the baseline on file.
  public struct Confirmation: Hashable, Sendable, Codable {
    /// What became of the confirmation.
    public enum State: String, Sendable, Codable, CaseIterable {
      /// The file alone speaks for a regression; no pair was measured yet.
      case awaited
      /// The pair shows the regression, too.
      case confirmed
      /// The pair shows no regression.
      case refuted
      /// The pairs do not agree.
      case unresolved
      /// No pair could be measured.
      case unavailable
    }

    /// What became of the confirmation.
    public var state: State
    /// The commit that the other side was built from; `nil` where there was none.
    public var commit: String?
    /// How many pairs of sessions were taken.
    public var pairs: Int
    /// The change that the pairs show, now / base; `nil` without pairs.
    public var ratio: Double?
    /// The interval of the ratio.
    public var interval: RatioInterval?
    /// More for a person: why no pair could be measured, what to do.
    public var detail: String?

    /// A confirmation from its parts.
    public init(
      state: State, commit: String? = nil, pairs: Int = 0, ratio: Double? = nil, interval: RatioInterval? = nil,
      detail: String? = nil
    ) {
      self.state = state
      self.commit = commit
      self.pairs = pairs
      self.ratio = ratio
      self.interval = interval
      self.detail = detail
    }
  }
}
