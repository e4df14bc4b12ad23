import PerformanceMeasurement
import PerformanceNVML
import PerformanceSystem

/// The entry point that linking this module adds to a bundle; `CPerformanceProbe` calls it by name.
@c(performance_gpu_support)
public func _linkedGPUSupport() -> UnsafeRawPointer? {
  UnsafeRawPointer(Unmanaged.passUnretained(linkedSupport).toOpaque())
}

private let linkedSupport = GPUSupport { environment throws(InputError) in
  try GPUSelection.checkDemand(of: environment)
}
