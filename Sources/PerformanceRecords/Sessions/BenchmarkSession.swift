/// What one process measured of one benchmark.
package struct BenchmarkSession: Hashable, Sendable, Codable {
  /// The benchmark.
  package var id: BenchmarkID
  /// Where its `measure` call stands.
  package var location: CodeLocation
  /// Iterations in each sample.
  package var iterations: Int
  /// The readings, one per metric.
  package var readings: [MetricReading]
  /// Absolute limits that the test set.
  package var budgets: [Budget]
  /// What the machine did meanwhile.
  package var conditions: SessionConditions
  /// The loop's own cost in nanoseconds an iteration, measured in the same session.
  package var overhead: Double
  /// What the reader of the numbers should know.
  package var warnings: [BenchmarkWarning]
  /// The GPU whose numbers are among the readings; `nil` where none was read.
  package var gpu: GPUConditions?

  /// A session from its parts.
  package init(
    id: BenchmarkID, location: CodeLocation, iterations: Int, readings: [MetricReading], budgets: [Budget] = [],
    conditions: SessionConditions = SessionConditions(), overhead: Double = 0, warnings: [BenchmarkWarning] = [],
    gpu: GPUConditions? = nil
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
  }

  /// The reading of the metric with this name.
  package func reading(_ name: String) -> MetricReading? {
    readings.first { $0.metric.name == name }
  }
}

/// A doubt about a measurement whose text says what to do.
package enum BenchmarkWarning: Hashable, Sendable, Codable {
  /// The body costs less than twenty times the loop.
  case tooShort(nanoseconds: Double, overhead: Double)
  /// The body costs about what the loop costs: nothing is left of it.
  case removedByOptimiser(nanoseconds: Double, overhead: Double)
  /// The body records a known issue, which costs more than most bodies.
  case knownIssue
  /// After measuring, a failure was recorded in the process of one session; it may not be in that of all.
  case failedAfterwards(String)

  /// What tells doubts apart whose numbers differ from session to session.
  package var kind: String {
    switch self {
    case .tooShort: "tooShort"
    case .removedByOptimiser: "removedByOptimiser"
    case .knownIssue: "knownIssue"
    case .failedAfterwards: "failedAfterwards"
    }
  }

  /// One sentence for a person.
  package var text: String {
    switch self {
    case .tooShort(let nanoseconds, let overhead):
      "\(kind): the body takes \(Self.short(nanoseconds)) ns, the loop itself \(Self.short(overhead)) ns; "
        + "do more work in one iteration"
    case .removedByOptimiser(let nanoseconds, let overhead):
      "\(kind): the body takes \(Self.short(nanoseconds)) ns, no more than the loop (\(Self.short(overhead)) ns); "
        + "return its result from the closure and pass its inputs through blackBox(_:)"
    case .knownIssue:
      "\(kind): the body records a known issue, whose cost is part of the numbers; mend it, or measure what is beside it"
    case .failedAfterwards(let text):
      "\(kind): in a process that measures this failed behind the 'measure' call: \(text); for limits on numbers use "
        + "'.budget', which is judged over all processes"
    }
  }

  private static func short(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
