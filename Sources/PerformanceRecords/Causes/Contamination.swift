/// A disturbance by the machine that explains a worse number.
package enum Contamination: Equatable, Sendable {
  /// Other processes held the processors for this share of the time, in 0…1.
  case processorsHeld(share: Double)
  /// The hypervisor gave the processors to others for this share of the time, in 0…1.
  case processorsStolen(share: Double)
  /// Fixed loops, independent of the code, take this many times longer than when the baseline was recorded.
  case machineSlower(factor: Double)
  /// Other processes may have shared its core, and the baseline has no calibration loop that would show it.
  case siblingUnseen
  /// The time for which its threads waited for a processor explains the change.
  case threadsWaited
  /// Something disturbed the GPU.
  case gpu([GPUCaveat])
  /// A cause of a newer version of this package.
  case other(String)

  /// The reason that verdicts with this cause have.
  package var reason: Verdict.Reason {
    switch self {
    case .machineSlower: .machineSlower
    case .gpu: .gpuDisturbed
    case .processorsHeld, .processorsStolen, .siblingUnseen, .threadsWaited, .other: .machineBusy
    }
  }
}

extension Contamination: Codable {
  private enum Key: String, CodingKey { case kind, share, factor, caveats }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(String.self, forKey: .kind) {
    case "processorsHeld": self = .processorsHeld(share: try container.decode(Double.self, forKey: .share))
    case "processorsStolen": self = .processorsStolen(share: try container.decode(Double.self, forKey: .share))
    case "machineSlower": self = .machineSlower(factor: try container.decode(Double.self, forKey: .factor))
    case "siblingUnseen": self = .siblingUnseen
    case "threadsWaited": self = .threadsWaited
    case "gpu": self = .gpu(try container.decode([GPUCaveat].self, forKey: .caveats))
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .processorsHeld(let share):
      try container.encode("processorsHeld", forKey: .kind)
      try container.encode(share, forKey: .share)
    case .processorsStolen(let share):
      try container.encode("processorsStolen", forKey: .kind)
      try container.encode(share, forKey: .share)
    case .machineSlower(let factor):
      try container.encode("machineSlower", forKey: .kind)
      try container.encode(factor, forKey: .factor)
    case .siblingUnseen: try container.encode("siblingUnseen", forKey: .kind)
    case .threadsWaited: try container.encode("threadsWaited", forKey: .kind)
    case .gpu(let caveats):
      try container.encode("gpu", forKey: .kind)
      try container.encode(caveats, forKey: .caveats)
    case .other(let kind): try container.encode(kind, forKey: .kind)
    }
  }
}
