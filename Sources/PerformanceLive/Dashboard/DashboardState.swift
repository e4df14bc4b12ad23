import PerformanceSystem

/// Everything that the dashboard shows, at one moment.
package struct DashboardState: Sendable {
  /// The run that is shown; `nil` while there is none.
  package var run: RunStatus?
  /// The name of the newest run that is kept, for a user who waits for the next one.
  package var newestRun: String?
  /// The machine; `nil` before its first reading.
  package var machine: MachineState?
  /// The runs of the package that are under way, the newest first.
  package var activeRuns: [ActiveRun] = []
  /// The process that holds the machine's lock; `nil` where it is free.
  package var holder: LockHolder?
  /// The alerts that fire; `nil` where rules were never evaluated.
  package var alerts: AlertOverview?
  /// The objectives; `nil` where they were never counted.
  package var objectives: ObjectiveOverview?

  package init() {}
}
