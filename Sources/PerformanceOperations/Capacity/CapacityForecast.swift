import PerformanceTrends

/// When something that grows reaches its limit.
package struct CapacityForecast: Equatable, Sendable {
  /// What has a limit.
  package enum Subject: String, CaseIterable, Sendable {
    /// The state folder without builds, in bytes.
    case state
    /// The used part of the file system of the state folder, in bytes, by what this package adds.
    case disk
    /// The series of the history.
    case series
  }

  /// The seconds of a week, in which crossings are counted.
  package static let secondsPerWeek = 604_800.0

  package var subject: Subject
  /// How much there is.
  package var now: Double
  /// The limit of the rule about it; `nil` where a team has turned it off.
  package var limit: Double?
  /// What a week adds; `nil` where too few weeks are known.
  package var growth: Growth?
  /// What comes besides the growth, such as event logs until the usual number of them is kept.
  package var pending: Double

  package init(subject: Subject, now: Double, limit: Double?, growth: Growth?, pending: Double = 0) {
    self.subject = subject
    self.now = now
    self.limit = limit
    self.growth = growth
    self.pending = pending
  }

  /// The weeks until the limit: 0 where it is exceeded, and `nil` where nothing grows towards it for certain within a year.
  package var crossing: Crossing? {
    guard let limit else { return nil }
    if now >= limit { return Crossing(distance: 0, interval: 0...0) }
    // No slope has the time at which the rest comes: a limit that it reaches alone has no date.
    guard let growth, limit > now + pending else { return nil }
    return growth.crossing(of: limit - now - pending)
  }
}

extension [CapacityForecast] {
  /// Those that reach their limits first, and then those that reach none.
  package var soonestFirst: [CapacityForecast] {
    sorted { ($0.crossing?.distance ?? .infinity) < ($1.crossing?.distance ?? .infinity) }
  }
}
