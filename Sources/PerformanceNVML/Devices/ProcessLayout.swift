import CNVML

/// The layout of the elements in one version of the process lists.
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

  /// The layout of the third version: drivers 535.43 to 535.86 extended its elements under the same name. They are
  /// identified by having one function that appeared with them, but not the one that appeared with the correction
  /// (nvitop).
  static func ofThirdVersion(in library: NVMLLibrary) -> ProcessLayout {
    let isBroken =
      library.exports("nvmlDeviceGetConfComputeMemSizeInfo")
      && !library.exports("nvmlDeviceGetRunningProcessDetailList")
    return isBroken ? .details : .instances
  }
}
