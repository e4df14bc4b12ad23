/// Numbers in the memory of a GPU, freed with the last reference.
final class DeviceArray<Element: BitwiseCopyable & Sendable>: Sendable {
  let count: Int
  let address: CUDADriver.Address
  private let device: CUDADevice

  /// Memory with anything in it.
  init(count: Int, on device: CUDADevice) throws {
    self.count = count
    self.device = device
    address = try device.allocate(bytes: count * MemoryLayout<Element>.stride)
  }

  /// The same numbers, repeated.
  convenience init(repeating numbers: [Element], times: Int = 1, on device: CUDADevice) throws {
    try self.init(count: numbers.count * times, on: device)
    for turn in 0..<times {
      let offset = turn * numbers.count * MemoryLayout<Element>.stride
      try numbers.withUnsafeBytes { try device.upload($0, to: address + UInt64(offset)) }
    }
  }

  deinit {
    // Nothing can be done about a failure, and the context ends with the process.
    try? device.free(address)
  }

  /// How many bytes the numbers take.
  var bytes: Int { count * MemoryLayout<Element>.stride }

  /// Replaces the numbers.
  func upload(_ numbers: [Element]) throws {
    precondition(numbers.count == count)
    try numbers.withUnsafeBytes { try device.upload($0, to: address) }
  }

  /// Copies the numbers back into an array of as many.
  func download(into numbers: inout [Element]) throws {
    precondition(numbers.count == count)
    try numbers.withUnsafeMutableBytes { try device.download(address, to: $0) }
  }
}
