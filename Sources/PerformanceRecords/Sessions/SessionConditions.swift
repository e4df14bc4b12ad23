/// What the machine did beside the session; it never changes a number, it can only excuse one.
package struct SessionConditions: Hashable, Sendable, Codable {
  /// Of the time in which the process's threads wanted a processor, the share in which they had none; `nil` if unknown.
  package var waitShare: Double?
  /// Time the hypervisor gave to others, as a share of all processor time while sampling; `nil` if unknown.
  package var stealShare: Double?
  /// Nanoseconds a fixed loop took that uses nothing of the code under test; `nil` if it was not run.
  package var control: Double?

  /// Conditions from their parts.
  package init(waitShare: Double? = nil, stealShare: Double? = nil, control: Double? = nil) {
    self.waitShare = waitShare
    self.stealShare = stealShare
    self.control = control
  }

  /// Why the numbers of this session prove nothing, if so.
  ///
  /// With two endless loops beside it on two processors a session waits a third of the time, and the rule was replayed
  /// with that; beyond twice as much even its best samples are disturbed.
  package var contamination: String? {
    if let waitShare, waitShare > 0.7 {
      return "other processes held the processors \(Self.percent(waitShare)) of the time"
    }
    if let stealShare, stealShare > 0.25 { return "the hypervisor took \(Self.percent(stealShare)) of the time" }
    return nil
  }

  private static func percent(_ share: Double) -> String { "\(Int(min(share, 1) * 100)) %" }
}
