import Foundation

/// A GPU that kernels run on: its primary context with the compiled kernels.
///
/// A context is current in a thread, and tasks change theirs, so each call makes it current first.
final class CUDADevice: Sendable {
  /// The name, such as `NVIDIA H200`.
  let name: String
  /// The identity by which NVML finds the same device, such as `GPU-12345678-9abc-…`.
  let uuid: String
  private let driver: CUDADriver
  private let context: CUDADriver.Handle
  private let functions: [Kernel: CUDADriver.Handle]

  /// The first device of a driver.
  /// - Throws: ``CUDAError``, or ``CUDAUnavailable`` when the driver cannot compile the kernels.
  init(_ driver: CUDADriver) throws {
    self.driver = driver
    var device: Int32 = 0
    try driver.check("cuDeviceGet", driver.device(&device, 0))
    name = try Self.name(of: device, driver)
    uuid = try Self.uuid(of: device, driver)
    var context: CUDADriver.Handle = 0
    try driver.check("cuDevicePrimaryCtxRetain", driver.retainPrimaryContext(&context, device))
    try driver.check("cuCtxSetCurrent", driver.setCurrent(context))
    self.context = context
    functions = try Self.functions(driver)
  }

  /// Starts a kernel; it runs on after this returns.
  func start(_ launch: KernelLaunch) throws {
    guard let function = functions[launch.kernel] else { return }
    try call("cuLaunchKernel") { driver in
      launch.words.withUnsafeBufferPointer { values in
        withUnsafeTemporaryAllocation(of: UnsafeRawPointer?.self, capacity: values.count) { places in
          for index in values.indices {
            places.initializeElement(at: index, to: values.baseAddress.map { UnsafeRawPointer($0 + index) })
          }
          return driver.launch(
            function, UInt32(launch.blocks), 1, 1, UInt32(launch.threads), 1, 1, 0, 0,
            UnsafePointer(places.baseAddress), nil)
        }
      }
    }
  }

  /// Waits until everything that was started has ended.
  func synchronise() throws { try call("cuCtxSynchronize") { $0.synchronise() } }

  /// Runs a kernel to its end.
  func run(_ launch: KernelLaunch) throws {
    try start(launch)
    try synchronise()
  }

  func allocate(bytes: Int) throws -> CUDADriver.Address {
    var address: CUDADriver.Address = 0
    try call("cuMemAlloc") { $0.allocate(&address, bytes) }
    return address
  }

  func free(_ address: CUDADriver.Address) throws { try call("cuMemFree") { $0.free(address) } }

  func upload(_ bytes: UnsafeRawBufferPointer, to address: CUDADriver.Address) throws {
    try call("cuMemcpyHtoD") { $0.upload(address, bytes.baseAddress, bytes.count) }
  }

  func download(_ address: CUDADriver.Address, to bytes: UnsafeMutableRawBufferPointer) throws {
    try call("cuMemcpyDtoH") { $0.download(bytes.baseAddress, address, bytes.count) }
  }

  /// CUDA's version that the driver is of, such as `13.0`.
  var cudaVersion: String {
    var version: Int32 = 0
    guard driver.driverVersion(&version) == 0 else { return "unknown" }
    return "\(version / 1000).\(version % 1000 / 10)"
  }

  private func call(_ name: String, _ body: (CUDADriver) -> CUDADriver.Code) throws {
    try driver.check("cuCtxSetCurrent", driver.setCurrent(context))
    try driver.check(name, body(driver))
  }

  // MARK: - Beginning

  private static func name(of device: Int32, _ driver: CUDADriver) throws -> String {
    var text = [CChar](repeating: 0, count: 256)
    try driver.check("cuDeviceGetName", driver.deviceName(&text, Int32(text.count), device))
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func uuid(of device: Int32, _ driver: CUDADriver) throws -> String {
    var bytes: uuid_t = UUID().uuid
    try driver.check("cuDeviceGetUuid", driver.deviceUUID(&bytes, device))
    return "GPU-" + UUID(uuid: bytes).uuidString.lowercased()
  }

  private static func functions(_ driver: CUDADriver) throws -> [Kernel: CUDADriver.Handle] {
    var module: CUDADriver.Handle = 0
    var log = [UInt8](repeating: 0, count: 8192)
    let code = log.withUnsafeMutableBytes { log in
      // The buffer for errors and its size: CU_JIT_ERROR_LOG_BUFFER and CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES.
      let options: [(name: Int32, value: UInt)] = [(5, UInt(bitPattern: log.baseAddress)), (6, UInt(log.count))]
      return Kernel.module.withCString {
        driver.loadModule(&module, $0, UInt32(options.count), options.map(\.name), options.map(\.value))
      }
    }
    guard code == 0 else {
      let text = String(decoding: log.prefix { $0 != 0 }, as: UTF8.self)
      throw CUDAUnavailable("the driver cannot compile the kernels: \(driver.text(of: code)). \(text)")
    }
    var functions: [Kernel: CUDADriver.Handle] = [:]
    for kernel in Kernel.allCases {
      var function: CUDADriver.Handle = 0
      try driver.check("cuModuleGetFunction", kernel.rawValue.withCString { driver.function(&function, module, $0) })
      functions[kernel] = function
    }
    return functions
  }
}

/// A kernel with its parameters and how many threads run it.
struct KernelLaunch: Sendable {
  let kernel: Kernel
  let blocks: Int
  let threads: Int
  /// The parameters as the kernel takes them.
  let words: [UInt64]
  /// Keeps the memory that the words name: Swift frees an array after its last use, which may be before the launch.
  private let parameters: [any KernelParameter]

  init(_ kernel: Kernel, blocks: Int, threads: Int = 256, _ parameters: any KernelParameter...) {
    self.kernel = kernel
    self.blocks = blocks
    self.threads = threads
    self.parameters = parameters
    words = parameters.map(\.word)
  }
}

/// A type that a kernel accepts as an argument.
protocol KernelParameter: Sendable {
  /// The value, or where it lies.
  var word: UInt64 { get }
}

extension UInt64: KernelParameter {
  var word: UInt64 { self }
}

extension DeviceArray: KernelParameter {
  var word: UInt64 { address }
}
