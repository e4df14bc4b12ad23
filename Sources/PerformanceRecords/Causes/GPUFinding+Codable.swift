extension GPUFinding: Codable {
  private enum Key: String, CodingKey { case kind, value }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(String.self, forKey: .kind) {
    case "differences": self = .differences(try container.decode([GPUDifference].self, forKey: .value))
    case "clock": self = .clock(try container.decode(GPUClockChange.self, forKey: .value))
    case "caveats": self = .caveats(try container.decode([GPUCaveat].self, forKey: .value))
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .differences(let differences):
      try container.encode("differences", forKey: .kind)
      try container.encode(differences, forKey: .value)
    case .clock(let change):
      try container.encode("clock", forKey: .kind)
      try container.encode(change, forKey: .value)
    case .caveats(let caveats):
      try container.encode("caveats", forKey: .kind)
      try container.encode(caveats, forKey: .value)
    case .other(let kind): try container.encode(kind, forKey: .kind)
    }
  }
}

extension GPUClockChange: Codable {
  private enum Key: String, CodingKey { case kind, share }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(String.self, forKey: .kind) {
    case "moreCycles": self = .moreCycles(try container.decode(Double.self, forKey: .share))
    case "lowerClock": self = .lowerClock(try container.decode(Double.self, forKey: .share))
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .moreCycles(let share):
      try container.encode("moreCycles", forKey: .kind)
      try container.encode(share, forKey: .share)
    case .lowerClock(let share):
      try container.encode("lowerClock", forKey: .kind)
      try container.encode(share, forKey: .share)
    case .other(let kind): try container.encode(kind, forKey: .kind)
    }
  }
}

extension GPUDifference: Codable {
  private enum Key: String, CodingKey { case kind, here, recorded, isOn }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func string(_ key: Key) throws -> String { try container.decode(String.self, forKey: key) }
    switch try string(.kind) {
    case "board": self = .board(here: try string(.here), recorded: try string(.recorded))
    case "driver": self = .driver(here: try string(.here), recorded: try string(.recorded))
    case "powerLimit":
      self = .powerLimit(
        here: try container.decode(Double.self, forKey: .here),
        recorded: try container.decode(Double.self, forKey: .recorded))
    case "mig": self = .mig(isOn: try container.decode(Bool.self, forKey: .isOn))
    case "ecc": self = .ecc(isOn: try container.decode(Bool.self, forKey: .isOn))
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .board(let here, let recorded):
      try container.encode("board", forKey: .kind)
      try container.encode(here, forKey: .here)
      try container.encode(recorded, forKey: .recorded)
    case .driver(let here, let recorded):
      try container.encode("driver", forKey: .kind)
      try container.encode(here, forKey: .here)
      try container.encode(recorded, forKey: .recorded)
    case .powerLimit(let here, let recorded):
      try container.encode("powerLimit", forKey: .kind)
      try container.encode(here, forKey: .here)
      try container.encode(recorded, forKey: .recorded)
    case .mig(let isOn):
      try container.encode("mig", forKey: .kind)
      try container.encode(isOn, forKey: .isOn)
    case .ecc(let isOn):
      try container.encode("ecc", forKey: .kind)
      try container.encode(isOn, forKey: .isOn)
    case .other(let kind): try container.encode(kind, forKey: .kind)
    }
  }
}

extension GPUMismatch: Codable {
  private enum Key: String, CodingKey { case kind, recorded, here, name }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(String.self, forKey: .kind) {
    case "model":
      self = .model(
        recorded: try container.decode(Model.self, forKey: .recorded),
        here: try container.decode(Model.self, forKey: .here))
    case "notRecorded": self = .notRecorded
    case "unknownHere": self = .unknownHere
    case "unknownDependence": self = .unknownDependence(try container.decode(String.self, forKey: .name))
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .model(let recorded, let here):
      try container.encode("model", forKey: .kind)
      try container.encode(recorded, forKey: .recorded)
      try container.encode(here, forKey: .here)
    case .notRecorded: try container.encode("notRecorded", forKey: .kind)
    case .unknownHere: try container.encode("unknownHere", forKey: .kind)
    case .unknownDependence(let name):
      try container.encode("unknownDependence", forKey: .kind)
      try container.encode(name, forKey: .name)
    case .other(let kind): try container.encode(kind, forKey: .kind)
    }
  }
}
