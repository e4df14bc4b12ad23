import CPerformanceProbe
import PerformanceRecords
import PerformanceWindow

/// One thing that is measured.
///
/// A metric is defined in one file: its name, unit, direction, kind and tolerance stand beside the code that reads it.
public struct Metric: Sendable {
  package let definition: MetricDefinition

  package init(_ definition: MetricDefinition) { self.definition = definition }

  /// The name under which the values are filed and shown.
  public var name: String { definition.description.name }
}

/// What a metric is and how its values come out of a session.
package struct MetricDefinition: Sendable {
  /// What every reader must know.
  package var description: MetricDescription
  /// The pass that gathers what `read` needs.
  package let pass: Stopwatch.Pass
  /// Takes the metric's values, one per sample and per iteration, from what was gathered.
  package let read: @Sendable (GatheredReadings) -> Gathered

  /// Values, or the reason why there are none.
  package enum Gathered: Sendable {
    case values([Double])
    /// Values of which the best may be too bad by so much, through the machine's doing.
    case disturbed([Double], by: Double?)
    case unavailable(String)
  }

  /// A metric that every session can read.
  package init(
    _ name: String, unit: MetricUnit, direction: MetricDescription.Direction = .lowerIsBetter,
    kind: MetricDescription.Kind, tolerance: Tolerance, isJudged: Bool = true, pass: Stopwatch.Pass,
    read: @escaping @Sendable (GatheredReadings) -> Gathered
  ) {
    description = MetricDescription(
      name: name, unit: unit, direction: direction, kind: kind, tolerance: tolerance, isJudged: isJudged)
    self.pass = pass
    self.read = read
  }

  /// The metric's reading of a session.
  func reading(from readings: GatheredReadings) -> MetricReading {
    switch read(readings) {
    // A line with such a number could not be written, and the whole session would be lost with it.
    case .values(let values) where !values.allSatisfy(\.isFinite),
      .disturbed(let values, _) where !values.allSatisfy(\.isFinite):
      MetricReading(description, unavailable: "a value is not a finite number")
    case .values(let values): MetricReading(description, values: values)
    case .disturbed(let values, let amount): MetricReading(description, values: values, disturbance: amount)
    case .unavailable(let reason): MetricReading(description, unavailable: reason)
    }
  }
}

extension [MetricDefinition] {
  /// Each metric once: one that is only shown among others is judged where it is asked for by itself.
  package var distinct: [MetricDefinition] {
    let judged = Set(map(\.description).filter(\.isJudged).map(\.name))
    var names: Set<String> = []
    return filter { definition in
      let description = definition.description
      guard description.isJudged || !judged.contains(description.name) else { return false }
      return names.insert(description.name).inserted
    }
  }
}

/// Everything the passes of one session gathered, per iteration.
package struct GatheredReadings: Sendable {
  /// Nanoseconds an iteration, one value per sample.
  package var wall: [Double] = []
  /// Nanoseconds of CPU time an iteration, one value per sample.
  package var cpu: [Double] = []
  /// Nanoseconds an iteration that all threads waited for a processor while the samples were taken; `nil` if unknown.
  package var waited: Double?
  /// Counts of one iteration each; `nil` when nothing counts in this process.
  package var counts: [perf_counts]?
  /// The account of one window, with the iterations in it.
  package var process: (account: ProcessAccount, iterations: Double)?
  /// Bytes; `nil` where it cannot be reset or read.
  package var peakMemory: Double?
  /// What the windows on the GPU gave, or why there were none; `nil` when none were asked for.
  package var gpu: Result<GPUReadings, GPUAbsence>?
  /// What one iteration processes.
  package var throughput: Throughput?
}

/// What one iteration processes, for numbers per second.
public struct Throughput: Hashable, Sendable {
  /// How much an iteration processes.
  package let amount: Double
  /// The unit of the amount per second.
  package let unit: MetricUnit

  /// Bytes an iteration; must be positive to be shown.
  public static func bytes(_ count: Int) -> Throughput { Throughput(amount: Double(count), unit: .bytesPerSecond) }

  /// Elements an iteration; must be positive to be shown.
  public static func elements(_ count: Int) -> Throughput {
    Throughput(amount: Double(count), unit: .elementsPerSecond)
  }
}
