import PerformanceRecords

extension GPUCaveat {
  /// The caveat as a sentence of its own, with a full stop.
  package var sentence: String { cause.subject.alone + " " + cause.predicate + "." }

  /// The caveat as part of a sentence that names the GPU: `it was slowed down by heat for 30.0 % of the window`.
  package var clause: String { cause.subject.within + " " + cause.predicate }
}

extension [GPUCaveat] {
  private static var mostQuoted: Int { 2 }

  /// The first caveat, with a remark where there are more.
  var quoted: String {
    let more = count > Self.mostQuoted ? "; in other sessions the same with other numbers" : ""
    return prefix(Self.mostQuoted).map(\.clause).joined(separator: "; ") + more
  }
}

extension GPUCaveat.Cause {
  /// The grammatical subject of the sentence, at its beginning and within another sentence.
  fileprivate var subject: (alone: String, within: String) {
    switch self {
    case .invalid: ("No number of the GPU", "no number of the GPU")
    case .clockUnknown: ("Whether the GPU ran at its full clock", "whether the GPU ran at its full clock")
    case .contended(processes: 1): ("Another process", "another process")
    case .contended(let processes): ("\(processes) other processes", "\(processes) other processes")
    case .firstWindow: ("The first window", "the first window")
    case .hiddenFromCUDA: ("CUDA_VISIBLE_DEVICES", "CUDA_VISIBLE_DEVICES")
    case .severalVisible(let count, _, _): ("\(count) GPUs", "\(count) GPUs")
    case .numberingUnknown: ("CUDA", "CUDA")
    case .idle, .lowClock, .slowed, .temperature, .performanceState, .memoryErrors, .resentPackets, .samplingStopped,
      .other:
      ("The GPU", "it")
    }
  }

  /// The predicate of the sentence.
  fileprivate var predicate: String {
    switch self {
    case .invalid(let reason): "is valid: \(reason)"
    case .idle(let samples): "was idle in all \(samples) samples: the work may run on another one"
    case .clockUnknown(let reason): "is unknown: \(reason ?? "it was not read")"
    case .lowClock(let megahertz, let share, let explanation):
      "ran at \(GPUNumber.text(megahertz)) MHz, \(GPUNumber.percent(share)) of its highest clock"
        + (explanation.map { ": \($0.text)" } ?? "")
    case .slowed(let limit, let share): "was slowed down by \(limit.text) for \(GPUNumber.percent(share)) of the window"
    case .contended(let processes): "\(processes == 1 ? "was" : "were") on the GPU (contended)"
    case .temperature(let from, let to): "went from \(GPUNumber.text(from)) °C to \(GPUNumber.text(to)) °C"
    case .performanceState(let state): "was in performance state P\(state) under load, and P0 is the fastest"
    case .memoryErrors(let count): "had \(GPUNumber.text(count)) memory errors, all corrected"
    case .resentPackets(let count): "had \(GPUNumber.text(count)) packets that PCIe had to send again"
    case .samplingStopped(let reason): "was not sampled to the end: \(reason)"
    case .firstWindow(let caveat): "was repeated: \(caveat.clause)"
    case .hiddenFromCUDA: "hides the GPU that \(GPURequest.variable) names from CUDA"
    case .severalVisible(_, let index, let uuid):
      "are visible, and the first one is measured: GPU \(index) (\(uuid)). Name another one in \(GPURequest.variable)"
    case .numberingUnknown(let gpus):
      "may number the \(gpus) GPUs of this machine in another order, the fastest first, and so run code on another GPU "
        + "than the measured one. Set CUDA_DEVICE_ORDER=PCI_BUS_ID"
    case .other(let name): name
    }
  }

}

extension GPUCaveat.ClockExplanation {
  fileprivate var text: String {
    switch self {
    case .powerLimit(let share): "the work reached the power limit for \(GPUNumber.percent(share)) of the time"
    case .locked: "its clocks are locked"
    case .unlimited: "nothing held it down"
    case .other(let name): name
    }
  }
}

extension GPUCaveat.ClockLimit {
  fileprivate var text: String {
    switch self {
    case .heat: "heat"
    case .powerBrake: "the power brake"
    case .board: "a limit of the board"
    case .reliability: "the voltage that keeps it reliable"
    case .hardware: "its hardware"
    case .power: "the power limit"
    case .syncBoost: "another GPU of its sync boost group"
    case .other(let name): name.text
    }
  }
}

/// Numbers as they stand in sentences about a GPU.
private enum GPUNumber {
  /// A number with at most three digits after the point.
  static func text(_ value: Double) -> String {
    let text = Digits.fixed(value, decimals: 3)
    guard text.contains(".") else { return text }
    let short = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(short.reversed())
  }

  /// A share in 0…1 as a percentage.
  static func percent(_ share: Double) -> String { Digits.fixed(share * 100, decimals: 1) + " %" }
}
