import PerformanceSystem

/// The calls of the CUDA driver that the benchmarks make, found by name in `libcuda.so.1`.
///
/// The declarations follow the CUDA driver API as its reference manual describes it: results and devices are 32-bit
/// integers, addresses on the device 64-bit ones, everything else is a pointer of the driver's own. The names end in
/// `_v2` where the call of that name took 32-bit sizes once.
struct CUDADriver: Sendable {
  /// The result of every call: 0, or the number of an error.
  typealias Code = Int32
  /// A pointer of the driver's that nobody looks behind: a context, a module, a function.
  typealias Handle = UInt
  /// Where something lies in the memory of the device.
  typealias Address = UInt64

  let initialise: @Sendable @convention(c) (UInt32) -> Code
  let driverVersion: @Sendable @convention(c) (UnsafeMutablePointer<Int32>?) -> Code
  let deviceCount: @Sendable @convention(c) (UnsafeMutablePointer<Int32>?) -> Code
  let device: @Sendable @convention(c) (UnsafeMutablePointer<Int32>?, Int32) -> Code
  let deviceName: @Sendable @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32) -> Code
  let deviceUUID: @Sendable @convention(c) (UnsafeMutableRawPointer?, Int32) -> Code
  let retainPrimaryContext: @Sendable @convention(c) (UnsafeMutablePointer<Handle>?, Int32) -> Code
  let setCurrent: @Sendable @convention(c) (Handle) -> Code
  let synchronise: @Sendable @convention(c) () -> Code
  let loadModule:
    @Sendable @convention(c) (
      UnsafeMutablePointer<Handle>?, UnsafeRawPointer?, UInt32, UnsafePointer<Int32>?, UnsafePointer<UInt>?
    ) -> Code
  let function: @Sendable @convention(c) (UnsafeMutablePointer<Handle>?, Handle, UnsafePointer<CChar>?) -> Code
  let allocate: @Sendable @convention(c) (UnsafeMutablePointer<Address>?, Int) -> Code
  let free: @Sendable @convention(c) (Address) -> Code
  let upload: @Sendable @convention(c) (Address, UnsafeRawPointer?, Int) -> Code
  let download: @Sendable @convention(c) (UnsafeMutableRawPointer?, Address, Int) -> Code
  /// Function, blocks in x, y and z, threads in x, y and z, bytes of shared memory, stream, parameters, none.
  let launch:
    @Sendable @convention(c) (
      Handle, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, Handle,
      UnsafePointer<UnsafeRawPointer?>?, UnsafeRawPointer?
    ) -> Code
  private let errorText: @Sendable @convention(c) (Code, UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> Code

  /// The name by which every driver since 2007 installs the library.
  static let soname = "libcuda.so.1"

  /// Opens the library and finds every call.
  /// - Throws: ``CUDAUnavailable`` when the library is not there, or lacks one.
  init() throws {
    let library: DynamicLibrary
    do {
      library = try DynamicLibrary(Self.soname)
    } catch {
      throw CUDAUnavailable(
        "\(error); install an NVIDIA driver, in a container with the 'compute' capability")
    }
    func find<Function>(_ name: String, as type: Function.Type = Function.self) throws -> Function {
      guard let symbol = library.symbol(name, as: type) else {
        throw CUDAUnavailable("\(Self.soname) has no '\(name)'; install a driver of release 470 or later")
      }
      return symbol
    }
    initialise = try find("cuInit")
    driverVersion = try find("cuDriverGetVersion")
    deviceCount = try find("cuDeviceGetCount")
    device = try find("cuDeviceGet")
    deviceName = try find("cuDeviceGetName")
    deviceUUID = try find("cuDeviceGetUuid")
    retainPrimaryContext = try find("cuDevicePrimaryCtxRetain")
    setCurrent = try find("cuCtxSetCurrent")
    synchronise = try find("cuCtxSynchronize")
    loadModule = try find("cuModuleLoadDataEx")
    function = try find("cuModuleGetFunction")
    allocate = try find("cuMemAlloc_v2")
    free = try find("cuMemFree_v2")
    upload = try find("cuMemcpyHtoD_v2")
    download = try find("cuMemcpyDtoH_v2")
    launch = try find("cuLaunchKernel")
    errorText = try find("cuGetErrorString")
  }

  /// Passes a call's result on.
  /// - Throws: ``CUDAError`` for any result but 0.
  func check(_ call: String, _ code: Code) throws {
    guard code != 0 else { return }
    throw CUDAError(call: call, code: code, text: text(of: code))
  }

  /// The driver's text for the number of an error.
  func text(of code: Code) -> String {
    var text: UnsafePointer<CChar>?
    guard errorText(code, &text) == 0, let text else { return "an error that this driver does not know" }
    return String(cString: text)
  }
}

/// A call of the CUDA driver that failed.
struct CUDAError: Error, CustomStringConvertible {
  let call: String
  let code: CUDADriver.Code
  let text: String

  var description: String { "\(call) returned \(code) (\(text))" }
}

/// Why there is no GPU to run anything on, and what to do about it.
struct CUDAUnavailable: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
