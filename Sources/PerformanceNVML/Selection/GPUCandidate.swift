/// A GPU that can be selected.
package struct GPUCandidate: Equatable, Sendable {
  /// NVML's index, in the order of the PCI bus.
  package var index: Int
  /// The UUID, such as `GPU-8932f937-d72c-4106-c12f-20bd9faed9f6`.
  package var uuid: String
  /// The UUIDs of its MIG instances, such as `MIG-…`; empty where it is not divided.
  package var instances: [String]

  package init(index: Int, uuid: String, instances: [String] = []) {
    self.index = index
    self.uuid = uuid
    self.instances = instances
  }
}

extension NVMLCalls {
  /// The GPUs that can be selected.
  package func candidates(in session: NVMLSession) -> Result<[GPUCandidate], NVMLFailure> {
    devices(in: session).map { devices in
      devices.map { device in
        GPUCandidate(
          index: device.index, uuid: device.uuid,
          instances: instances(of: device.handle, in: session).value?.map(\.uuid) ?? [])
      }
    }
  }
}
