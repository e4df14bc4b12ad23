import PerformanceRecords

/// What a run that goes on does now.
package enum RunPhase: String, CaseIterable, Sendable {
  /// It has begun, and plans what to measure.
  case starting
  /// Another measurement holds the machine.
  case waiting
  /// Processes measure sessions.
  case measuring
  /// Instructions are counted.
  case counting
  /// Sessions are compared.
  case judging
  /// Test bodies run once.
  case testing
  /// All is measured, and results are written.
  case reporting

  /// The phase that an event belongs to.
  init(_ event: RunEvent.Body) {
    self =
      switch event {
      case .runStarted, .planned: .starting
      case .waiting: .waiting
      case .attempt, .session: .measuring
      case .counting, .profile: .counting
      case .verdict, .confirmed, .unmeasured, .acceptanceUnused, .budgetUnused: .judging
      case .bodyRun: .testing
      case .runFinished: .reporting
      }
  }
}
