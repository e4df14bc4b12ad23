/// An NVIDIA GPU, or an instance of one that is divided by MIG.
///
/// Its properties query the driver when they are read, on a separate thread, while the task is suspended. Each returns
/// a `Reading`: an unreported quantity is unavailable with a reason, never zero.
public struct GPUDevice: Sendable {
  /// The number that `nvidia-smi` shows, for an instance the number inside its GPU. It may change with a reboot, and
  /// differs from CUDA's, which counts the fastest GPU first and honours `CUDA_VISIBLE_DEVICES`.
  public let index: Int
  /// The product's name, such as `NVIDIA H200`.
  public let name: String
  /// The UUID, such as `GPU-6ac0f4a2-…`, or `MIG-…` for an instance; permanent for the board.
  public let uuid: String
  /// The PCI address, such as `00000000:65:00.0`; `nil` where there is no PCI bus, and for a MIG instance.
  public let pciBusID: String?
  /// Whether this is an instance of a GPU that MIG has divided. Power, energy, clocks and temperature are those of the
  /// board.
  public let isMIGInstance: Bool

  /// NVML's handle.
  package let handle: NVMLHandle
  /// The session that found it.
  package let session: NVMLSession

  /// Makes a query on NVML's thread.
  func read<Value: Sendable>(
    _ question: @escaping @Sendable (NVMLCalls, NVMLHandle) -> Reading<Value>
  ) async -> Reading<Value> {
    let handle = handle
    do {
      return try await session.perform { question($0, handle) }
    } catch {
      return .unavailable(error.reason)
    }
  }
}

extension GPUDevice: Hashable {
  /// Devices are equal when their UUIDs are.
  public static func == (left: GPUDevice, right: GPUDevice) -> Bool { left.uuid == right.uuid }

  /// Hashes the UUID.
  public func hash(into hasher: inout Hasher) { hasher.combine(uuid) }
}

extension GPUDevice: CustomStringConvertible {
  /// The name and the UUID.
  public var description: String { "\(name) (\(uuid))" }
}
