/// A GPU that can be chosen.
package struct GPUCandidate: Hashable, Sendable {
  /// NVML's number of it, in the order of the PCI bus.
  package var index: Int
  /// Such as `GPU-8932f937-d72c-4106-c12f-20bd9faed9f6`.
  package var uuid: String
  /// The instances that MIG has divided it into, such as `MIG-…`; empty where it is whole.
  package var instances: [String]

  /// A GPU from its parts.
  package init(index: Int, uuid: String, instances: [String] = []) {
    self.index = index
    self.uuid = uuid
    self.instances = instances
  }
}

extension NVMLCalls {
  /// The GPUs that can be chosen.
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
