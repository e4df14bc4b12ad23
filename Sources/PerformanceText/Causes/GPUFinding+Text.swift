import PerformanceRecords

extension [GPUFinding] {
  /// The changes of the GPU that may have made a number worse.
  var text: String { map(\.text).joined(separator: "; ") }
}

extension GPUFinding {
  fileprivate var text: String {
    switch self {
    case .differences(let differences): differences.text
    case .clock(let change): change.text
    case .caveats(let caveats): caveats.quoted
    case .other(let name): name
    }
  }
}

extension [GPUDifference] {
  /// How the GPU differs from the recorded one.
  package var text: String {
    "unlike when the baseline was recorded, \(map(\.text).joined(separator: ", "))"
  }
}

extension GPUDifference {
  fileprivate var text: String {
    switch self {
    case .board(let here, let recorded): "this is \(here) and not \(recorded), and boards of one model differ"
    case .driver(let here, let recorded): "the driver is \(here) and not \(recorded)"
    case .powerLimit(let here, let recorded):
      "the power limit is \(Self.watts(here)) and not \(Self.watts(recorded))"
    case .mig(let isOn): "MIG is \(isOn ? "on" : "off")"
    case .ecc(let isOn): "ECC is \(isOn ? "on" : "off")"
    case .other(let name): name
    }
  }

  private static func watts(_ watts: Double) -> String { "\((watts * 10).rounded() / 10) W" }
}

extension GPUClockChange {
  /// How the clock of the GPU contributes to a change.
  var text: String {
    switch self {
    case .moreCycles(let share): "the GPU took \(Self.percent(share)) more cycles"
    case .lowerClock(let share): "the GPU's clock was \(Self.percent(share)) lower; the cycles are the same"
    case .other(let name): name
    }
  }

  private static func percent(_ share: Double) -> String { "\(Int((min(share, 1000) * 100).rounded())) %" }
}
