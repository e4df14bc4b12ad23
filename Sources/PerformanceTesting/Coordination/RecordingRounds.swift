import PerformanceRecords
import PerformanceRegression

/// The rounds of a recording: the usual number, and more for functions whose sessions do not suffice then.
package struct RecordingRounds: Hashable, Sendable {
  /// The number of rounds for every function.
  package var usual: Int
  /// The greatest number of rounds for a function.
  package var most: Int

  /// The time limit of a recording, as a multiple of the undisturbed time of the usual rounds.
  private static let timeFactor = 3.0
  /// The least time limit of a recording in seconds.
  private static let shortRun = 30.0
  /// Seconds between sessions of a function in rounds of few functions. A disturbance lasts longer than a session: on a
  /// host with busy sibling threads the speed changed within seconds.
  private static let spacing = 1.0

  package init(usual: Int, most: Int) {
    self.usual = usual
    self.most = max(most, usual)
  }

  /// Whether a function has had enough rounds.
  func isDone(after rounds: Int, _ sessions: [BenchmarkID: [BenchmarkSession]]) -> Bool {
    guard rounds >= usual else { return false }
    return rounds >= most || sessions.values.allSatisfy(BaselineSufficiency.isEnough)
  }

  /// The seconds to wait before the next session of a function, given the seconds since its last one.
  func pause(beforeRound round: Int, since elapsed: Double) -> Double {
    round > usual ? max(Self.spacing - elapsed, 0) : 0
  }

  /// Whether the recording ends after this round.
  /// - Parameter fastest: the seconds of the fastest process of each function, an estimate of its undisturbed time.
  func isOver(after round: Int, seconds: Double, fastest: some Sequence<Double>) -> Bool {
    let quiet = Double(usual) * fastest.reduce(0, +)
    return round >= usual && seconds >= max(Self.timeFactor * quiet, Self.shortRun)
  }
}
