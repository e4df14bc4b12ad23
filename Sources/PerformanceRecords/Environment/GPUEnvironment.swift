/// The properties of a GPU that its numbers depend on.
package struct GPUEnvironment: Hashable, Sendable {
  /// The product's name, such as `NVIDIA H200`.
  package var name: String
  /// The identifier of the board or of its partition, such as `GPU-7c2f…`.
  package var uuid: String
  /// Such as `Hopper`.
  package var architecture: String
  /// The driver's version, such as `580.65.06`.
  package var driver: String
  /// The version of NVML; `nil` if unknown.
  package var nvml: String?
  /// The version of CUDA that the driver supports, such as `13.0`; `nil` if unknown.
  package var cuda: String?
  /// The version of the board's firmware; `nil` if unknown.
  package var vbios: String?
  /// The power limit that is enforced, in watts; `nil` if unknown.
  package var powerLimit: Double?
  /// The highest clock of the streaming multiprocessors, in megahertz; `nil` if unknown.
  package var maximumSMClock: Double?
  /// The highest clock of the memory, in megahertz; `nil` if unknown.
  package var maximumMemoryClock: Double?
  /// Whether the driver stays loaded between programs; `nil` if unknown.
  package var persistence: Bool?
  /// Whether the board is partitioned; `nil` if unknown.
  package var mig: Bool?
  /// Whether memory errors are corrected; `nil` if unknown.
  package var ecc: Bool?
  /// How the board is shared with virtual machines; `nil` on bare metal.
  package var virtualization: String?
  /// The generation and width of the link, read right after the work, such as `gen 5 x16`; `nil` if unknown.
  package var pcieLink: String?

  package init(
    name: String, uuid: String, architecture: String, driver: String, nvml: String? = nil, cuda: String? = nil,
    vbios: String? = nil, powerLimit: Double? = nil, maximumSMClock: Double? = nil, maximumMemoryClock: Double? = nil,
    persistence: Bool? = nil, mig: Bool? = nil, ecc: Bool? = nil, virtualization: String? = nil,
    pcieLink: String? = nil
  ) {
    self.name = name
    self.uuid = uuid
    self.architecture = architecture
    self.driver = driver
    self.nvml = nvml
    self.cuda = cuda
    self.vbios = vbios
    self.powerLimit = powerLimit
    self.maximumSMClock = maximumSMClock
    self.maximumMemoryClock = maximumMemoryClock
    self.persistence = persistence
    self.mig = mig
    self.ecc = ecc
    self.virtualization = virtualization
    self.pcieLink = pcieLink
  }

  /// The allowed range of limits, in watts or megahertz.
  package static let limits = Double.leastNonzeroMagnitude...1e6

  /// The beginning of the identifier, unique among the boards of a machine: `GPU-7c2f9a1e`.
  package var shortUUID: String { String(uuid.prefix(12)) }

  /// The board as messages name it: `NVIDIA H200 GPU-7c2f9a1e`.
  package var board: String { "\(name) \(shortUUID)" }

  /// The board with its driver: `NVIDIA H200 GPU-7c2f9a1e, driver 580.65.06`.
  package var boardAndDriver: String { "\(board), driver \(driver)" }

  /// The driver's branch, the first number of its version; `nil` where the version begins with no number.
  package var driverMajor: Int? { Int(driver.prefix { $0.isASCII && $0.isNumber }) }
}

extension GPUEnvironment: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, uuid, architecture, driver, nvml, cuda, vbios, powerLimit, maximumSMClock, maximumMemoryClock
    case persistence, mig, ecc, virtualization, pcieLink
  }

  /// Reads an environment. Names must not be empty, and limits must be positive.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try Self.word(.name, in: container)
    uuid = try Self.word(.uuid, in: container)
    architecture = try container.decode(String.self, forKey: .architecture)
    driver = try container.decode(String.self, forKey: .driver)
    nvml = try container.decodeIfPresent(String.self, forKey: .nvml)
    cuda = try container.decodeIfPresent(String.self, forKey: .cuda)
    vbios = try container.decodeIfPresent(String.self, forKey: .vbios)
    powerLimit = try Self.limit(.powerLimit, in: container, unit: "watts")
    maximumSMClock = try Self.limit(.maximumSMClock, in: container, unit: "megahertz")
    maximumMemoryClock = try Self.limit(.maximumMemoryClock, in: container, unit: "megahertz")
    persistence = try container.decodeIfPresent(Bool.self, forKey: .persistence)
    mig = try container.decodeIfPresent(Bool.self, forKey: .mig)
    ecc = try container.decodeIfPresent(Bool.self, forKey: .ecc)
    virtualization = try container.decodeIfPresent(String.self, forKey: .virtualization)
    pcieLink = try container.decodeIfPresent(String.self, forKey: .pcieLink)
  }

  private static func word(_ key: CodingKeys, in container: KeyedDecodingContainer<CodingKeys>) throws -> String {
    let word = try container.decode(String.self, forKey: key)
    guard !word.isEmpty else {
      throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "is empty")
    }
    return word
  }

  private static func limit(
    _ key: CodingKeys, in container: KeyedDecodingContainer<CodingKeys>, unit: String
  ) throws -> Double? {
    let limit = try container.decodeIfPresent(Double.self, forKey: key)
    guard limit.map(limits.contains) ?? true else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: "is not above 0 and up to 1e6 \(unit)")
    }
    return limit
  }
}
