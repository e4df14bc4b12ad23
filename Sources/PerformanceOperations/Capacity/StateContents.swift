import PerformanceHistory
import PerformanceTrends

/// What the state folder of a package has, and when it was written.
package struct StateContents: Sendable {
  /// A file that stays as it is once it is written.
  package struct File: Equatable, Sendable {
    /// Its last change, in seconds since 1970.
    package var time: Double
    package var bytes: Double

    package init(time: Double, bytes: Double) { (self.time, self.bytes) = (time, bytes) }
  }

  /// The bytes of everything besides builds.
  package var bytes: Double
  /// The event logs with the output of their bundles, one for each run.
  package var eventLogs: [File]
  /// The number of event logs from which the oldest go.
  package var mostEventLogs: Int
  /// The files of the audit log, which stay until somebody removes them. The other logs are kept for some days.
  package var auditLogs: [File]
  /// The bytes of the history's index.
  package var index: Double
  /// What each run added to the index.
  package var contributions: [HistoryContribution]

  package init(
    bytes: Double, eventLogs: [File], mostEventLogs: Int, auditLogs: [File], index: Double,
    contributions: [HistoryContribution]
  ) {
    (self.bytes, self.eventLogs, self.mostEventLogs) = (bytes, eventLogs, mostEventLogs)
    (self.auditLogs, self.index, self.contributions) = (auditLogs, index, contributions)
  }

  /// The bytes that a week adds for good: those of the index, by the results of each run, and those of the audit log.
  package func growth(now: Double) -> Growth? {
    let points = contributions.reduce(0.0) { $0 + Double($1.points) }
    let share = points > 0 ? index / points : 0
    let additions =
      contributions.map { (time: $0.time, amount: Double($0.points) * share) }
      + auditLogs.map { (time: $0.time, amount: $0.bytes) }
    return Growth(additions, now: now)
  }

  /// The series that a week adds.
  package func seriesGrowth(now: Double) -> Growth? {
    Growth(contributions.map { (time: $0.time, amount: Double($0.newSeries)) }, now: now)
  }

  /// The bytes of the event logs that will be kept besides those that are there, each as long as the mean of these.
  package var pendingEventLogs: Double {
    guard !eventLogs.isEmpty else { return 0 }
    let mean = eventLogs.reduce(0) { $0 + $1.bytes } / Double(eventLogs.count)
    return mean * Double(max(mostEventLogs - eventLogs.count, 0))
  }

  /// The forecasts of everything that has a limit.
  ///
  /// - Parameters:
  ///   - limits: the limits, in the units of the subjects.
  ///   - used: the used bytes of the file system; `nil` where they are unknown.
  ///   - series: the number of series.
  package func forecasts(
    limits: [CapacityForecast.Subject: Double], used: Double?, series: Double, now: Double
  ) -> [CapacityForecast] {
    let (growth, pending) = (growth(now: now), pendingEventLogs)
    var forecasts = [
      CapacityForecast(subject: .state, now: bytes, limit: limits[.state], growth: growth, pending: pending),
      CapacityForecast(subject: .series, now: series, limit: limits[.series], growth: seriesGrowth(now: now)),
    ]
    if let used {
      forecasts.append(
        CapacityForecast(subject: .disk, now: used, limit: limits[.disk], growth: growth, pending: pending))
    }
    return forecasts.soonestFirst
  }
}
