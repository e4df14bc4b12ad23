/// How long the history keeps each part of a run.
package struct HistoryRetention: Equatable, Sendable {
  /// Days for samples.
  package var samples: Int
  /// Days for points.
  package var points: Int
  /// Days for runs with their verdicts.
  package var verdicts: Int

  /// The allowed numbers of days.
  package static let allowed = 1...36_500

  /// How long runs are kept by default: samples for a quarter, points for two years, verdicts for five.
  package static let usual = HistoryRetention(samples: 90, points: 730, verdicts: 1825)

  package init(samples: Int, points: Int, verdicts: Int) {
    self.samples = samples
    self.points = points
    self.verdicts = verdicts
  }

  /// The days for a tier: nothing is kept longer than what it belongs to.
  package func days(_ tier: HistoryTier) -> Int {
    switch tier {
    case .samples: min(samples, points, verdicts)
    case .points: min(points, verdicts)
    case .verdicts: verdicts
    }
  }

  /// The time before which a run loses a tier, in seconds since 1970.
  func cutoff(_ tier: HistoryTier, now: Double) -> Double { now - Double(days(tier)) * 86_400 }
}
