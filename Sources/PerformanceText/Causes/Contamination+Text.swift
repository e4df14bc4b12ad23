import PerformanceRecords

extension Contamination {
  /// The disturbance, as the end of a sentence.
  package var text: String {
    switch self {
    case .processorsHeld(let share): "other processes held the processors \(Self.percent(share)) of the time"
    case .processorsStolen(let share):
      "the host gave \(Self.percent(share)) of the processor time to other virtual machines"
    case .machineSlower(let factor):
      "fixed loops that use nothing of the code take up to \(Int(((factor - 1) * 100).rounded())) % longer here than "
        + "when the baseline was recorded"
    case .siblingUnseen:
      "other processes may have shared its core, and the baseline cannot rule that out; record again"
    case .threadsWaited: "without the time its threads waited for a processor it is as fast as before"
    case .gpu(let caveats): caveats.quoted
    case .other(let name): name
    }
  }

  private static func percent(_ share: Double) -> String { "\(Int(min(share, 1) * 100)) %" }
}
