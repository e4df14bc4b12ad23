/// The reason why no GPU can be read: a problem with its remedy.
package enum NVMLFailure: Error, Hashable, Sendable {
  /// NVIDIA's management library does not exist for this system, such as `macOS`.
  case unsupportedSystem(String)
  /// The library is in none of the drivers' folders; the loader's message.
  case libraryNotFound(String)
  /// The library that `PERFTEST_NVML` names cannot be loaded; the loader's message.
  case overrideNotLoaded(String)
  /// The loaded file is another library or too old, since it lacks a function.
  case notNVML(path: String, missing: String)
  /// The library could not start; its return code.
  case notStarted(code: Int32)
  /// The driver works and has no GPU for this process.
  case noDevice
  /// There are GPUs, but none of them can be opened; one reason a GPU.
  case noUsableDevice([String])
  /// A call did not return in time, so the library is not called any more.
  case unanswered(call: String, seconds: Double)
  /// The library stopped working during the run, for a reason that concerns all GPUs.
  case lost(String)

  /// The problem, in one sentence.
  package var problem: String { "\(reason)." }

  /// The problem as the reason of a reading: a sentence without its full stop.
  package var reason: String {
    switch self {
    case .unsupportedSystem(let system): "NVIDIA's management library does not exist for \(system)"
    case .libraryNotFound(let reason): "NVIDIA's management library was not found: \(reason)"
    case .overrideNotLoaded(let reason): "The library that PERFTEST_NVML names cannot be loaded: \(reason)"
    case .notNVML(let path, let missing): "\(path) is no NVIDIA management library of today: it lacks \(missing)"
    case .notStarted(let code): NVMLStartFailure(code: NVMLCode(rawValue: code)).reason
    case .noDevice: "The NVIDIA driver has no GPU for this process"
    case .noUsableDevice(let reasons): "No GPU can be opened: \(reasons.joined(separator: "; "))"
    case .unanswered(let call, let seconds):
      "NVML did not answer in \(Self.text(seconds)) s: \(call); it is left alone"
    case .lost(let reason): "NVML stopped working: \(reason)"
    }
  }

  /// Whether the machine has no GPU or library, in contrast to a broken one.
  package var isAbsence: Bool {
    switch self {
    case .unsupportedSystem, .libraryNotFound, .noDevice: true
    case .notStarted(let code):
      [NVMLCode.driverNotLoaded, .libraryNotFound, .gpuNotFound].contains(NVMLCode(rawValue: code))
    case .overrideNotLoaded, .notNVML, .noUsableDevice, .unanswered, .lost: false
    }
  }

  /// The remedy, in one or two sentences.
  package var remedy: String {
    switch self {
    case .unsupportedSystem: "Measure GPUs on Linux."
    case .libraryNotFound:
      """
      Install the NVIDIA driver; in a container, grant the `utility` capability \
      (NVIDIA_DRIVER_CAPABILITIES=compute,utility). PERFTEST_NVML names a library elsewhere.
      """
    case .overrideNotLoaded, .notNVML: "Let PERFTEST_NVML name the driver's libnvidia-ml.so.1, or unset it."
    case .notStarted(let code): NVMLStartFailure(code: NVMLCode(rawValue: code)).remedy
    case .noDevice: "Check `nvidia-smi -L`; in a container, pass the GPU in (`--gpus all`)."
    case .noUsableDevice: "Check the permissions of /dev/nvidia* and, in a container, which GPUs are passed in."
    case .unanswered:
      "Check `nvidia-smi` and the kernel's log for an Xid; a driver that hangs needs a reset of the GPU or a reboot."
    case .lost: "Check the kernel's log for an Xid, and start the run again."
    }
  }

  private static func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
  }
}

extension NVMLFailure: CustomStringConvertible {
  /// The problem and the remedy as sentences.
  package var description: String { "\(problem) \(remedy)" }
}
