import PerformanceMeasurement

// The names of GPU metrics without their product: the compiler says what is missing instead of "no member 'gpu'".
extension Metric {
  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpu: Metric { Metric([Metric]()) }

  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuEnergy: Metric { Metric([Metric]()) }

  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuMemory: Metric { Metric([Metric]()) }

  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuMemoryGrowth: Metric { Metric([Metric]()) }

  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuErrors: Metric { Metric([Metric]()) }

  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuPCIe: Metric { Metric([Metric]()) }

  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuNVLink: Metric { Metric([Metric]()) }

  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuActivity: Metric { Metric([Metric]()) }
}
