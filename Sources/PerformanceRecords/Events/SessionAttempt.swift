/// One process being started.
package struct SessionAttempt: Hashable, Sendable, Codable {
  /// The function it serves.
  package var function: TestFunctionID
  /// The round, counted from 1.
  package var round: Int
  /// Its position in the round, counted from 1.
  package var position: Int
  /// The functions in this round.
  package var count: Int
  /// The names of the metrics that are read; `nil` for all that its test asks for.
  package var metrics: [String]?

  package init(function: TestFunctionID, round: Int, position: Int, count: Int, metrics: [String]? = nil) {
    self.function = function
    self.round = round
    self.position = position
    self.count = count
    self.metrics = metrics
  }
}
