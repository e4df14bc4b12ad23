/// Why the GPU numbers of a session prove less than they seem to.
package struct GPUCaveat: Hashable, Sendable, Codable {
  /// How grave a caveat is.
  package enum Severity: OpenEnumeration {
    /// A worse number may be the state of the GPU and not the code.
    case ambiguous
    /// The numbers prove nothing.
    case contaminated
    /// Shown and without consequence.
    case note
    /// A severity of a newer version of this package, without consequence here.
    case other(UnknownName)

    package static let known: [Severity] = [.ambiguous, .contaminated, .note]

    package var name: String {
      switch self {
      case .ambiguous: "ambiguous"
      case .contaminated: "contaminated"
      case .note: "note"
      case .other(let name): name.text
      }
    }
  }

  /// How grave it is.
  package var severity: Severity
  /// What was seen.
  package var cause: Cause

  package init(_ severity: Severity, _ cause: Cause) {
    self.severity = severity
    self.cause = cause
  }

  /// What was seen of a GPU.
  package indirect enum Cause: Hashable, Sendable {
    /// No number of the GPU holds, for a reason that NVML or its driver gives.
    case invalid(String)
    /// The GPU was idle in all of so many samples.
    case idle(samples: Int)
    /// Whether the GPU ran at its full clock is unknown; NVML's reason, `nil` where it was not read.
    case clockUnknown(String?)
    /// The mean clock in megahertz, its share of the highest one, and what explains it.
    case lowClock(megahertz: Double, share: Double, because: ClockExplanation?)
    /// Something lowered the clocks for a share of the window, in 0…1.
    case slowed(by: ClockLimit, share: Double)
    /// Processes of others were on the GPU.
    case contended(processes: Int)
    /// The temperature at the beginning and at the end, in °C.
    case temperature(from: Double, to: Double)
    /// The performance state under load; 0 is the fastest.
    case performanceState(Int)
    /// Memory errors that were corrected.
    case memoryErrors(Double)
    /// Packets that PCIe had to send again.
    case resentPackets(Double)
    /// Sampling ended before the window, for a reason that NVML gives.
    case samplingStopped(String)
    /// A first window was taken anew because of this caveat.
    case firstWindow(GPUCaveat)
    /// CUDA's variable hides the GPU that the user names.
    case hiddenFromCUDA
    /// Several GPUs are visible, of which this one is measured.
    case severalVisible(Int, index: Int, uuid: String)
    /// CUDA may number the GPUs of this machine in another order than NVML.
    case numberingUnknown(gpus: Int)
    /// A cause of a newer version of this package.
    case other(String)
  }

  /// Why a clock below the highest one is no disturbance.
  package enum ClockExplanation: Hashable, Sendable {
    /// The work reached the power limit for a share of the time, in 0…1.
    case powerLimit(share: Double)
    /// The clocks are locked.
    case locked
    /// Nothing held it down.
    case unlimited
    /// An explanation of a newer version of this package.
    case other(String)
  }

  /// What lowers the clocks of a GPU.
  package enum ClockLimit: OpenEnumeration {
    case heat, powerBrake, board, reliability, hardware, power, syncBoost
    /// A limit of a newer version of this package.
    case other(UnknownName)

    package static let known: [ClockLimit] = [.heat, .powerBrake, .board, .reliability, .hardware, .power, .syncBoost]

    package var name: String {
      switch self {
      case .heat: "heat"
      case .powerBrake: "powerBrake"
      case .board: "board"
      case .reliability: "reliability"
      case .hardware: "hardware"
      case .power: "power"
      case .syncBoost: "syncBoost"
      case .other(let name): name.text
      }
    }
  }
}

extension GPUCaveat {
  /// What caveats have in common whose numbers differ from session to session.
  package struct Kind: Hashable, Sendable {
    private let severity: Severity
    private let cause: String
    private let limit: ClockLimit?

    fileprivate init(_ caveat: GPUCaveat) {
      severity = caveat.severity
      cause = caveat.cause.kind
      limit = if case .slowed(let limit, _) = caveat.cause { limit } else { nil }
    }
  }

  /// What it has in common with those of other sessions.
  package var kind: Kind { Kind(self) }
}
