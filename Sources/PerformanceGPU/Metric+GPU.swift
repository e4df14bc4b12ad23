public import PerformanceMeasurement
import PerformanceRecords

extension MetricSelection where Self == MetricGroup {
  /// All readings of an NVIDIA GPU in a separate window after the times; see the individual metrics.
  ///
  /// Only ``gpuMemory`` is judged; the others are shown. Without a GPU all are unavailable with the reason. The body
  /// must wait for the GPU before it returns (`cuCtxSynchronize`), and the GPU work of a set-up counts as well.
  public static var gpu: MetricGroup {
    MetricGroup([
      Metric.reading("energyPerIteration", .joules, depends: .board, isJudged: false),
      Metric.gpuMemory, MetricGroup.gpuErrors,
      Metric.reading("energyTotal", .joules, depends: .board, isJudged: false),
      Metric.reading("powerMean", .watts, depends: .board, isJudged: false),
      Metric.reading("powerMax", .watts, depends: .board, isJudged: false),
      Metric.reading("timePerIteration", .nanoseconds, isJudged: false),
      Metric.reading("cyclesPerIteration", .count, isJudged: false),
      Metric.reading("smClockMean", .megahertz, .higherIsBetter, isJudged: false),
      Metric.reading("smClockRatio", .ratio, .higherIsBetter, isJudged: false),
      Metric.reading("throttle.powerFraction", .ratio, isJudged: false),
      Metric.reading("throttle.thermalFraction", .ratio, isJudged: false),
      Metric.reading("throttle.syncBoostFraction", .ratio, isJudged: false),
      Metric.reading("throttle.boardFraction", .ratio, isJudged: false),
      Metric.reading("throttle.reliabilityFraction", .ratio, isJudged: false),
      Metric.reading("utilizationMean", .ratio, .higherIsBetter, isJudged: false),
      Metric.reading("memoryUtilizationMean", .ratio, .higherIsBetter, isJudged: false),
      Metric.reading("temperatureStart", .celsius, isJudged: false),
      Metric.reading("temperatureEnd", .celsius, isJudged: false),
      Metric.reading("temperatureMax", .celsius, isJudged: false),
      Metric.reading("memoryTemperatureMax", .celsius, isJudged: false),
      Metric.reading("pstateWorst", .count, isJudged: false),
      Metric.reading("eccCorrectedDelta", .count, isJudged: false),
      Metric.reading("pcieReplayDelta", .count, isJudged: false),
      Metric.reading("foreignProcesses", .count, isJudged: false),
    ])
  }

  /// Uncorrected memory errors and faults that the driver reports (XID) during the window; shown and not judged: a
  /// fault belongs to the board and not to the code, and makes the other readings of its window invalid.
  public static var gpuErrors: MetricGroup {
    MetricGroup([
      Metric.reading("eccUncorrectedDelta", .count, isJudged: false),
      Metric.reading("xidCount", .count, isJudged: false),
    ])
  }

  /// Bytes over PCI Express for an iteration, sent and received by the whole board.
  public static var gpuPCIe: MetricGroup {
    MetricGroup([
      Metric.reading("pcieTxBytesPerIteration", .bytes, tolerance: .usual(orAbsolute: 65_536)),
      Metric.reading("pcieRxBytesPerIteration", .bytes, tolerance: .usual(orAbsolute: 65_536)),
    ])
  }

  /// Bytes over NVLink for an iteration, sent and received by the board.
  public static var gpuNVLink: MetricGroup {
    MetricGroup([
      Metric.reading("nvlinkTxBytesPerIteration", .bytes, tolerance: .usual(orAbsolute: 65_536)),
      Metric.reading("nvlinkRxBytesPerIteration", .bytes, tolerance: .usual(orAbsolute: 65_536)),
    ])
  }

  /// Shares of the window in which the multiprocessors, the tensor cores and the memory were active, and the occupancy
  /// of the multiprocessors; Hopper and later (GPM). Shown and not judged.
  public static var gpuActivity: MetricGroup {
    MetricGroup([
      Metric.reading("smActivity", .ratio, .higherIsBetter, isJudged: false),
      Metric.reading("smOccupancy", .ratio, .higherIsBetter, isJudged: false),
      Metric.reading("tensorActivity", .ratio, .higherIsBetter, isJudged: false),
      Metric.reading("dramActivity", .ratio, .higherIsBetter, isJudged: false),
    ])
  }
}

extension MetricSelection where Self == Metric {
  /// Energy of the whole board for an iteration, in joules, from its own counter; judged, on the same board only.
  ///
  /// From windows of at least 5 s and 50 steps of the counter. Boards of one model differ by 5 % (Yang et al., Part-time
  /// Power Measurements, 2024), so on another one a rise is ambiguous.
  public static var gpuEnergy: Metric { Metric.reading("energyPerIteration", .joules, depends: .board) }

  /// The peak memory in use on the board, less that at the start, in bytes; from samples every 100 ms.
  public static var gpuMemory: Metric {
    Metric.reading("memoryPeakDelta", .bytes, tolerance: .usual(orAbsolute: 16 * 1_048_576))
  }

  /// Memory in use on the board at the end of a window, less that at its start, in bytes. Caching allocators make it
  /// useless, so it is read on request only.
  public static var gpuMemoryGrowth: Metric {
    Metric.reading("memoryLeak", .bytes, tolerance: .usual(orAbsolute: 16 * 1_048_576))
  }
}

extension Metric {
  /// A metric named `gpu.…`.
  fileprivate static func reading(
    _ name: String, _ unit: MetricUnit, _ direction: MetricDescription.Direction = .lowerIsBetter,
    tolerance: Tolerance = .usual, depends dependence: GPUDependence = .model, isJudged: Bool = true
  ) -> Metric {
    let full = "gpu." + name
    var definition = MetricDefinition(
      full, unit: unit, direction: direction, kind: .sampled, tolerance: tolerance, isJudged: isJudged,
      pass: GPUPass()
    ) { pass in
      switch pass.readings {
      case nil: .unavailable(.external("the GPU was not read in this process"))
      case .failure(let absence): .unavailable(.external(absence.text))
      case .success(let gpu):
        gpu.values[full] ?? .unavailable(.external("this GPU window has no such reading"))
      }
    }
    definition.description.gpu = dependence
    return Metric(definition)
  }
}
