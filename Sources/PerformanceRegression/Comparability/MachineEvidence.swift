import PerformanceRecords

/// What of slower sessions the machine explains: numbers that are subtracted, never a reason by themselves.
///
/// The calibration loops say how much slower the machine itself is; a time is divided by the ratio of the loop that was
/// slowed down most. The time for which the threads of a long body waited is subtracted, and where a session was kept from
/// the processors most of the time, what that may have cost. What remains beyond the threshold is the code's doing.
struct MachineEvidence {
  /// What a busy sibling thread may cost where no loop on file could show it: recorded were 1.5 to 1.9.
  static let unseenSibling = 2.0
  /// The pressure, and the share stolen by the hypervisor, from which others ran on the machine.
  static let othersRan = (pressure: 0.3, steal: 0.02)

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
    let seen = Self.sawOthers(session.conditions) ? Self.unseenSibling : min(max(reach, 1), Self.unseenSibling)
    return max(now.slowdown(since: then), isSiblingKnown ? 1 : seen)
  }

  private static func sawOthers(_ conditions: SessionConditions) -> Bool {
    (conditions.pressureShare ?? 0) >= othersRan.pressure || (conditions.stealShare ?? 0) >= othersRan.steal
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

  /// The verdict whose number the machine explains, with the greatest part of it.
  func explained(_ verdict: Verdict, by sessions: [BenchmarkSession]) -> Verdict {
    if let text = sessions.compactMap(\.conditions.waitingText).first {
      return verdict.with(.contaminated, .machineBusy, detail: text)
    }
    let slowdowns = sessions.map { $0.conditions.calibration.slowdown(since: then) }.sorted()
    if let middle = slowdowns.dropFirst(slowdowns.count / 2).first, middle > 1 {
      let percent = Int(((middle - 1) * 100).rounded())
      return verdict.with(
        .contaminated, .machineSlower,
        detail: "fixed loops that use nothing of the code take up to \(percent) % longer here than when the baseline "
          + "was recorded")
    }
    if sessions.contains(where: { slowdown(of: $0) > 1 }) {
      return verdict.with(
        .contaminated, .machineBusy,
        detail: "others may have shared a core with it, and what shows that is not on file; record again")
    }
    return verdict.with(
      .contaminated, .machineBusy,
      detail: "without the time its threads waited for a processor it is as fast as before")
  }
}
