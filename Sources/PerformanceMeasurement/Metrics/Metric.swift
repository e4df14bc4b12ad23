import PerformanceRecords

/// A measured quantity.
///
/// Each metric is defined in one file: its name, unit, direction, kind, tolerance and pass beside the code that reads
/// it.
public struct Metric: Sendable {
  package let definition: MetricDefinition

  package init(_ definition: MetricDefinition) { self.definition = definition }

  /// The name under which the values are filed and shown.
  public var name: String { definition.description.name }
}

/// The definition of a metric: its description, its pass, and how its values are read from the pass.
package struct MetricDefinition: Sendable {
  /// The properties that every reader needs.
  package var description: MetricDescription
  /// The pass that gathers the data of the metric.
  package var pass: PassReference
  private let read: @Sendable (any SessionPass) -> Gathered?

  /// Values, or the reason why there are none.
  package enum Gathered: Sendable {
    case values([Double])
    /// Values of which the best may be too bad by this amount, because of the machine.
    case disturbed([Double], by: Double?)
    case unavailable(Unavailability)
  }

  /// Creates a metric that a pass gathers.
  /// - Parameters:
  ///   - pass: created for each session; metrics that name a pass of one type share it.
  ///   - read: extracts the values, one per sample and per iteration, from the pass when the session is complete.
  package init<Pass: SessionPass>(
    _ name: String, unit: MetricUnit, direction: MetricDescription.Direction = .lowerIsBetter,
    kind: MetricDescription.Kind, tolerance: Tolerance, isJudged: Bool = true,
    pass: @autoclosure @escaping @Sendable () -> Pass, read: @escaping @Sendable (Pass) -> Gathered
  ) {
    description = MetricDescription(
      name: name, unit: unit, direction: direction, kind: kind, tolerance: tolerance, isJudged: isJudged)
    self.pass = PassReference(pass())
    self.read = { ($0 as? Pass).map(read) }
  }

  /// The metric's reading of a session with these passes.
  func reading(from passes: [any SessionPass]) -> MetricReading {
    switch passes.lazy.compactMap(read).first ?? .unavailable(.notMeasuredHere) {
    // JSON cannot represent these numbers, so the session could not be written.
    case .values(let values) where !values.allSatisfy(\.isFinite),
      .disturbed(let values, _) where !values.allSatisfy(\.isFinite):
      MetricReading(description, unavailable: .notFinite)
    case .values(let values): MetricReading(description, values: values)
    case .disturbed(let values, let amount): MetricReading(description, values: values, disturbance: amount)
    case .unavailable(let cause): MetricReading(description, unavailable: cause)
    }
  }
}

extension [MetricDefinition] {
  /// The metrics without duplicates; a metric that is only shown in a group is judged if it is also selected by itself.
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

/// The amount that one iteration processes, for numbers per second.
public struct Throughput: Hashable, Sendable {
  /// The amount of one iteration.
  package let amount: Double
  /// The unit of the amount per second.
  package let unit: MetricUnit

  /// Bytes an iteration; without a positive number the rate is unavailable.
  public static func bytes(_ count: Int) -> Throughput { Throughput(amount: Double(count), unit: .bytesPerSecond) }

  /// Elements an iteration; without a positive number the rate is unavailable.
  public static func elements(_ count: Int) -> Throughput {
    Throughput(amount: Double(count), unit: .elementsPerSecond)
  }
}
