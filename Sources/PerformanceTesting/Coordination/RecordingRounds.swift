import PerformanceRecords
import PerformanceRegression

/// How many rounds a recording takes: the usual ones, and more for the functions whose sessions say too little after them.
package struct RecordingRounds: Hashable, Sendable {
  /// The rounds that every function goes through.
  package var usual: Int
  /// The most rounds of a function.
  package var most: Int

  /// How many times the quiet time of the usual rounds a recording may take.
  private static let timeFactor = 3.0
  /// A recording that is done in less need not hurry, in seconds.
  private static let shortRun = 30.0
  /// Seconds from the end of a function's session to its next one, in rounds that few functions go through. What disturbs
  /// a session lasts longer than the session: on a host with busy sibling threads the speed flipped within seconds.
  private static let spacing = 1.0

  /// Rounds from their numbers.
  package init(usual: Int, most: Int) {
    self.usual = usual
    self.most = max(most, usual)
  }

  /// Whether a function has had enough rounds.
  func isDone(after rounds: Int, _ sessions: [BenchmarkID: [BenchmarkSession]]) -> Bool {
    guard rounds >= usual else { return false }
    return rounds >= most || sessions.values.allSatisfy(BaselineSufficiency.isEnough)
  }

  /// The seconds to wait before a round's session of a function whose last one ended some seconds ago.
  func pause(beforeRound round: Int, since elapsed: Double) -> Double {
    round > usual ? max(Self.spacing - elapsed, 0) : 0
  }

  /// Whether no round may follow.
  /// - Parameter fastest: the seconds of the fastest process of each function: what one takes when nothing disturbs it.
  func isOver(after round: Int, seconds: Double, fastest: some Sequence<Double>) -> Bool {
    let quiet = Double(usual) * fastest.reduce(0, +)
    return round >= usual && seconds >= max(Self.timeFactor * quiet, Self.shortRun)
  }
}
