extension Verdict {
  /// Sessions that were slower than the others, where they are more than the baseline predicts.
  package struct SlowSessions: Equatable, Sendable, Codable {
    /// The number of sessions beyond the tolerance.
    package var slower: Int
    /// The number of fresh sessions.
    package var of: Int
    /// How many times worse the median of the slow sessions was than the baseline.
    package var factor: Double

    package init(slower: Int, of: Int, factor: Double) {
      self.slower = slower
      self.of = of
      self.factor = factor
    }
  }
}
