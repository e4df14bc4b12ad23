import PerformanceRecords

/// The part of slower sessions that the machine explains, by ``MachineRule``. It is subtracted from the numbers and is
/// never an excuse by itself.
struct MachineEvidence {
  /// The durations of the loops at the time of the reference sessions.
  let then: CalibrationTimes
  /// How many times worse than the best the better three quarters of the reference sessions are: what a neighbour may
  /// cost again where no loop could show it.
  var reach = 1.0

  /// How many times slower the machine may have made a session.
  func factor(of session: BenchmarkSession) -> Double { max(slowdown(of: session), session.conditions.waitingFactor) }

  /// How many times slower the loops show the machine to be, or may be where no loop could show it.
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

  /// The part of a session's number that the machine does not explain.
  func remaining(_ value: Double, of reading: MetricReading, in session: BenchmarkSession) -> Double {
    let disturbance = reading.disturbance ?? 0
    return switch reading.metric.direction {
    case .lowerIsBetter: (value - disturbance) / factor(of: session)
    case .higherIsBetter: (value + disturbance) * factor(of: session)
    }
  }

  /// Whether no observation of the machine shows a disturbance of the session.
  func isUndisturbed(_ session: BenchmarkSession, _ reading: MetricReading) -> Bool {
    factor(of: session) == 1 && (reading.disturbance ?? 0) <= 0
  }

  /// The verdict whose number the machine explains, with the cause of the greatest part.
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
