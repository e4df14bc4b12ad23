import PerformanceNVML
import PerformanceRecords
import PerformanceTestSupport

extension Example {
  /// A GPU with its identity and these readings.
  static func snapshot(
    _ index: Int = 0, instance: Int? = nil, _ answers: [GPUQuantity: GPUSnapshot.Answer] = [:]
  ) -> GPUSnapshot {
    let identity: [GPUQuantity: GPUSnapshot.Answer] = [
      .architecture: .value(.text("Hopper")), .driver: .value(.text("580.65.06")),
      .nvml: .value(.text("13.580.65.06")), .cuda: .value(.text("13.0")),
    ]
    return GPUSnapshot(
      index: index, instance: instance, name: "NVIDIA H200", uuid: "GPU-a000000\(index)",
      pciBusID: "00000000:19:00.0", answers: identity.merging(answers) { _, new in new })
  }
}
