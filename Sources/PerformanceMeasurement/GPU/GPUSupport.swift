import CPerformanceProbe
import PerformanceRecords
import PerformanceSystem

/// What a test bundle that imports PerformanceGPU can do besides: find the GPU that the user demands.
///
/// The module below does not know the one above, so the linker connects them: PerformanceGPU defines the C function
/// `performance_gpu_support`, which `perf_gpu_support` calls where it is linked.
package final class GPUSupport: Sendable {
  /// The support of this process; `nil` where no test target imports PerformanceGPU.
  package static let linked: GPUSupport? = perf_gpu_support().map { pointer in
    Unmanaged<GPUSupport>.fromOpaque(pointer).takeUnretainedValue()
  }

  private let check: @Sendable ([String: String]) throws(InputError) -> Void

  /// Support by a function that throws when an environment demands a GPU that is not there.
  package init(check: @escaping @Sendable ([String: String]) throws(InputError) -> Void) { self.check = check }
}

extension GPUSupport {
  /// Makes sure that a GPU which the environment demands is there. Without a demand no library is opened.
  /// - Throws: ``InputError`` when it is not, or when a variable cannot be used.
  package static func meetDemand(
    of environment: [String: String], support: GPUSupport? = .linked
  ) throws(InputError) {
    if let support { return try support.check(environment) }
    guard try GPURequest(environment: environment).isDemand else { return }
    throw GPURequest.error(
      "demands a GPU, and no test target of this package imports PerformanceGPU",
      remedy: "Add the product PerformanceGPU to a test target and import it, or unset the variable.")
  }
}
