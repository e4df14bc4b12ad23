extension Verdict {
  /// Sessions that were slower than the others, where they are more than the baseline on file leads to expect.
  package struct SlowSessions: Hashable, Sendable, Codable {
    /// The sessions beyond the tolerance.
    package var slower: Int
    /// All fresh sessions.
    package var of: Int
    /// How many times worse the middle one of the slow sessions was than the baseline.
    package var factor: Double

    package init(slower: Int, of: Int, factor: Double) {
      self.slower = slower
      self.of = of
      self.factor = factor
    }
  }
}
