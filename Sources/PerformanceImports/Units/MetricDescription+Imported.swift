import PerformanceRecords

/// The metrics of other tools, with the names and tolerances that those of this package have.
extension MetricDescription {
  /// The elapsed time of an iteration.
  package static let importedTime = MetricDescription(name: wallClock, unit: .nanoseconds)
  /// The processor time of an iteration.
  package static let importedCPUTime = MetricDescription(name: "cpuTime", unit: .nanoseconds)
  /// The allocations of an iteration, which unchanged code repeats.
  package static let importedAllocations = MetricDescription(
    name: "allocations", unit: .count, kind: .exact, tolerance: .percent(0.1))
  /// The allocated bytes of an iteration, which unchanged code repeats.
  package static let importedAllocatedBytes = MetricDescription(
    name: "allocatedBytes", unit: .bytes, kind: .exact, tolerance: .percent(1))
  /// The greatest amount of memory that a process had.
  package static let importedPeakMemory = MetricDescription(name: "peakResidentMemory", unit: .bytes)
  /// The operations per second.
  package static let importedThroughput = MetricDescription(
    name: throughput, unit: MetricUnit("ops/s"), direction: .higherIsBetter)

  /// A metric with the name and the unit of its tool; not judged where no direction is known.
  package static func imported(_ name: String, _ unit: ImportedUnit) -> MetricDescription {
    MetricDescription(
      name: name, unit: unit.base, direction: unit.direction ?? .lowerIsBetter, isJudged: unit.direction != nil)
  }

  /// The same metric, which is not judged because it is the reciprocal of one that is.
  package var beside: MetricDescription {
    var metric = self
    metric.isJudged = false
    return metric
  }
}
