/// The GPUs that CUDA shows to this process, in CUDA's order.
///
/// After the chapter on environment variables of the CUDA Programming Guide 13: `CUDA_VISIBLE_DEVICES` lists indices or
/// UUIDs, which may be abbreviated if they are unique; entries after an invalid one are invisible; an empty value hides
/// all GPUs; and of MIG instances only one is shown. Behaviour that the guide does not specify follows the observations
/// of nvitop: an entry that repeats a GPU hides all, one of another kind than the first is invalid, and a GPU that MIG
/// has divided is shown as its first instance, without other GPUs.
package struct VisibleDevices: Equatable, Sendable {
  /// A visible GPU or instance.
  package struct Device: Equatable, Sendable {
    /// The GPU that is visible, itself or by an instance.
    package var gpu: GPUCandidate
    /// The UUID of the visible instance, where MIG has divided the GPU and the instance is known.
    package var instance: String?

    package init(gpu: GPUCandidate, instance: String?) {
      self.gpu = gpu
      self.instance = instance
    }

    /// A GPU that is named as a whole; if it is divided, its first instance.
    init(whole gpu: GPUCandidate) {
      self.init(gpu: gpu, instance: gpu.instances.first)
    }
  }

  /// The environment variable.
  package static let variable = "CUDA_VISIBLE_DEVICES"

  /// The visible devices, in CUDA's order.
  package var devices: [Device]
  /// Whether the variable names GPUs by UUID, so that CUDA's numbering does not matter.
  package var areNamedByUUID: Bool

  /// The devices that an environment makes visible.
  package init(environment: [String: String], among gpus: [GPUCandidate]) {
    // Not `setting`: CUDA distinguishes an empty variable from an unset one.
    guard let text = environment[Self.variable] else {
      devices = Self.enumerated(gpus.map(Device.init(whole:)))
      areNamedByUUID = false
      return
    }
    let entries = text.split(separator: ",", omittingEmptySubsequences: false).map { Self.trimmed($0) }
    areNamedByUUID = entries.first.map { Int($0) == nil } ?? false
    devices = Self.enumerated(Self.named(by: entries, among: gpus))
  }

  private static func trimmed(_ entry: Substring) -> String {
    String(entry.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  /// The devices named by the entries, up to the first invalid one.
  private static func named(by entries: [String], among gpus: [GPUCandidate]) -> [Device] {
    let areIndices = entries.first.map { Int($0) != nil } ?? false
    var devices: [Device] = []
    for entry in entries {
      guard (Int(entry) != nil) == areIndices, let device = device(named: entry, among: gpus) else { break }
      if devices.contains(device) { return [] }
      devices.append(device)
    }
    return devices
  }

  private static func device(named entry: String, among gpus: [GPUCandidate]) -> Device? {
    if let index = Int(entry) { return gpus.first { $0.index == index }.map(Device.init(whole:)) }
    guard entry.hasPrefix("MIG-") else { return gpu(named: entry, among: gpus).map(Device.init(whole:)) }
    let instances = gpus.flatMap { gpu in gpu.instances.map { Device(gpu: gpu, instance: $0) } }
    return UUIDPrefix.only(entry, in: instances) { $0.instance ?? "" } ?? partition(named: entry, among: gpus)
  }

  private static func gpu(named entry: String, among gpus: some Collection<GPUCandidate>) -> GPUCandidate? {
    entry.hasPrefix("GPU-") ? UUIDPrefix.only(entry, in: gpus, \.uuid) : nil
  }

  /// The older form `MIG-GPU-…/1/0`, by instance numbers, which the UUIDs of newer drivers do not contain. The GPU is
  /// known, and its instance only if it is the only one.
  private static func partition(named entry: String, among gpus: [GPUCandidate]) -> Device? {
    let parts = entry.dropFirst("MIG-".count).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, Int(parts[1]) != nil, Int(parts[2]) != nil else { return nil }
    return gpu(named: String(parts[0]), among: gpus.filter { !$0.instances.isEmpty }).map { gpu in
      Device(gpu: gpu, instance: gpu.instances.count == 1 ? gpu.instances[0] : nil)
    }
  }

  /// The devices that CUDA enumerates among the visible GPUs: where one is divided, a single instance.
  private static func enumerated(_ devices: [Device]) -> [Device] {
    devices.first { !$0.gpu.instances.isEmpty }.map { [$0] } ?? devices
  }
}
