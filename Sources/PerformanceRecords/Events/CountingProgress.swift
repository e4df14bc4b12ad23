/// How far the counting of instructions is.
package struct CountingProgress: Hashable, Sendable, Codable {
  /// Functions that are counted.
  package var done: Int
  /// Functions in this round.
  package var count: Int
  /// The round, counted from 1; later ones count again what differs.
  package var round: Int

  package init(done: Int, count: Int, round: Int) {
    self.done = done
    self.count = count
    self.round = round
  }
}
