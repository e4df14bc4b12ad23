import CNVML

extension GPUDevice {
  /// Whether the GPU is divided by MIG; unavailable where it cannot be.
  public var isMIGEnabled: Reading<Bool> {
    get async { await read { $0.isMIGEnabled($1) } }
  }

  /// The instances that MIG has divided the GPU into.
  public var instances: Reading<[GPUDevice]> {
    get async {
      let session = session
      return await read { $0.instances(of: $1, in: session) }
    }
  }
}

extension NVMLCalls {
  /// Whether the GPU is divided by MIG.
  package func isMIGEnabled(_ device: NVMLHandle) -> Reading<Bool> {
    ask(symbols.migMode, of: device) { call in
      var current: UInt32 = 0
      var pending: UInt32 = 0
      return (call(device.pointer, &current, &pending), current != 0)
    }
  }

  /// Whether a handle is that of an instance; drivers without MIG have none.
  package func isMIGInstance(_ device: NVMLHandle) -> Bool {
    uint32(symbols.isMIGInstance, of: device).value.map { $0 != 0 } ?? false
  }

  /// The GPU that MIG has divided into an instance and others.
  package func parent(ofInstance instance: NVMLHandle) -> Reading<NVMLHandle> {
    ask(symbols.migParent, of: instance) { call in
      var parent: OpaquePointer?
      return (call(instance.pointer, &parent), NVMLHandle(parent))
    }
  }

  /// The board of a GPU or an instance, which owns power, clocks and firmware.
  package func board(of device: NVMLHandle) -> NVMLHandle {
    isMIGInstance(device) ? parent(ofInstance: device).value ?? device : device
  }

  /// The number of the GPU instance that an instance belongs to.
  package func gpuInstance(of instance: NVMLHandle) -> Reading<UInt32> { uint32(symbols.gpuInstance, of: instance) }

  /// The instances that MIG has divided a GPU into; none while MIG is off.
  package func instances(of device: NVMLHandle, in session: NVMLSession) -> Reading<[GPUDevice]> {
    uint32(symbols.migCapacity, of: device).map { capacity in
      // The largest boards have seven; a wrong number of all ones would take hours.
      (0..<min(Int(capacity), 64)).compactMap { index in
        guard case .value(.some(let handle)) = instance(at: index, of: device) else { return nil }
        return self.device(handle, index: index, in: session).value
      }
    }
  }

  /// The instance in a slot; `nil` when the slot is empty.
  private func instance(at index: Int, of device: NVMLHandle) -> Reading<NVMLHandle?> {
    ask(symbols.migInstance, of: device, about: index) { call in
      var instance: OpaquePointer?
      let code = call(device.pointer, UInt32(index), &instance)
      return code == Int32(CNVML_NOT_FOUND) ? (Int32(CNVML_SUCCESS), nil) : (code, NVMLHandle(instance))
    }
  }
}
