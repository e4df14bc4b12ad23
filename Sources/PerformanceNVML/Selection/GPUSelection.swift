import PerformanceRecords
import PerformanceSystem

/// The GPU to measure, or the reason why there is none.
package enum GPUSelection: Equatable, Sendable {
  /// GPU measurements are turned off.
  case off
  /// There is none to measure, for this reason, in one or two sentences.
  case none(String)
  /// This GPU is measured.
  case chosen(ChosenGPU)
}

/// A GPU that was selected for measuring.
package struct ChosenGPU: Equatable, Sendable {
  /// The GPU, or an instance of a GPU that MIG has divided.
  package var device: VisibleDevices.Device
  /// Caveats of the selection, which every session repeats.
  package var notes: [GPUCaveat]

  package init(device: VisibleDevices.Device, notes: [GPUCaveat] = []) {
    self.device = device
    self.notes = notes
  }

  /// The UUID for NVML: that of the instance, else of the GPU.
  package var uuid: String { device.instance ?? device.gpu.uuid }
}

extension GPUSelection {
  /// Selects a GPU.
  ///
  /// Without a UUID it is the first GPU of CUDA, where code runs by default.
  /// - Parameters:
  ///   - request: the user's request.
  ///   - environment: the variables of the process, as CUDA interprets them.
  ///   - gpus: lists the GPUs of the machine; not called when GPU measurements are off.
  /// - Throws: ``InputError`` when the user requires an absent GPU, with the reason.
  package init(
    _ request: GPURequest, environment: [String: String], among gpus: () throws(NVMLFailure) -> [GPUCandidate]
  ) throws(InputError) {
    guard request != .off else {
      self = .off
      return
    }
    let found: [GPUCandidate]
    do throws(NVMLFailure) {
      found = try gpus()
      if found.isEmpty { throw .noDevice }
    } catch {
      self = try Self.absent(error.reason, remedy: error.remedy, for: request)
      return
    }
    let visible = VisibleDevices(environment: environment, among: found)
    switch request {
    case .uuid(let uuid): self = .chosen(try Self.named(uuid, among: found, visible))
    case .automatic, .off, .required:
      guard let first = visible.devices.first else {
        self = try Self.absent(
          "\(VisibleDevices.variable) hides every GPU of this machine",
          remedy: "Unset it, or let it name one of them.", for: request)
        return
      }
      self = .chosen(ChosenGPU(device: first, notes: Self.notes(on: first, visible, among: found, environment)))
    }
  }

  /// No GPU, which is an error where one is required.
  private static func absent(
    _ reason: String, remedy: String, for request: GPURequest
  ) throws(InputError) -> GPUSelection {
    guard request.isDemand else { return .none("\(reason). \(remedy)") }
    throw GPURequest.error(
      "demands a GPU, and there is none to measure: \(reason)",
      remedy: "\(remedy) With \(GPURequest.variable)=auto the run does without.")
  }

  /// The GPU or instance that the user names.
  private static func named(
    _ uuid: String, among gpus: [GPUCandidate], _ visible: VisibleDevices
  ) throws(InputError) -> ChosenGPU {
    let all = gpus.flatMap { gpu in
      [VisibleDevices.Device(gpu: gpu, instance: nil)]
        + gpu.instances.map { VisibleDevices.Device(gpu: gpu, instance: $0) }
    }
    let fitting = UUIDPrefix.all(uuid, in: all) { $0.instance ?? $0.gpu.uuid }
    guard let device = fitting.first else {
      throw GPURequest.error(
        "names \(uuid), which is no GPU of this machine",
        remedy: GPURequest.allowed(gpus.flatMap { [$0.uuid] + $0.instances }))
    }
    guard fitting.count == 1 else {
      throw GPURequest.error(
        "names \(uuid), which fits \(fitting.count) GPUs of this machine",
        remedy: GPURequest.allowed(gpus.flatMap { [$0.uuid] + $0.instances }))
    }
    let isVisible = visible.devices.contains { $0.gpu == device.gpu }
    return ChosenGPU(
      device: device,
      notes: isVisible
        ? [] : [GPUCaveat(.note, .hiddenFromCUDA)])
  }

  private static func notes(
    on chosen: VisibleDevices.Device, _ visible: VisibleDevices, among gpus: [GPUCandidate],
    _ environment: [String: String]
  ) -> [GPUCaveat] {
    var notes: [GPUCaveat] = []
    if visible.devices.count > 1 {
      notes.append(
        GPUCaveat(
          .note, .severalVisible(visible.devices.count, index: chosen.gpu.index, uuid: chosen.gpu.uuid)))
    }
    if gpus.count > 1, !visible.areNamedByUUID, environment["CUDA_DEVICE_ORDER"] != "PCI_BUS_ID" {
      notes.append(GPUCaveat(.note, .numberingUnknown(gpus: gpus.count)))
    }
    return notes
  }
}
