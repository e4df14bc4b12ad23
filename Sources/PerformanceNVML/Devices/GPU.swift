/// The NVIDIA GPUs of this machine.
///
/// NVIDIA's management library (NVML) is opened at the first request for a GPU; building needs nothing of it.
public enum GPU {
  /// The GPUs that this process may open, in NVML's order.
  ///
  /// - Throws: The failure when there is none, with a remedy.
  public static func devices() async throws(GPUFailure) -> [GPUDevice] {
    do {
      return try await NVMLSession.shared.devices()
    } catch {
      throw GPUFailure(error)
    }
  }
}

extension NVMLSession {
  /// The GPUs that this process may open, in NVML's order; for measuring code, see `perform`.
  ///
  /// - Throws: The failure when there is none.
  package func devices() throws(NVMLFailure) -> [GPUDevice] {
    try perform { $0.devices(in: self) }.get()
  }

  /// The GPUs that this process may open, in NVML's order.
  ///
  /// - Throws: The failure when there is none.
  package func devices() async throws(NVMLFailure) -> [GPUDevice] {
    try await perform { $0.devices(in: self) }.get()
  }
}

extension NVMLCalls {
  /// More than any machine has: a driver that reports more is wrong, and each costs a call.
  private static let mostDevices = 1_024

  /// The GPUs that this process may open. One that cannot be opened does not exclude the others.
  package func devices(in session: NVMLSession) -> Result<[GPUDevice], NVMLFailure> {
    switch deviceCount() {
    case .invalid(let reason): return .failure(.lost(reason))
    case .unavailable(let reason): return .failure(.noUsableDevice([reason]))
    case .value(0): return .failure(.noDevice)
    case .value(let count):
      let devices = (0..<min(count, Self.mostDevices)).map { index in
        device(at: index).flatMap { device($0, index: index, in: session) }
      }
      let usable = devices.compactMap(\.value)
      return usable.isEmpty ? .failure(.noUsableDevice(devices.compactMap(\.reason))) : .success(usable)
    }
  }

  /// The GPU or MIG instance of a handle, with its identity.
  package func device(_ handle: NVMLHandle, index: Int, in session: NVMLSession) -> Reading<GPUDevice> {
    name(of: handle).flatMap { name in
      uuid(of: handle).map { uuid in
        let isInstance = isMIGInstance(handle)
        return GPUDevice(
          index: index, name: name, uuid: uuid, pciBusID: isInstance ? nil : pciBusID(of: handle).value,
          isMIGInstance: isInstance, handle: handle, session: session)
      }
    }
  }

  /// The number of GPUs, including those that this process may not open.
  package func deviceCount() -> Reading<Int> {
    ask(symbols.deviceCount) { call in
      var count: UInt32 = 0
      return (call(&count), Int(count))
    }
  }

  /// The GPU at an index of NVML, which differs from CUDA's.
  package func device(at index: Int) -> Reading<NVMLHandle> {
    ask(symbols.deviceAtIndex, about: index, within: deadlines.start) { call in
      var device: OpaquePointer?
      return (call(UInt32(index), &device), NVMLHandle(device))
    }
  }

  /// The GPU or MIG instance with a complete UUID.
  package func device(uuid: String) -> Reading<NVMLHandle> {
    ask(symbols.deviceOfUUID, within: deadlines.start) { call in
      var device: OpaquePointer?
      return (call(uuid, &device), NVMLHandle(device))
    }
  }
}
