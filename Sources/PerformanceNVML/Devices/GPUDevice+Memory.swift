import CNVML

extension GPUDevice {
  /// The memory usage. Unavailable where GPU and processor share their memory.
  public var memory: Reading<GPUMemory> {
    get async { await read { $0.memory(of: $1) } }
  }
}

/// The memory usage of a GPU in bytes, over all processes.
public struct GPUMemory: Hashable, Sendable {
  /// The size of the memory.
  public let total: Int
  /// The free part.
  public let free: Int
  /// The allocated part. Without `reserved`, drivers from 510.39 on include the reserved part.
  public let used: Int
  /// The part reserved by the driver and the firmware; `nil` where the driver does not report it.
  public let reserved: Int?

  package init(total: Int, free: Int, used: Int, reserved: Int? = nil) {
    self.total = total
    self.free = free
    self.used = used
    self.reserved = reserved
  }
}

extension NVMLCalls {
  /// The memory usage.
  package func memory(of device: NVMLHandle) -> Reading<GPUMemory> {
    memoryWithReserved(of: device).or { memoryWithoutReserved(of: device) }.flatMap { memory in
      memory.total > 0 ? .value(memory) : .unavailable("the GPU has no memory of its own (total of 0 bytes)")
    }
  }

  private func memoryWithReserved(of device: NVMLHandle) -> Reading<GPUMemory> {
    ask(symbols.memoryV2, of: device) { call in
      var memory = cnvml_memory_v2()
      memory.version = UInt32(CNVML_MEMORY_V2_VERSION)
      let code = call(device.pointer, &memory)
      return (
        code,
        GPUMemory(
          total: Int(clamping: memory.total), free: Int(clamping: memory.free), used: Int(clamping: memory.used),
          reserved: Int(clamping: memory.reserved))
      )
    }
  }

  private func memoryWithoutReserved(of device: NVMLHandle) -> Reading<GPUMemory> {
    ask(symbols.memory, of: device) { call in
      var memory = cnvml_memory()
      let code = call(device.pointer, &memory)
      return (
        code,
        GPUMemory(
          total: Int(clamping: memory.total), free: Int(clamping: memory.free), used: Int(clamping: memory.used))
      )
    }
  }
}
