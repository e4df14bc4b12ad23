extension GPUCaveat.Cause: Codable {
  private enum Key: String, CodingKey {
    case kind, text, samples, megahertz, share, because, limit, processes, from, to, state, count, caveat, index, uuid
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func string(_ key: Key) throws -> String { try container.decode(String.self, forKey: key) }
    func integer(_ key: Key) throws -> Int { try container.decode(Int.self, forKey: key) }
    func number(_ key: Key) throws -> Double { try container.decode(Double.self, forKey: key) }
    switch try string(.kind) {
    case "invalid": self = .invalid(try string(.text))
    case "idle": self = .idle(samples: try integer(.samples))
    case "clockUnknown": self = .clockUnknown(try container.decodeIfPresent(String.self, forKey: .text))
    case "lowClock":
      self = .lowClock(
        megahertz: try number(.megahertz), share: try number(.share),
        because: try container.decodeIfPresent(GPUCaveat.ClockExplanation.self, forKey: .because))
    case "slowed":
      self = .slowed(by: try container.decode(GPUCaveat.ClockLimit.self, forKey: .limit), share: try number(.share))
    case "contended": self = .contended(processes: try integer(.processes))
    case "temperature": self = .temperature(from: try number(.from), to: try number(.to))
    case "performanceState": self = .performanceState(try integer(.state))
    case "memoryErrors": self = .memoryErrors(try number(.count))
    case "resentPackets": self = .resentPackets(try number(.count))
    case "samplingStopped": self = .samplingStopped(try string(.text))
    case "firstWindow": self = .firstWindow(try container.decode(GPUCaveat.self, forKey: .caveat))
    case "hiddenFromCUDA": self = .hiddenFromCUDA
    case "severalVisible":
      self = .severalVisible(try integer(.count), index: try integer(.index), uuid: try string(.uuid))
    case "numberingUnknown": self = .numberingUnknown(gpus: try integer(.count))
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .invalid(let text), .samplingStopped(let text): try container.encode(text, forKey: .text)
    case .idle(let samples): try container.encode(samples, forKey: .samples)
    case .clockUnknown(let text): try container.encodeIfPresent(text, forKey: .text)
    case .lowClock(let megahertz, let share, let explanation):
      try container.encode(megahertz, forKey: .megahertz)
      try container.encode(share, forKey: .share)
      try container.encodeIfPresent(explanation, forKey: .because)
    case .slowed(let limit, let share):
      try container.encode(limit, forKey: .limit)
      try container.encode(share, forKey: .share)
    case .contended(let processes): try container.encode(processes, forKey: .processes)
    case .temperature(let from, let to):
      try container.encode(from, forKey: .from)
      try container.encode(to, forKey: .to)
    case .performanceState(let state): try container.encode(state, forKey: .state)
    case .memoryErrors(let count), .resentPackets(let count): try container.encode(count, forKey: .count)
    case .firstWindow(let caveat): try container.encode(caveat, forKey: .caveat)
    case .severalVisible(let count, let index, let uuid):
      try container.encode(count, forKey: .count)
      try container.encode(index, forKey: .index)
      try container.encode(uuid, forKey: .uuid)
    case .numberingUnknown(let gpus): try container.encode(gpus, forKey: .count)
    case .hiddenFromCUDA, .other: break
    }
  }

  /// The name of the cause in files.
  var kind: String {
    switch self {
    case .invalid: "invalid"
    case .idle: "idle"
    case .clockUnknown: "clockUnknown"
    case .lowClock: "lowClock"
    case .slowed: "slowed"
    case .contended: "contended"
    case .temperature: "temperature"
    case .performanceState: "performanceState"
    case .memoryErrors: "memoryErrors"
    case .resentPackets: "resentPackets"
    case .samplingStopped: "samplingStopped"
    case .firstWindow: "firstWindow"
    case .hiddenFromCUDA: "hiddenFromCUDA"
    case .severalVisible: "severalVisible"
    case .numberingUnknown: "numberingUnknown"
    case .other(let kind): kind
    }
  }
}

extension GPUCaveat.ClockExplanation: Codable {
  private enum Key: String, CodingKey { case kind, share }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(String.self, forKey: .kind) {
    case "powerLimit": self = .powerLimit(share: try container.decode(Double.self, forKey: .share))
    case "locked": self = .locked
    case "unlimited": self = .unlimited
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .powerLimit(let share):
      try container.encode("powerLimit", forKey: .kind)
      try container.encode(share, forKey: .share)
    case .locked: try container.encode("locked", forKey: .kind)
    case .unlimited: try container.encode("unlimited", forKey: .kind)
    case .other(let kind): try container.encode(kind, forKey: .kind)
    }
  }
}
