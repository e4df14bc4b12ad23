extension GPUDevice {
  /// The current state of the PCIe link; an idle GPU slows it down.
  public var pcieLink: Reading<GPUPCIeLink> {
    get async { await read { $0.pcieLink(of: $1) } }
  }
}

/// The state of a PCIe link.
public struct GPUPCIeLink: Hashable, Sendable {
  /// The generation of the protocol, such as 5.
  public let generation: Int
  /// The number of lanes, such as 16.
  public let width: Int

  package init(generation: Int, width: Int) {
    self.generation = generation
    self.width = width
  }
}

extension GPUPCIeLink: CustomStringConvertible {
  /// The link as text, such as `gen 5 x16`.
  public var description: String { "gen \(generation) x\(width)" }
}

/// The traffic over the links of a GPU since the driver was loaded, by its counters.
///
/// The counters of bytes are those of the board and may wrap.
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
  /// The current state of the PCIe link. Its throughput is never read with `nvmlDeviceGetPcieThroughput`, which
  /// measures for 20 ms inside the call.
  package func pcieLink(of device: NVMLHandle) -> Reading<GPUPCIeLink> {
    uint32(symbols.pcieGeneration, of: device).flatMap { generation in
      uint32(symbols.pcieWidth, of: device).map { GPUPCIeLink(generation: Int(generation), width: Int($0)) }
    }
  }

  /// Packets that were resent over PCIe since the driver was loaded.
  package func pcieReplays(of device: NVMLHandle) -> Reading<UInt64> {
    uint32(symbols.pcieReplays, of: device).map { UInt64($0) }.or {
      fields([.pcieReplays], of: device).counter(.pcieReplays)
    }
  }

  /// The traffic over the links since the driver was loaded.
  package func traffic(of device: NVMLHandle) -> GPUTraffic { GPUTraffic(fields(GPUTraffic.fields, of: device)) }
}
