import PerformanceMeasurement
import PerformanceNVML
import PerformanceSystem

/// The support that a bundle has by linking this module; `CPerformanceProbe` calls it by its name.
@c(performance_gpu_support)
public func _linkedGPUSupport() -> UnsafeRawPointer? {
  UnsafeRawPointer(Unmanaged.passUnretained(linkedSupport).toOpaque())
}

private let linkedSupport = GPUSupport { environment throws(InputError) in
  try GPUSelection.meetDemand(of: environment)
}
