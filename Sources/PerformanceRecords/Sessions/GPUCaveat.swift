/// A reason not to trust the GPU numbers of a session.
package struct GPUCaveat: Equatable, Sendable, Codable {
  /// The consequences of a caveat for a verdict.
  package enum Severity: OpenEnumeration {
    /// A worse number may be caused by the state of the GPU instead of the code.
    case ambiguous
    /// The numbers are worthless.
    case contaminated
    /// Shown, without consequences.
    case note
    /// A severity of a newer version of this package, without consequences here.
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

  /// Whether it makes a verdict undecided, makes the numbers worthless, or is only shown.
  package var severity: Severity
  /// The observation.
  package var cause: Cause

  package init(_ severity: Severity, _ cause: Cause) {
    self.severity = severity
    self.cause = cause
  }

  /// An observation about a GPU.
  package indirect enum Cause: Equatable, Sendable {
    /// No number of the GPU is valid, for a reason given by NVML or its driver.
    case invalid(String)
    /// The GPU was idle in all samples.
    case idle(samples: Int)
    /// Whether the GPU ran at its full clock is unknown; NVML's reason, `nil` where it was not read.
    case clockUnknown(String?)
    /// The mean clock in megahertz, its share of the highest one, and what explains it.
    case lowClock(megahertz: Double, share: Double, because: ClockExplanation?)
    /// Something lowered the clocks for a share of the window, in 0…1.
    case slowed(by: ClockLimit, share: Double)
    /// Other processes were on the GPU.
    case contended(processes: Int)
    /// The temperature at the beginning and at the end, in °C.
    case temperature(from: Double, to: Double)
    /// The performance state under load; 0 is the fastest.
    case performanceState(Int)
    /// Memory errors that were corrected.
    case memoryErrors(Double)
    /// Packets that PCIe had to send again.
    case resentPackets(Double)
    /// Sampling ended before the window, for a reason given by NVML.
    case samplingStopped(String)
    /// The first window was repeated because of this caveat.
    case firstWindow(GPUCaveat)
    /// CUDA's variable hides the GPU that the user selected.
    case hiddenFromCUDA
    /// Several GPUs are visible, of which this one is measured.
    case severalVisible(Int, index: Int, uuid: String)
    /// CUDA may number the GPUs of this machine differently from NVML.
    case numberingUnknown(gpus: Int)
    /// A cause of a newer version of this package.
    case other(String)
  }

  /// Why a clock below the highest one is no disturbance.
  package enum ClockExplanation: Equatable, Sendable {
    /// The work reached the power limit for a share of the time, in 0…1.
    case powerLimit(share: Double)
    /// A setting limits the clocks, such as that of `nvidia-smi -ac`.
    case locked
    /// Nothing limited it.
    case unlimited
    /// An explanation of a newer version of this package.
    case other(String)
  }

  /// A cause that lowers the clocks of a GPU.
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
  /// The common identity of caveats whose numbers differ from session to session.
  package struct Kind: Equatable, Sendable {
    private let severity: Severity
    private let cause: String
    private let limit: ClockLimit?

    fileprivate init(_ caveat: GPUCaveat) {
      severity = caveat.severity
      cause = caveat.cause.kind
      limit = if case .slowed(let limit, _) = caveat.cause { limit } else { nil }
    }
  }

  /// The identity that it shares with the same caveat of other sessions.
  package var kind: Kind { Kind(self) }
}
