import CPerformanceProbe
import PerformanceRecords
import PerformanceSystem

/// The function that PerformanceGPU adds to a test bundle: it checks that a required GPU exists.
///
/// This module cannot depend on PerformanceGPU, so the linker connects the two: PerformanceGPU defines the C function
/// `performance_gpu_support`, which `perf_gpu_support` calls where it is linked.
package final class GPUSupport: Sendable {
  /// The support of this process; `nil` where no test target imports PerformanceGPU.
  package static let linked: GPUSupport? = perf_gpu_support().map { pointer in
    Unmanaged<GPUSupport>.fromOpaque(pointer).takeUnretainedValue()
  }

  private let check: @Sendable ([String: String]) throws(InputError) -> Void

  /// Creates the support with a function that throws when an environment requires an absent GPU.
  package init(check: @escaping @Sendable ([String: String]) throws(InputError) -> Void) { self.check = check }
}

extension GPUSupport {
  /// Checks that a GPU exists if the environment requires one. Otherwise no library is opened.
  /// - Throws: ``InputError`` when the GPU is absent, or a variable is invalid.
  package static func checkDemand(
    of environment: [String: String], support: GPUSupport? = .linked
  ) throws(InputError) {
    if let support { return try support.check(environment) }
    guard try GPURequest(environment: environment).isDemand else { return }
    throw GPURequest.error(
      "demands a GPU, and no test target of this package imports PerformanceGPU",
      remedy: "Add the product PerformanceGPU to a test target and import it, or unset the variable.")
  }
}
