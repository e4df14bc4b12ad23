/// The result of one process for one benchmark.
package struct BenchmarkSession: Equatable, Sendable, Codable {
  /// The id of the benchmark.
  package var id: BenchmarkID
  /// The source location of its `measure` call.
  package var location: CodeLocation
  /// Iterations in each sample.
  package var iterations: Int
  /// The readings, one per metric.
  package var readings: [MetricReading]
  /// Absolute limits that the test set.
  package var budgets: [Budget]
  /// The state of the machine meanwhile.
  package var conditions: SessionConditions
  /// The overhead of the loop in nanoseconds an iteration, measured in the same session.
  package var overhead: Double
  /// Warnings about the numbers.
  package var warnings: [BenchmarkWarning]
  /// The GPU whose numbers are among the readings; `nil` where none was read.
  package var gpu: GPUConditions?
  /// The growth that the test declares; `nil` without a declaration.
  package var growth: DeclaredGrowth?

  package init(
    id: BenchmarkID, location: CodeLocation, iterations: Int, readings: [MetricReading], budgets: [Budget] = [],
    conditions: SessionConditions = SessionConditions(), overhead: Double = 0, warnings: [BenchmarkWarning] = [],
    gpu: GPUConditions? = nil, growth: DeclaredGrowth? = nil
  ) {
    self.id = id
    self.location = location
    self.iterations = iterations
    self.readings = readings
    self.budgets = budgets
    self.conditions = conditions
    self.overhead = overhead
    self.warnings = warnings
    self.gpu = gpu
    self.growth = growth
  }

  /// The reading of the metric with this name; `nil` where the session does not have it.
  package func reading(_ name: String) -> MetricReading? {
    // A loop over indices: this module is not optimised, and `first(where:)` copied each reading.
    var index = 0
    while index < readings.count {
      if readings[index].metric.name == name { return readings[index] }
      index += 1
    }
    return nil
  }
}
