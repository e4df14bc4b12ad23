import CNVML

extension GPUDevice {
  /// The share of the last sampling period in which the GPU was busy. Unavailable while MIG is on.
  public var utilization: Reading<GPUUtilization> {
    get async { await read { $0.utilization(of: $1) } }
  }
}

/// The utilization over the last sampling period, a sixth of a second to a second, depending on the model.
public struct GPUUtilization: Hashable, Sendable {
  /// The share in which any kernel ran, whatever part of the GPU it occupied; 0…1.
  public let gpu: Double
  /// The share in which the memory was read or written; 0…1.
  public let memory: Double

  package init(gpu: Double, memory: Double) {
    self.gpu = gpu
    self.memory = memory
  }
}

/// A utilization from the driver's buffer.
package struct GPUUtilizationSample: Hashable, Sendable {
  /// Microseconds of a clock that can only be compared with itself.
  package var timestamp: UInt64
  /// The share of time in which the GPU or its memory was busy; 0…1.
  package var ratio: Double
}

/// The subject of a series of utilizations.
package enum GPUUtilizationSeries: Hashable, Sendable {
  case gpu
  case memory

  fileprivate var number: Int {
    switch self {
    case .gpu: CNVML_SAMPLES_GPU_UTILIZATION
    case .memory: CNVML_SAMPLES_MEMORY_UTILIZATION
    }
  }
}

extension NVMLCalls {
  /// The utilization over the last sampling period.
  package func utilization(of device: NVMLHandle) -> Reading<GPUUtilization> {
    ask(symbols.utilization, of: device) { call in
      var utilization = cnvml_utilization()
      let code = call(device.pointer, &utilization)
      return (code, GPUUtilization(gpu: Double(utilization.gpu) / 100, memory: Double(utilization.memory) / 100))
    }
  }

  /// The utilizations in the driver's buffer, oldest first: about the last 16 s, six a second.
  ///
  /// - Parameter timestamp: Only those after this time, which comes from an earlier series; 0 for all.
  /// - Returns: An empty series when the driver has none, as for an idle GPU.
  package func utilizationSamples(
    _ series: GPUUtilizationSeries, after timestamp: UInt64, of device: NVMLHandle
  ) -> Reading<[GPUUtilizationSample]> {
    samples(series, after: timestamp, room: 0, of: device).flatMap { empty in
      guard empty.count > 0 else { return .value([]) }
      // Drivers keep about a hundred; one that reports more than a million is wrong.
      return samples(series, after: timestamp, room: min(empty.count, 1 << 20), of: device).flatMap { filled in
        filled.ratios.map { .value($0) } ?? .unavailable("utilizations are of a type that this package does not know")
      }
    }
  }

  private struct SampleAnswer {
    var count: Int
    var ratios: [GPUUtilizationSample]?
  }

  /// Calls the function once: without room it returns the needed number, with room the filled number, which may be
  /// smaller.
  private func samples(
    _ series: GPUUtilizationSeries, after timestamp: UInt64, room: Int, of device: NVMLHandle
  ) -> Reading<SampleAnswer> {
    ask(symbols.samples, of: device, about: series.number) { call in
      var samples = [cnvml_sample](repeating: cnvml_sample(), count: room)
      var type: Int32 = 0
      var count = UInt32(room)
      let number = Int32(series.number)
      let code = samples.withUnsafeMutableBufferPointer {
        call(device.pointer, number, timestamp, &type, &count, room == 0 ? nil : $0.baseAddress)
      }
      if code == Int32(CNVML_NOT_FOUND) { return (Int32(CNVML_SUCCESS), SampleAnswer(count: 0, ratios: [])) }
      let filled = samples.prefix(Int(count))
      let numbers = filled.compactMap { NVMLNumber($0.value, type: type) }
      let isKnown = numbers.count == filled.count
      let ratios = zip(filled, numbers).map {
        GPUUtilizationSample(timestamp: $0.timestamp, ratio: $1.quantity / 100)
      }
      return (code, SampleAnswer(count: Int(count), ratios: isKnown ? ratios : nil))
    }
  }
}
