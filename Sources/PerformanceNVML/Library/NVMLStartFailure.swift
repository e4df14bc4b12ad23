/// The failure of starting the library, by its return code.
///
/// The causes of the codes are known from reports about NVIDIA's container tools, GPU operators and drivers.
struct NVMLStartFailure {
  /// The return code of `nvmlInit_v2`.
  let code: NVMLCode

  /// The problem, in one sentence without its full stop.
  var reason: String {
    let what =
      switch code {
      case .driverNotLoaded: "the kernel module of the NVIDIA driver is not loaded"
      case .versionMismatch:
        "the NVIDIA driver was upgraded while its older kernel module is still loaded"
      case .noPermission: "this user may not open the NVIDIA devices"
      case .operatingSystem: "the operating system or a control group blocks the NVIDIA devices"
      case .unknown:
        "the NVIDIA devices cannot be reached, as in a container that lost them to `systemctl daemon-reload`"
      case .libraryNotFound: "the driver lacks a library that NVML needs, or the file is the stub of the CUDA toolkit"
      case .gpuNotFound: "the driver finds no GPU"
      case .gpuIsLost, .resetRequired: "a GPU fell off the bus or needs a reset"
      case .insufficientPower: "a GPU's power cable is not connected"
      case .interruptIssue: "the kernel does not deliver a GPU's interrupts"
      default: code.sentence
      }
    return "NVML could not start: \(what) (nvmlInit_v2: \(code))"
  }

  /// The remedy, in one sentence.
  var remedy: String {
    switch code {
    case .driverNotLoaded: "Load it (`sudo modprobe nvidia`), and check that the machine has an NVIDIA GPU (`lspci`)."
    case .versionMismatch: "Reboot, or reload the nvidia kernel module."
    case .noPermission: "Give the user read and write access to /dev/nvidia*."
    case .operatingSystem:
      "Allow /dev/nvidia* in the control group of the process, or start the container with the GPU."
    case .unknown: "Start the container anew; outside of one, check the kernel's log for lines of NVRM."
    case .libraryNotFound: "Use libnvidia-ml.so.1 of the installed driver, never the one in a `stubs` folder."
    case .gpuNotFound: "Check `lspci` and the kernel's log for lines of NVRM."
    case .gpuIsLost, .resetRequired: "Reset it (`sudo nvidia-smi --gpu-reset`) or reboot."
    case .insufficientPower: "Connect the power cable of the GPU."
    case .interruptIssue: "Check the kernel's log for lines of NVRM, and reboot."
    default: "Check that `nvidia-smi` works on this machine as this user."
    }
  }
}
