import CNVML

/// How one version of the process lists lays its elements out.
enum ProcessLayout {
  /// The process and its memory, 16 bytes.
  case memory
  /// The same and the instances of MIG, 24 bytes.
  case instances
  /// The same and the memory of confidential computing, 32 bytes.
  case details

  /// The bytes from one element to the next.
  var stride: Int {
    switch self {
    case .memory: MemoryLayout<cnvml_process_v1>.stride
    case .instances: MemoryLayout<cnvml_process_v2>.stride
    case .details: MemoryLayout<cnvml_process_detail>.stride
    }
  }

  /// The layout of the third version: drivers 535.43 to 535.86 have made its elements longer under the same name. They
  /// are known by having one function that came with them, and not the one that came with the repair (nvitop).
  static func ofThirdVersion(in library: NVMLLibrary) -> ProcessLayout {
    let isBroken =
      library.exports("nvmlDeviceGetConfComputeMemSizeInfo")
      && !library.exports("nvmlDeviceGetRunningProcessDetailList")
    return isBroken ? .details : .instances
  }
}
