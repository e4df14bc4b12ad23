/// The start of one measuring process.
package struct SessionAttempt: Equatable, Sendable, Codable {
  /// The function that it measures.
  package var function: TestFunctionID
  /// The round, counted from 1.
  package var round: Int
  /// Its position in the round, counted from 1.
  package var position: Int
  /// The number of functions in this round.
  package var count: Int
  /// The names of the metrics to read; `nil` for all that the test selects.
  package var metrics: [String]?

  package init(function: TestFunctionID, round: Int, position: Int, count: Int, metrics: [String]? = nil) {
    self.function = function
    self.round = round
    self.position = position
    self.count = count
    self.metrics = metrics
  }
}
