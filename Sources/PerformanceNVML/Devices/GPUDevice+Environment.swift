import PerformanceRecords

extension GPUDevice {
  /// The properties that numbers of this GPU depend on besides the code.
  package var environment: Reading<GPUEnvironment> {
    get async { await read { $0.environment(of: $1) } }
  }
}

extension NVMLCalls {
  /// The properties that numbers of a GPU or an instance depend on besides the code. Read them right after the work,
  /// because an idle GPU slows its PCIe link down. Unreported properties are `nil`, except for the name and the UUID.
  package func environment(of device: NVMLHandle) -> Reading<GPUEnvironment> {
    name(of: device).flatMap { name in
      uuid(of: device).map { uuid in environment(name: name, uuid: uuid, of: device, on: board(of: device)) }
    }
  }

  private func environment(
    name: String, uuid: String, of device: NVMLHandle, on board: NVMLHandle
  ) -> GPUEnvironment {
    GPUEnvironment(
      name: name, uuid: uuid,
      architecture: architecture(of: board).value ?? "",
      driver: driverVersion().value ?? "",
      nvml: nvmlVersion().value,
      cuda: cudaVersion().value,
      vbios: vbios(of: board).value,
      powerLimit: limit(powerLimit(of: board)),
      maximumSMClock: limit(maximumClock(.sm, of: board)),
      maximumMemoryClock: limit(maximumClock(.memory, of: board)),
      persistence: isPersistent(board).value,
      mig: isMIGInstance(device) ? true : isMIGEnabled(board).value,
      ecc: isECCEnabled(board).value,
      virtualization: virtualization(of: board).value.flatMap { $0 == .bareMetal ? nil : $0.rawValue },
      pcieLink: pcieLink(of: board).value?.description)
  }

  /// A limit within the range of records; others are dropped, since they would make the record of the session
  /// unreadable.
  private func limit(_ reading: Reading<Double>) -> Double? {
    reading.value.flatMap { GPUEnvironment.limits.contains($0) ? $0 : nil }
  }
}
