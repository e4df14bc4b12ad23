import PerformanceRecords

/// What of slower sessions the machine explains, by ``MachineRule``: numbers that are subtracted, never an excuse by
/// themselves.
struct MachineEvidence {
  /// What the loops took when the times were taken that are compared with.
  let then: CalibrationTimes
  /// How many times worse the better three quarters of the sessions reach that are compared with: what a neighbour may
  /// cost again where no loop could show it.
  var reach = 1.0

  /// How many times slower the machine may have made a session.
  func factor(of session: BenchmarkSession) -> Double { max(slowdown(of: session), session.conditions.waitingFactor) }

  /// How many times slower the loops say that the machine was, or may have been where none could show it.
  private func slowdown(of session: BenchmarkSession) -> Double {
    let now = session.conditions.calibration
    let isSiblingKnown = then.independent != nil && now.independent != nil
    let seen =
      Self.sawOthers(session.conditions) ? MachineRule.unseenSibling : min(max(reach, 1), MachineRule.unseenSibling)
    return max(now.slowdown(since: then), isSiblingKnown ? 1 : seen)
  }

  private static func sawOthers(_ conditions: SessionConditions) -> Bool {
    (conditions.pressureShare ?? 0) >= MachineRule.othersRan.pressure
      || (conditions.stealShare ?? 0) >= MachineRule.othersRan.steal
  }

  /// What the code itself took of a session's number, as far as the machine explains the rest.
  func remaining(_ value: Double, of reading: MetricReading, in session: BenchmarkSession) -> Double {
    switch reading.metric.direction {
    case .lowerIsBetter: (value - (reading.disturbance ?? 0)) / factor(of: session)
    case .higherIsBetter: value * factor(of: session)
    }
  }

  /// Whether nothing that is known of the machine touched a session.
  func isUndisturbed(_ session: BenchmarkSession, _ reading: MetricReading) -> Bool {
    factor(of: session) == 1 && (reading.disturbance ?? 0) <= 0
  }

  /// The verdict whose number the machine explains, with what explains the greatest part of it.
  func explained(_ verdict: Verdict, by sessions: [BenchmarkSession]) -> Verdict {
    let contamination = contamination(of: sessions)
    return verdict.with(.contaminated, contamination.reason, detail: .contamination(contamination))
  }

  private func contamination(of sessions: [BenchmarkSession]) -> Contamination {
    if let waiting = sessions.compactMap(\.conditions.waitingCause).first { return waiting }
    let slowdowns = sessions.map { $0.conditions.calibration.slowdown(since: then) }.sorted()
    if let middle = slowdowns.dropFirst(slowdowns.count / 2).first, middle > 1 { return .machineSlower(factor: middle) }
    return sessions.contains { slowdown(of: $0) > 1 } ? .siblingUnseen : .threadsWaited
  }
}
