/// A difference between a baseline and this run that makes their numbers incomparable.
package enum Incomparability: Equatable, Sendable {
  /// The folder names of two machine classes.
  case machineClass(recorded: String, here: String)
  /// The folder names of two toolchains.
  case toolchain(recorded: String, here: String)
  /// The versions of the methodology.
  case methodology(recorded: Int, here: Int)
  /// The instruments that counted; `nil` for the bundle itself.
  case instrument(recorded: String?, here: String?)
  /// Functions are not aligned in this build.
  case unaligned
  /// This build is testable, and the recorded one is not.
  case testableHere
  /// The recorded build is testable, and this one is not.
  case testableRecorded
  /// The builds were made with different arguments.
  case buildArguments(recorded: [String], here: [String])
  /// The GPU differs from that of the baseline.
  case gpu(GPUMismatch)
  /// The GPU differs from the one that the other build was measured on.
  case gpuOfBase(GPUMismatch)
  /// A difference of a newer version of this package.
  case other(String)

  /// The reason that verdicts with this difference have.
  package var reason: Verdict.Reason {
    switch self {
    case .machineClass: .otherMachineClass
    case .toolchain: .otherToolchain
    case .methodology: .otherMethodology
    case .instrument: .otherInstrument
    case .unaligned, .testableHere, .testableRecorded, .buildArguments: .otherBuild
    case .gpu, .gpuOfBase: .otherGPU
    case .other(let name): .other(UnknownName(name))
    }
  }
}

extension Incomparability: Codable {
  private enum Key: String, CodingKey { case kind, recorded, here, gpu }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func string(_ key: Key) throws -> String { try container.decode(String.self, forKey: key) }
    switch try string(.kind) {
    case "machineClass": self = .machineClass(recorded: try string(.recorded), here: try string(.here))
    case "toolchain": self = .toolchain(recorded: try string(.recorded), here: try string(.here))
    case "methodology":
      self = .methodology(
        recorded: try container.decode(Int.self, forKey: .recorded),
        here: try container.decode(Int.self, forKey: .here))
    case "instrument":
      self = .instrument(
        recorded: try container.decodeIfPresent(String.self, forKey: .recorded),
        here: try container.decodeIfPresent(String.self, forKey: .here))
    case "unaligned": self = .unaligned
    case "testableHere": self = .testableHere
    case "testableRecorded": self = .testableRecorded
    case "buildArguments":
      self = .buildArguments(
        recorded: try container.decode([String].self, forKey: .recorded),
        here: try container.decode([String].self, forKey: .here))
    case "gpu": self = .gpu(try container.decode(GPUMismatch.self, forKey: .gpu))
    case "gpuOfBase": self = .gpuOfBase(try container.decode(GPUMismatch.self, forKey: .gpu))
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .machineClass(let recorded, let here), .toolchain(let recorded, let here):
      try container.encode(recorded, forKey: .recorded)
      try container.encode(here, forKey: .here)
    case .methodology(let recorded, let here):
      try container.encode(recorded, forKey: .recorded)
      try container.encode(here, forKey: .here)
    case .instrument(let recorded, let here):
      try container.encodeIfPresent(recorded, forKey: .recorded)
      try container.encodeIfPresent(here, forKey: .here)
    case .buildArguments(let recorded, let here):
      try container.encode(recorded, forKey: .recorded)
      try container.encode(here, forKey: .here)
    case .gpu(let mismatch), .gpuOfBase(let mismatch): try container.encode(mismatch, forKey: .gpu)
    case .unaligned, .testableHere, .testableRecorded, .other: break
    }
  }

  private var kind: String {
    switch self {
    case .machineClass: "machineClass"
    case .toolchain: "toolchain"
    case .methodology: "methodology"
    case .instrument: "instrument"
    case .unaligned: "unaligned"
    case .testableHere: "testableHere"
    case .testableRecorded: "testableRecorded"
    case .buildArguments: "buildArguments"
    case .gpu: "gpu"
    case .gpuOfBase: "gpuOfBase"
    case .other(let kind): kind
    }
  }
}
