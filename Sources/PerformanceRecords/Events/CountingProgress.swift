/// The progress of counting instructions.
package struct CountingProgress: Equatable, Sendable, Codable {
  /// The number of functions already counted.
  package var done: Int
  /// The number of functions in this round.
  package var count: Int
  /// The round, counted from 1; later rounds repeat counts that differ.
  package var round: Int

  package init(done: Int, count: Int, round: Int) {
    self.done = done
    self.count = count
    self.round = round
  }
}
