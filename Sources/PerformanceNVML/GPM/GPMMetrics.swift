import CNVML

/// Computes ratios from two samples.
enum GPMMetrics {
  /// The header requires 100 ms between two samples.
  static let shortestTime: UInt64 = 100_000_000

  private static let wanted = [
    CNVML_GPM_GRAPHICS_UTILIZATION, CNVML_GPM_SM_UTILIZATION, CNVML_GPM_SM_OCCUPANCY, CNVML_GPM_TENSOR_UTILIZATION,
    CNVML_GPM_DRAM_UTILIZATION,
  ]

  /// Makes the call with zeroed room for more metrics than the newest header has: the structure grew twice without a
  /// new version, so that a driver may assume a larger one than its caller.
  static func read(
    from first: GPMSample, to second: GPMSample, _ call: cnvml_gpm_metrics_get
  ) -> (code: Int32, value: [Int: cnvml_gpm_metric]) {
    let size =
      MemoryLayout<cnvml_gpm_metrics>.stride + Int(CNVML_GPM_METRICS_ROOM) * MemoryLayout<cnvml_gpm_metric>.stride
    return withUnsafeTemporaryAllocation(
      byteCount: size, alignment: MemoryLayout<cnvml_gpm_metrics>.alignment
    ) { buffer in
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      let header = buffer.bindMemory(to: cnvml_gpm_metrics.self)
      header[0].version = UInt32(CNVML_GPM_VERSION)
      header[0].count = UInt32(wanted.count)
      header[0].first = first.pointer
      header[0].second = second.pointer
      let entries = UnsafeMutableRawBufferPointer(rebasing: buffer[MemoryLayout<cnvml_gpm_metrics>.stride...])
      for (index, metric) in wanted.enumerated() {
        entries.storeBytes(
          of: UInt32(metric), toByteOffset: index * MemoryLayout<cnvml_gpm_metric>.stride, as: UInt32.self)
      }
      guard let request = header.baseAddress else { return (Int32(CNVML_INSUFFICIENT_SIZE), [:]) }
      let code = call(request)
      let filled = wanted.indices.map {
        entries.load(fromByteOffset: $0 * MemoryLayout<cnvml_gpm_metric>.stride, as: cnvml_gpm_metric.self)
      }
      return (code, Dictionary(filled.map { (Int($0.metric), $0) }) { first, _ in first })
    }
  }
}
