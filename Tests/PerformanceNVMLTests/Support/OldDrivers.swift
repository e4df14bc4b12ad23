/// Functions that drivers of earlier years do not export.
enum OldDriver {
  /// 470, of 2021.
  static let from470: Set<String> = [
    "nvmlDeviceGetMemoryInfo_v2", "nvmlDeviceGetComputeRunningProcesses_v3", "nvmlDeviceGetGraphicsRunningProcesses_v3",
    "nvmlGpmQueryDeviceSupport", "nvmlGpmSampleAlloc", "nvmlGpmSampleFree", "nvmlGpmSampleGet", "nvmlGpmMigSampleGet",
    "nvmlGpmMetricsGet", "nvmlDeviceGetCurrentClocksEventReasons", "nvmlDeviceGetRunningProcessDetailList",
    "nvmlDeviceGetConfComputeMemSizeInfo", "nvmlDeviceGetTemperatureV",
  ]

  /// 535.43 to 535.86, of 2023, whose third version of process lists has longer elements.
  static let from535: Set<String> = ["nvmlDeviceGetRunningProcessDetailList", "nvmlDeviceGetTemperatureV"]
}
