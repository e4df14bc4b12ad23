extension GPUWindow {
  /// Bytes of an iteration that the board sent over PCIe.
  package var pcieTransmittedPerIteration: Reading<Double> {
    perIteration(pcieBytes(\.pcieTransmitted, "bytes sent over PCIe"))
  }

  /// Bytes of an iteration that the board received over PCIe.
  package var pcieReceivedPerIteration: Reading<Double> {
    perIteration(pcieBytes(\.pcieReceived, "bytes received over PCIe"))
  }

  /// Bytes of an iteration that the board sent over NVLink.
  package var nvlinkTransmittedPerIteration: Reading<Double> {
    perIteration(nvlinkBytes(\.nvlinkTransmitted, "bytes sent over NVLink"))
  }

  /// Bytes of an iteration that the board received over NVLink.
  package var nvlinkReceivedPerIteration: Reading<Double> {
    perIteration(nvlinkBytes(\.nvlinkReceived, "bytes received over NVLink"))
  }

  private func nvlinkBytes(_ counter: (GPUTraffic) -> Reading<UInt64>, _ name: String) -> Reading<Double> {
    CounterGrowth.steady(from: counter(start.counters.traffic), to: counter(end.counters.traffic), of: name)
  }

  /// The sum over the samples, so that a 32-bit counter may wrap between any two of them.
  private func pcieBytes(_ counter: (GPUTraffic) -> Reading<UInt64>, _ name: String) -> Reading<Double> {
    let between = samples.samples.filter { sample in
      counter(sample.traffic).value != nil && sample.time > start.counters.time && sample.time < end.counters.time
    }
    let points =
      [(start.counters.time, counter(start.counters.traffic))] + between.map { ($0.time, counter($0.traffic)) }
      + [(end.counters.time, counter(end.counters.traffic))]
    return zip(points, points.dropFirst()).reduce(.value(0)) { sum, pair in
      sum.flatMap { sum in
        let seconds = MonotonicTime.seconds(from: pair.0.0, to: pair.1.0)
        return CounterGrowth.wrappingBytes(from: pair.0.1, to: pair.1.1, in: seconds, of: name).map { sum + $0 }
      }
    }
  }
}
