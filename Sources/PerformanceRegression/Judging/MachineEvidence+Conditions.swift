import PerformanceRecords

extension CalibrationTimes {
  /// How many times slower the machine is than `then`, by the loop that slowed down most; 1 where none shows a
  /// slowdown.
  package func slowdown(since then: CalibrationTimes) -> Double {
    func ratio(_ now: Double?, _ then: Double?, from least: Double, most: Double = .infinity) -> Double {
      guard let now, let then, then > 0, now / then > least else { return 1 }
      return min(now / then, most)
    }
    return max(
      ratio(dependent, then.dependent, from: MachineRule.repeats.arithmetic),
      ratio(
        independent, then.independent, from: MachineRule.repeats.arithmetic, most: MachineRule.mostByNeighbours),
      ratio(loads, then.loads, from: MachineRule.repeats.loads, most: MachineRule.mostByNeighbours))
  }
}

extension SessionConditions {
  /// How many times longer waiting for processors may have made the best sample; 1 where it explains nothing.
  var waitingFactor: Double {
    func factor(_ share: Double) -> Double { 1 / (1 - min(share, MachineRule.mostExplained)) }
    let waiting = waitShare.map { $0 > MachineRule.explaining.waiting ? factor($0) : 1 } ?? 1
    let stolen = stealShare.map { $0 > MachineRule.explaining.steal ? factor(MachineRule.stolenFromOne * $0) : 1 } ?? 1
    return max(waiting, stolen)
  }

  /// The cause of the waiting; `nil` where ``waitingFactor`` is 1.
  var waitingCause: Contamination? {
    if let waitShare, waitShare > MachineRule.explaining.waiting { return .processorsHeld(share: waitShare) }
    if let stealShare, stealShare > MachineRule.explaining.steal { return .processorsStolen(share: stealShare) }
    return nil
  }
}
