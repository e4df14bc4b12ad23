import CNVML

extension GPUDevice {
  /// The family of the chip, such as `Hopper`.
  public var architecture: Reading<String> {
    get async { await read { $0.architecture(of: $1) } }
  }

  /// The version of the board's firmware, such as `96.00.99.00.01`.
  public var vbios: Reading<String> {
    get async { await read { $0.vbios(of: $1) } }
  }

  /// Whether the driver stays loaded without a client. Otherwise counters begin at zero with every client.
  public var isPersistent: Reading<Bool> {
    get async { await read { $0.isPersistent($1) } }
  }

  /// How the GPU is shared with virtual machines.
  public var virtualization: Reading<GPUVirtualization> {
    get async { await read { $0.virtualization(of: $1) } }
  }
}

/// How a GPU is shared with virtual machines.
///
/// Later versions may add kinds, so a `switch` over them needs a `default`.
public struct GPUVirtualization: RawRepresentable, Hashable, Sendable {
  /// The kind as files contain it.
  public let rawValue: String

  /// Creates the kind with this name in files.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Not at all.
  public static let bareMetal = GPUVirtualization(rawValue: "bareMetal")
  /// The whole GPU is passed through to this virtual machine.
  public static let passthrough = GPUVirtualization(rawValue: "passthrough")
  /// A part of a GPU, as a virtual GPU: the driver mostly reports neither power nor clocks nor ECC.
  public static let virtualGPU = GPUVirtualization(rawValue: "virtualGPU")
  /// This machine provides virtual GPUs.
  public static let host = GPUVirtualization(rawValue: "host")
}

extension NVMLCalls {
  /// The name of the product, such as `NVIDIA H200`.
  package func name(of device: NVMLHandle) -> Reading<String> { word(symbols.name, of: device) }

  /// The UUID, such as `GPU-6ac0f4a2-…`, or `MIG-…` of an instance.
  package func uuid(of device: NVMLHandle) -> Reading<String> { word(symbols.uuid, of: device) }

  /// A text that identifies a GPU; an empty one is unavailable.
  private func word(_ function: NVMLFunction<cnvml_text>, of device: NVMLHandle) -> Reading<String> {
    text(function, of: device).flatMap { word in
      word.isEmpty ? .unavailable("the driver gives an empty text (\(function.name))") : .value(word)
    }
  }

  /// The version of the board's firmware.
  package func vbios(of device: NVMLHandle) -> Reading<String> { text(symbols.vbios, of: device) }

  /// The architecture by name, or by number where it is newer than this package.
  package func architecture(of device: NVMLHandle) -> Reading<String> {
    uint32(symbols.architecture, of: device).flatMap { number in
      if number == .max { return .unavailable("the driver does not know the architecture") }
      return .value(Self.architectures[Int(number)] ?? "architecture \(number)")
    }
  }

  private static let architectures = [
    CNVML_ARCHITECTURE_KEPLER: "Kepler", CNVML_ARCHITECTURE_MAXWELL: "Maxwell", CNVML_ARCHITECTURE_PASCAL: "Pascal",
    CNVML_ARCHITECTURE_VOLTA: "Volta", CNVML_ARCHITECTURE_TURING: "Turing", CNVML_ARCHITECTURE_AMPERE: "Ampere",
    CNVML_ARCHITECTURE_ADA: "Ada", CNVML_ARCHITECTURE_HOPPER: "Hopper", CNVML_ARCHITECTURE_BLACKWELL: "Blackwell",
    CNVML_ARCHITECTURE_RUBIN: "Rubin",
  ]

  /// Whether the driver stays loaded without a client.
  package func isPersistent(_ device: NVMLHandle) -> Reading<Bool> {
    int32(symbols.persistence, of: device).map { $0 != 0 }
  }

  /// How the GPU is shared with virtual machines.
  package func virtualization(of device: NVMLHandle) -> Reading<GPUVirtualization> {
    int32(symbols.virtualization, of: device).flatMap { mode in
      switch Int(mode) {
      case CNVML_VIRTUALIZATION_NONE: .value(.bareMetal)
      case CNVML_VIRTUALIZATION_PASSTHROUGH: .value(.passthrough)
      case CNVML_VIRTUALIZATION_VGPU: .value(.virtualGPU)
      case CNVML_VIRTUALIZATION_HOST_VGPU, CNVML_VIRTUALIZATION_HOST_VSGA: .value(.host)
      default: .unavailable("virtualization mode \(mode) is newer than this package")
      }
    }
  }

  /// The address on the PCI bus, such as `00000000:65:00.0`.
  package func pciBusID(of device: NVMLHandle) -> Reading<String> {
    ask(symbols.pciInfo, of: device) { call in
      var info = cnvml_pci_info()
      let code = call(device.pointer, &info)
      return (code, withUnsafeBytes(of: info.bus_id) { NVMLText.text(of: $0) })
    }
  }
}

// MARK: - The system

extension NVMLCalls {
  /// The version of the driver, such as `580.65.06`.
  package func driverVersion() -> Reading<String> { text(symbols.driverVersion) }

  /// The version of the library, such as `13.580.65.06`.
  package func nvmlVersion() -> Reading<String> { text(symbols.nvmlVersion) }

  /// The newest version of CUDA that the driver runs, such as `13.0`.
  package func cudaVersion() -> Reading<String> {
    let version: Reading<Int32> = ask(symbols.cudaVersion) { call in
      var version: Int32 = 0
      return (call(&version), version)
    }
    return version.map { "\($0 / 1000).\($0 % 1000 / 10)" }
  }
}
