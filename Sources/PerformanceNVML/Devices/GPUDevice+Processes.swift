import CNVML

extension GPUDevice {
  /// The processes that use the GPU. Their ids are those of the machine, which differ from those inside a container.
  public var processes: Reading<[GPUProcess]> {
    get async { await read { $0.processes(of: $1) } }
  }
}

/// A process that uses a GPU.
public struct GPUProcess: Hashable, Sendable {
  /// The process id on the machine, which differs from that inside a container.
  public let pid: Int32
  /// Its memory on the GPU in bytes; `nil` where the driver does not report it.
  public let usedMemory: Int?

  package init(pid: Int32, usedMemory: Int? = nil) {
    self.pid = pid
    self.usedMemory = usedMemory
  }
}

extension NVMLCalls {
  /// The processes that use the GPU for computing or graphics, by id; one that does both is listed once, with the
  /// larger memory.
  ///
  /// Each of the two lists took 4.5 ms, so they are read before and after a measurement, never during it.
  package func processes(of device: NVMLHandle) -> Reading<[GPUProcess]> {
    let compute = processes(symbols.computeProcesses, of: device)
    let graphics = processes(symbols.graphicsProcesses, of: device)
    // A compute-only GPU has no list for graphics.
    guard case .value(let attempt) = graphics else { return compute }
    return compute.map { Self.merged($0 + attempt) }
  }

  private static func merged(_ processes: [GPUProcess]) -> [GPUProcess] {
    Dictionary(grouping: processes, by: \.pid).values
      .compactMap { same in same.max { ($0.usedMemory ?? -1) < ($1.usedMemory ?? -1) } }
      .sorted { $0.pid < $1.pid }
  }

  /// More than any machine has on one GPU: a driver that reports more is wrong.
  private static let mostProcesses = 65_536

  /// One list, in the newest version that the driver has.
  private func processes(_ lists: NVMLSymbols.ProcessLists, of device: NVMLHandle) -> Reading<[GPUProcess]> {
    processes(lists.v3, lists.v3Layout, of: device)
      .or { processes(lists.v2, .instances, of: device) }
      .or { processes(lists.v1, .memory, of: device) }
  }

  /// Repeats the call with increasing room, because processes come and go between two calls.
  private func processes(
    _ function: NVMLFunction<cnvml_processes>, _ layout: ProcessLayout, of device: NVMLHandle
  ) -> Reading<[GPUProcess]> {
    var room = 64
    for _ in 0..<5 {
      switch processes(function, layout, room: room, of: device) {
      case .value(.processes(let processes)): return .value(processes)
      case .value(.needsRoom(let count)): room = max(count, room) * 2
      case .unavailable(let reason): return .unavailable(reason)
      case .invalid(let reason): return .invalid(reason)
      }
    }
    return .unavailable("processes came faster than they could be listed (\(function.name))")
  }

  private enum ProcessAnswer {
    case processes([GPUProcess])
    case needsRoom(Int)
  }

  private func processes(
    _ function: NVMLFunction<cnvml_processes>, _ layout: ProcessLayout, room: Int, of device: NVMLHandle
  ) -> Reading<ProcessAnswer> {
    ask(function, of: device) { call in
      // Room for the largest element of any version, whichever the driver fills in.
      withUnsafeTemporaryAllocation(
        byteCount: room * ProcessLayout.details.stride, alignment: MemoryLayout<UInt64>.alignment
      ) { buffer in
        buffer.initializeMemory(as: UInt8.self, repeating: 0)
        var count = UInt32(room)
        let code = call(device.pointer, &count, buffer.baseAddress)
        if code == Int32(CNVML_INSUFFICIENT_SIZE) {
          return (Int32(CNVML_SUCCESS), .needsRoom(min(Int(count), Self.mostProcesses)))
        }
        let filled = min(Int(count), room)
        return (code, .processes((0..<filled).map { layout.process(in: buffer, at: $0) }))
      }
    }
  }
}

extension ProcessLayout {
  /// The element at an index of a list. All versions begin alike.
  fileprivate func process(in list: UnsafeMutableRawBufferPointer, at index: Int) -> GPUProcess {
    let element = UnsafeRawBufferPointer(list).load(fromByteOffset: index * stride, as: cnvml_process_v1.self)
    // All ones mean that the memory is not reported.
    let memory = element.used_memory == .max ? nil : Int(clamping: element.used_memory)
    return GPUProcess(pid: Int32(truncatingIfNeeded: element.pid), usedMemory: memory)
  }
}
