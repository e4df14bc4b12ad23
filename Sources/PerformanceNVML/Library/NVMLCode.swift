import CNVML

/// The return code of an NVML function.
///
/// The texts are defined here: querying the driver for them would call it exactly when it misbehaves. A code that is
/// newer than this table keeps its number.
package struct NVMLCode: RawRepresentable, Hashable, Sendable {
  /// The number in the header of NVML 13.3.
  package var rawValue: Int32

  package init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  private init(_ constant: Int) {
    rawValue = Int32(truncatingIfNeeded: constant)
  }

  static let success = NVMLCode(CNVML_SUCCESS)
  static let uninitialized = NVMLCode(CNVML_UNINITIALIZED)
  static let invalidArgument = NVMLCode(CNVML_INVALID_ARGUMENT)
  static let notSupported = NVMLCode(CNVML_NOT_SUPPORTED)
  static let noPermission = NVMLCode(CNVML_NO_PERMISSION)
  static let alreadyInitialized = NVMLCode(CNVML_ALREADY_INITIALIZED)
  static let notFound = NVMLCode(CNVML_NOT_FOUND)
  static let insufficientSize = NVMLCode(CNVML_INSUFFICIENT_SIZE)
  static let insufficientPower = NVMLCode(CNVML_INSUFFICIENT_POWER)
  static let driverNotLoaded = NVMLCode(CNVML_DRIVER_NOT_LOADED)
  static let timeout = NVMLCode(CNVML_TIMEOUT)
  static let interruptIssue = NVMLCode(CNVML_IRQ_ISSUE)
  static let libraryNotFound = NVMLCode(CNVML_LIBRARY_NOT_FOUND)
  static let functionNotFound = NVMLCode(CNVML_FUNCTION_NOT_FOUND)
  static let corruptedInfoROM = NVMLCode(CNVML_CORRUPTED_INFOROM)
  static let gpuIsLost = NVMLCode(CNVML_GPU_IS_LOST)
  static let resetRequired = NVMLCode(CNVML_RESET_REQUIRED)
  static let operatingSystem = NVMLCode(CNVML_OPERATING_SYSTEM)
  static let versionMismatch = NVMLCode(CNVML_LIB_RM_VERSION_MISMATCH)
  static let inUse = NVMLCode(CNVML_IN_USE)
  static let memory = NVMLCode(CNVML_MEMORY)
  static let noData = NVMLCode(CNVML_NO_DATA)
  static let virtualECCNotSupported = NVMLCode(CNVML_VGPU_ECC_NOT_SUPPORTED)
  static let insufficientResources = NVMLCode(CNVML_INSUFFICIENT_RESOURCES)
  static let frequencyNotSupported = NVMLCode(CNVML_FREQ_NOT_SUPPORTED)
  static let argumentVersionMismatch = NVMLCode(CNVML_ARGUMENT_VERSION_MISMATCH)
  static let deprecated = NVMLCode(CNVML_DEPRECATED)
  static let notReady = NVMLCode(CNVML_NOT_READY)
  static let gpuNotFound = NVMLCode(CNVML_GPU_NOT_FOUND)
  static let invalidState = NVMLCode(CNVML_INVALID_STATE)
  static let resetTypeNotSupported = NVMLCode(CNVML_RESET_TYPE_NOT_SUPPORTED)
  static let unknown = NVMLCode(CNVML_UNKNOWN)
}

extension NVMLCode {
  /// The meaning of a return code for a query.
  package enum Meaning: Hashable, Sendable {
    /// The answer is valid.
    case answered
    /// There is no answer at the moment.
    case unavailable
    /// The device will never answer, so the query is not repeated.
    case refused
    /// The device is in a state in which its numbers are invalid.
    case invalid
    /// The device is lost until it is repaired.
    case deviceLost
    /// The library or the driver is lost, with all devices.
    case libraryLost
  }

  /// The meaning of the code for a query.
  package var meaning: Meaning {
    switch self {
    case .success, .alreadyInitialized: .answered
    // Arguments and structures do not change between calls, so a rejection is permanent.
    case .notSupported, .noPermission, .functionNotFound, .virtualECCNotSupported, .invalidArgument,
      .argumentVersionMismatch, .deprecated:
      .refused
    case .insufficientPower, .interruptIssue: .invalid
    case .gpuIsLost, .resetRequired, .gpuNotFound: .deviceLost
    case .uninitialized, .driverNotLoaded, .versionMismatch: .libraryLost
    default: .unavailable
    }
  }

  /// The name in the header without its prefix, or `nil` for a code that is newer than this table.
  package var name: String? { entry?.name }

  /// The text of the code, as a clause that can follow a colon.
  package var sentence: String { entry?.sentence ?? "NVML gave a code that is newer than this package" }

  private var entry: (name: String, sentence: String)? { Self.table[self] }

  private static let table: [NVMLCode: (name: String, sentence: String)] = [
    .success: ("SUCCESS", "it worked"),
    .uninitialized: ("UNINITIALIZED", "NVML was shut down by other code of this process"),
    .invalidArgument: ("INVALID_ARGUMENT", "this kind of device does not take the question"),
    .notSupported: ("NOT_SUPPORTED", "this device does not support it"),
    .noPermission: ("NO_PERMISSION", "this user may not ask for it"),
    .alreadyInitialized: ("ALREADY_INITIALIZED", "NVML had been started before"),
    .notFound: ("NOT_FOUND", "there is no such thing"),
    .insufficientSize: ("INSUFFICIENT_SIZE", "the answer did not fit into its buffer"),
    .insufficientPower: ("INSUFFICIENT_POWER", "the power cable of the GPU is not connected"),
    .driverNotLoaded: ("DRIVER_NOT_LOADED", "the NVIDIA driver is not loaded"),
    .timeout: ("TIMEOUT", "the driver gave up waiting"),
    .interruptIssue: ("IRQ_ISSUE", "the kernel does not deliver the GPU's interrupts"),
    .libraryNotFound: ("LIBRARY_NOT_FOUND", "the driver lacks a library"),
    .functionNotFound: ("FUNCTION_NOT_FOUND", "this driver does not have the function"),
    .corruptedInfoROM: ("CORRUPTED_INFOROM", "the GPU's information memory is corrupted"),
    .gpuIsLost: ("GPU_IS_LOST", "the GPU fell off the bus or cannot be reached any more"),
    .resetRequired: ("RESET_REQUIRED", "the GPU needs a reset"),
    .operatingSystem: ("OPERATING_SYSTEM", "the operating system or a control group blocks the GPU"),
    .versionMismatch: ("LIB_RM_VERSION_MISMATCH", "the driver was upgraded, its kernel module was not"),
    .inUse: ("IN_USE", "the GPU is in use"),
    .memory: ("MEMORY", "there was not enough memory"),
    .noData: ("NO_DATA", "there are no data"),
    .virtualECCNotSupported: ("VGPU_ECC_NOT_SUPPORTED", "the virtual GPU has no ECC"),
    .insufficientResources: ("INSUFFICIENT_RESOURCES", "the driver lacks resources"),
    .frequencyNotSupported: ("FREQ_NOT_SUPPORTED", "the GPU does not run at such a clock"),
    .argumentVersionMismatch: ("ARGUMENT_VERSION_MISMATCH", "this driver knows another version of the structure"),
    .deprecated: ("DEPRECATED", "this driver has given up the function"),
    .notReady: ("NOT_READY", "the GPU is not ready"),
    .gpuNotFound: ("GPU_NOT_FOUND", "the GPU is no longer there"),
    .invalidState: ("INVALID_STATE", "the GPU is in a state in which it does not answer"),
    .resetTypeNotSupported: ("RESET_TYPE_NOT_SUPPORTED", "the GPU has no such reset"),
    .unknown: ("UNKNOWN", "the driver gave no reason"),
  ]
}

extension NVMLCode: CustomStringConvertible {
  package var description: String { name.map { "\(rawValue) \($0)" } ?? "\(rawValue)" }
}
