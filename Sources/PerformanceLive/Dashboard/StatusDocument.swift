import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// What the dashboard shows as one JSON document, for other tools.
package struct StatusDocument: Encodable {
  /// The value of `schema` in the document.
  package static let schema = "swift-performance-testing/status"
  /// The version of the document's schema.
  package static let version = 1

  private let schema = Self.schema
  private let version = Self.version
  /// Seconds since 1970.
  private let time: Double
  private let run: Run?
  private let machine: MachineState?
  private let activeRuns: [Active]
  /// Absent where no process measures.
  private let holder: LockHolder?
  /// Absent where rules were never evaluated.
  private let alerts: AlertOverview?
  /// Absent where objectives were never counted.
  private let objectives: ObjectiveOverview?

  fileprivate struct Run: Encodable {
    let id: String?
    let phase: String
    let done: Int?
    let count: Int?
    let round: Int?
    let seconds: Double?
    let secondsLeft: Double?
    let secondsLeftUncertainty: Double?
    let current: Current?
    let report: RunReport
  }

  fileprivate struct Current: Encodable {
    let subject: Verdict.Subject
    let metric: String?
    let unit: String?
    let sessions: [Double]
    let threshold: Double?
    let beyond: Int
  }

  fileprivate struct Active: Encodable {
    let run: String
    let mode: String?
    let phase: String
    let done: Int?
    let count: Int?
    let process: Int?
    let seconds: Double?
  }

  /// - Parameter now: seconds since 1970.
  package init(_ state: DashboardState, at now: Double) {
    time = now
    run = state.run.map { Run($0, at: now) }
    machine = state.machine
    activeRuns = state.activeRuns.map { Active($0, at: now) }
    holder = state.holder
    (alerts, objectives) = (state.alerts, state.objectives)
  }
}

extension StatusDocument.Run {
  fileprivate init(_ run: RunStatus, at now: Double) {
    let (progress, remaining) = (run.phase.progress, run.remaining(at: now))
    self.init(
      id: run.record.id, phase: run.phase.name, done: progress?.done, count: progress?.count, round: run.phase.round,
      seconds: run.elapsed(at: now), secondsLeft: remaining?.seconds,
      secondsLeftUncertainty: remaining?.uncertainty, current: run.current.map(StatusDocument.Current.init),
      report: RunReport(run.summary))
  }
}

extension StatusDocument.Current {
  fileprivate init(_ current: CurrentBenchmark) {
    self.init(
      subject: current.subject, metric: current.metric?.name, unit: current.metric?.unit.rawValue,
      sessions: current.sessions, threshold: current.limit, beyond: current.sessions.count(where: current.isBeyond))
  }
}

extension StatusDocument.Active {
  fileprivate init(_ run: ActiveRun, at now: Double) {
    let progress = run.phase.progress
    self.init(
      run: run.name, mode: run.mode, phase: run.phase.name, done: progress?.done, count: progress?.count,
      process: run.process, seconds: run.begin.map { max(now - $0, 0) })
  }
}
