/// The state of the machine during a session. It never changes a number; it can only explain a part of one.
package struct SessionConditions: Equatable, Sendable, Codable {
  /// Of the time in which the process's threads wanted a processor, the share in which they had none; `nil` if unknown.
  package var waitShare: Double?
  /// The share of all processor time that the hypervisor gave to others while sampling; `nil` if unknown.
  package var stealShare: Double?
  /// The share of the time in which some process of the machine waited for a processor (pressure stall information);
  /// `nil` if unknown.
  package var pressureShare: Double?
  /// How often a second the kernel preempted the process while it was runnable; `nil` if unknown.
  package var preemptions: Double?
  /// The mean clock rate of the processors in MHz at the end of sampling; `nil` if unknown, as on virtual machines.
  package var frequency: Double?
  /// Nanoseconds of the calibration loop of dependent arithmetic; `nil` if it was not run.
  package var dependent: Double?
  /// Nanoseconds of the calibration loop of independent arithmetic; `nil` if it was not run.
  package var independent: Double?
  /// Nanoseconds of the calibration loop of dependent loads; `nil` if it was not run.
  package var loads: Double?

  private enum CodingKeys: String, CodingKey {
    case waitShare, stealShare, pressureShare, preemptions, frequency, independent, loads
    /// The key of files from before the other loops existed.
    case dependent = "control"
  }

  package init(
    waitShare: Double? = nil, stealShare: Double? = nil, pressureShare: Double? = nil, preemptions: Double? = nil,
    frequency: Double? = nil, dependent: Double? = nil, independent: Double? = nil, loads: Double? = nil
  ) {
    self.waitShare = waitShare
    self.stealShare = stealShare
    self.pressureShare = pressureShare
    self.preemptions = preemptions
    self.frequency = frequency
    self.dependent = dependent
    self.independent = independent
    self.loads = loads
  }

  /// The durations of the calibration loops around the samples.
  package var calibration: CalibrationTimes {
    get { CalibrationTimes(dependent: dependent, independent: independent, loads: loads) }
    set { (dependent, independent, loads) = (newValue.dependent, newValue.independent, newValue.loads) }
  }
}
