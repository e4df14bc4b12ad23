import PerformanceRecords

extension GPUDevice {
  /// What numbers of this GPU depend on besides the code.
  package var environment: Reading<GPUEnvironment> {
    get async { await read { $0.environment(of: $1) } }
  }
}

extension NVMLCalls {
  /// What numbers of a GPU or an instance depend on besides the code. Read it right after the work, because an
  /// idle GPU lets its PCIe link run slower. What the driver does not report is left out, except for the name and the UUID.
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

  /// A limit that limits something and that a record takes: with another one the record of the session was not readable.
  private func limit(_ reading: Reading<Double>) -> Double? {
    reading.value.flatMap { GPUEnvironment.limits.contains($0) ? $0 : nil }
  }
}
