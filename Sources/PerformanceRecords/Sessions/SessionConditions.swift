/// What the machine did beside the session; it never changes a number, it can only explain a part of one.
package struct SessionConditions: Hashable, Sendable, Codable {
  /// Of the time in which the process's threads wanted a processor, the share in which they had none; `nil` if unknown.
  package var waitShare: Double?
  /// Time the hypervisor gave to others, as a share of all processor time while sampling; `nil` if unknown.
  package var stealShare: Double?
  /// The share of the time in which some process of the machine waited for a processor (pressure stall information);
  /// `nil` if unknown.
  package var pressureShare: Double?
  /// How often a second a processor was taken from the process while it wanted it; `nil` if unknown.
  package var preemptions: Double?
  /// The mean clock rate of the processors in MHz at the end of sampling; `nil` if unknown, as on virtual machines.
  package var frequency: Double?
  /// Nanoseconds a fixed loop took that uses nothing of the code under test; `nil` if it was not run.
  package var control: Double?
  /// The same of a loop of independent arithmetic; `nil` if it was not run.
  package var independent: Double?
  /// The same of a loop of dependent loads; `nil` if it was not run.
  package var loads: Double?

  /// Conditions from their parts.
  package init(
    waitShare: Double? = nil, stealShare: Double? = nil, pressureShare: Double? = nil, preemptions: Double? = nil,
    frequency: Double? = nil, control: Double? = nil, independent: Double? = nil, loads: Double? = nil
  ) {
    self.waitShare = waitShare
    self.stealShare = stealShare
    self.pressureShare = pressureShare
    self.preemptions = preemptions
    self.frequency = frequency
    self.control = control
    self.independent = independent
    self.loads = loads
  }

  /// What the calibration loops took around the samples.
  package var calibration: CalibrationTimes {
    get { CalibrationTimes(dependent: control, independent: independent, loads: loads) }
    set { (control, independent, loads) = (newValue.dependent, newValue.independent, newValue.loads) }
  }

  /// How many times longer the waiting for processors may have made the best sample; 1 where it explains nothing.
  ///
  /// Of pressure and of preemptions no limit tells: with two endless loops on two processors, where the rule holds, the
  /// median session has a pressure of 1 and 115 preemptions a second, with four loops the same, and beside compilers alone
  /// (33 benchmarks) up to 0.5 and 107; a body that starts tasks preempts itself 90 000 times. They are for a reader.
  ///
  /// With two endless loops beside it on two processors a session waits a third of the time, and the rule was replayed
  /// with that; beyond twice as much even its best samples are disturbed.
  package var waitingFactor: Double {
    let waiting = waitShare.map { $0 > 0.7 ? 1 / (1 - min($0, 0.98)) : 1 } ?? 1
    // The share is one of all processors; on two of them all of it may have been taken from one.
    let stolen = stealShare.map { $0 > 0.25 ? 1 / (1 - min(2 * $0, 0.98)) : 1 } ?? 1
    return max(waiting, stolen)
  }

  /// What kept the session waiting, in words; `nil` where ``waitingFactor`` is 1.
  package var waitingText: String? {
    if let waitShare, waitShare > 0.7 {
      return "other processes held the processors \(Self.percent(waitShare)) of the time"
    }
    if let stealShare, stealShare > 0.25 { return "the hypervisor took \(Self.percent(stealShare)) of the time" }
    return nil
  }

  private static func percent(_ share: Double) -> String { "\(Int(min(share, 1) * 100)) %" }
}
