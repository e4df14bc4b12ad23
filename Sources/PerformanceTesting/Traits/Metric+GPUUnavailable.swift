import PerformanceMeasurement

// The names of GPU metrics without their product: the compiler names the missing product instead of "no member 'gpu'".
extension MetricSelection where Self == MetricGroup {
  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpu: MetricGroup { MetricGroup([]) }

  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuErrors: MetricGroup { MetricGroup([]) }

  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuPCIe: MetricGroup { MetricGroup([]) }

  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuNVLink: MetricGroup { MetricGroup([]) }

  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuActivity: MetricGroup { MetricGroup([]) }
}

extension MetricSelection where Self == Metric {
  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuEnergy: Metric { .wallClock }

  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuMemory: Metric { .wallClock }

  @available(*, unavailable, message: "add the product PerformanceGPU to the test target, and import PerformanceGPU")
  public static var gpuMemoryGrowth: Metric { .wallClock }
}
