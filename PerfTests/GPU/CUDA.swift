import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceNVML
import PerformanceRecords
import Testing

/// The GPU of this process: CUDA's first, as `CUDA_VISIBLE_DEVICES` orders them.
enum CUDA {
  /// The driver, started, with at least one device; cheap next to ``device``, for no context is made.
  static let driver = Result { try start() }

  /// The device with its context and the kernels, made when it is first asked for.
  static let device = Result { try CUDADevice(driver.get()) }

  /// Why nothing can run on a GPU here, in a sentence; `nil` where it can.
  static var missing: String? {
    switch driver {
    case .success: nil
    case .failure(let error): "\(error)"
    }
  }

  private static func start() throws -> CUDADriver {
    let driver = try CUDADriver()
    let code = driver.initialise(0)
    guard code == 0 else {
      throw CUDAUnavailable(
        "cuInit returned \(code) (\(driver.text(of: code))); see what 'nvidia-smi' and CUDA_VISIBLE_DEVICES say")
    }
    var count: Int32 = 0
    try driver.check("cuDeviceGetCount", driver.deviceCount(&count))
    guard count > 0 else {
      throw CUDAUnavailable("CUDA sees no device; see what 'nvidia-smi' and CUDA_VISIBLE_DEVICES say")
    }
    return driver
  }
}

/// Skips a suite where nothing can run on a GPU, with the missing requirement as the reason.
///
/// Before `.performance`, so that its tests are not even listed. Not `.enabled(if:)`: what that says is made when tests
/// are looked for, in each process of each other benchmark, and the driver would be started there.
struct CUDATrait: SuiteTrait, TestTrait {
  var isRecursive: Bool { true }

  func prepare(for test: Test) async throws {
    let environment = ProcessInfo.processInfo.environment
    if (try? GPURequest(environment: environment)) == .off { try Test.cancel("PERFTEST_GPU is off") }
    if let missing = CUDA.missing { try Test.cancel("\(missing)") }
    let order = try? ChildRequest(environment: environment)
    if order?.task == .count {
      try Test.cancel("the driver cannot run under Valgrind, and what a GPU does is no instruction of the processor")
    }
  }
}

extension Trait where Self == CUDATrait {
  /// Needs a GPU that CUDA programs can use.
  static var needsCUDA: Self { CUDATrait() }
}
