extension GPUDevice {
  /// The PCIe link as it runs now; an idle GPU lets it run slower.
  public var pcieLink: Reading<GPUPCIeLink> {
    get async { await read { $0.pcieLink(of: $1) } }
  }
}

/// How a PCIe link runs.
public struct GPUPCIeLink: Hashable, Sendable {
  /// The generation of the protocol, such as 5.
  public let generation: Int
  /// The lanes, such as 16.
  public let width: Int

  package init(generation: Int, width: Int) {
    self.generation = generation
    self.width = width
  }
}

extension GPUPCIeLink: CustomStringConvertible {
  /// The link in words, such as `gen 5 x16`.
  public var description: String { "gen \(generation) x\(width)" }
}

/// What went over the links of a GPU since the driver was loaded, as its counters stand.
///
/// The counters of bytes are the board's and may wrap.
package struct GPUTraffic: Hashable, Sendable {
  /// Bytes that the GPU sent over PCIe.
  package var pcieTransmitted: Reading<UInt64>
  /// Bytes that the GPU received over PCIe.
  package var pcieReceived: Reading<UInt64>
  /// Bytes that the GPU sent over NVLink.
  package var nvlinkTransmitted: Reading<UInt64>
  /// Bytes that the GPU received over NVLink.
  package var nvlinkReceived: Reading<UInt64>

  /// The traffic in fields that were read together.
  package init(_ fields: NVMLFieldReadings) {
    pcieTransmitted = fields.counter(.pcieTransmitted)
    pcieReceived = fields.counter(.pcieReceived)
    nvlinkTransmitted = fields.counter(.nvlinkTransmitted).map { $0 &* 1024 }
    nvlinkReceived = fields.counter(.nvlinkReceived).map { $0 &* 1024 }
  }

  /// The fields to read.
  package static let fields: [NVMLField] = [
    .pcieTransmitted, .pcieReceived, .nvlinkTransmitted, .nvlinkReceived,
  ]
}

extension NVMLCalls {
  /// The PCIe link as it runs now. How much it carries is never asked with `nvmlDeviceGetPcieThroughput`, which
  /// measures for 20 ms inside the call.
  package func pcieLink(of device: NVMLHandle) -> Reading<GPUPCIeLink> {
    uint32(symbols.pcieGeneration, of: device).flatMap { generation in
      uint32(symbols.pcieWidth, of: device).map { GPUPCIeLink(generation: Int(generation), width: Int($0)) }
    }
  }

  /// Packets that were sent again over PCIe since the driver was loaded.
  package func pcieReplays(of device: NVMLHandle) -> Reading<UInt64> {
    uint32(symbols.pcieReplays, of: device).map { UInt64($0) }.or {
      fields([.pcieReplays], of: device).counter(.pcieReplays)
    }
  }

  /// What went over the links since the driver was loaded.
  package func traffic(of device: NVMLHandle) -> GPUTraffic { GPUTraffic(fields(GPUTraffic.fields, of: device)) }
}
