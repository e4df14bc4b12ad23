/// What the machine did beside the session; it never changes a number, it can only excuse one.
public struct SessionConditions: Hashable, Sendable, Codable {
  /// Time the threads of the process were ready but had no processor, as a share of the sampled time; `nil` if unknown.
  public var waitShare: Double?
  /// Time the hypervisor gave to others, as a share of all processor time while sampling; `nil` if unknown.
  public var stealShare: Double?

  /// Conditions from their parts.
  public init(waitShare: Double? = nil, stealShare: Double? = nil) {
    self.waitShare = waitShare
    self.stealShare = stealShare
  }

  /// Why the numbers of this session prove nothing, if so.
  ///
  /// Half of the time waiting or a quarter of it stolen is far beyond what a low quantile of short samples can
  /// see through.
  public var contamination: String? {
    if let waitShare, waitShare > 0.5 { return "other processes held the processors \(Int(waitShare * 100)) % of the time" }
    if let stealShare, stealShare > 0.25 { return "the hypervisor took \(Int(stealShare * 100)) % of the time" }
    return nil
  }
}
