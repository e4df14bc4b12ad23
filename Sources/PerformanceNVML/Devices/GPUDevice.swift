/// An NVIDIA GPU, or an instance of one that is divided by MIG.
///
/// Its properties ask the driver when they are read, on a thread of their own, and the task is suspended meanwhile.
/// Each gives a `Reading`: what a GPU does not report is unavailable with a reason, never zero.
public struct GPUDevice: Sendable {
  /// The number that `nvidia-smi` shows, of an instance the number inside its GPU. It may change with a reboot, and it
  /// is not CUDA's, which counts the fastest GPU first and honours `CUDA_VISIBLE_DEVICES`.
  public let index: Int
  /// Such as `NVIDIA H200`.
  public let name: String
  /// Such as `GPU-6ac0f4a2-…`, or `MIG-…` of an instance; it stays the same for the life of the board.
  public let uuid: String
  /// Such as `00000000:65:00.0`; `nil` where there is no PCI bus, and of a MIG instance.
  public let pciBusID: String?
  /// Whether this is a part of a GPU that MIG has divided. Power, energy, clocks and temperature are the board's.
  public let isMIGInstance: Bool

  /// What NVML calls it.
  package let handle: NVMLHandle
  /// The library it was found by.
  package let session: NVMLSession

  /// Asks a question on NVML's thread.
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
  /// Two are the same when their UUIDs are.
  public static func == (left: GPUDevice, right: GPUDevice) -> Bool { left.uuid == right.uuid }

  /// By the UUID.
  public func hash(into hasher: inout Hasher) { hasher.combine(uuid) }
}

extension GPUDevice: CustomStringConvertible {
  /// The name and the UUID.
  public var description: String { "\(name) (\(uuid))" }
}
