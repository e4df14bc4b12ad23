import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import Testing

/// A setting for the benchmarks of a test or suite; the nearest one holds.
public struct PerformanceSettingTrait: SuiteTrait, TestTrait {
  /// Settings of a suite hold for everything in it.
  public var isRecursive: Bool { true }

  /// What is set.
  let apply: @Sendable (inout BenchmarkSettings) -> Void
}

extension Trait where Self == PerformanceSettingTrait {
  /// Measures and judges these metrics instead of the standard ones.
  public static func metrics(_ metrics: Metric...) -> Self {
    Self { $0.metrics = metrics.flatMap(\.definitions) }
  }

  /// Allows a metric to become this much worse than its baseline.
  public static func tolerance(_ metric: Metric, _ tolerance: Tolerance) -> Self {
    Self { settings in
      for name in metric.names { settings.tolerances[name] = tolerance }
    }
  }

  /// Limits the time of an iteration, whatever the baseline: a statistic of one session's samples may not exceed it.
  public static func budget(_ metric: Metric, _ statistic: Budget.Statistic, _ limit: Duration) -> Self {
    budget(metric, statistic, limit.nanoseconds)
  }

  /// Limits a metric in its own unit, whatever the baseline: an upper limit, or a lower one where higher is better.
  public static func budget(_ metric: Metric, _ statistic: Budget.Statistic, _ limit: Double) -> Self {
    Self { settings in
      for definition in metric.definitions { settings.limit(definition, statistic, to: limit) }
    }
  }

  /// Takes samples for this long in each session; 60 ms unless set.
  public static func duration(_ duration: Duration) -> Self { Self { $0.duration = duration } }

  /// Takes at most this many samples in each session; 30 unless set.
  public static func samples(_ count: Int) -> Self { Self { $0.samples = max(count, 1) } }

  /// Counts instructions or does not, where `perftest` lets Callgrind count them; they are counted unless set.
  ///
  /// A body takes some fifty times as long under Callgrind: one that takes seconds is better left out.
  public static func counting(_ counting: InstructionCounting) -> Self { Self { $0.counting = counting } }

  /// Runs the body for this long before anything is kept; 10 ms unless set.
  public static func warmup(_ duration: Duration) -> Self { Self { $0.warmUp = duration } }

  /// Lets the benchmarks see variables of the environment by name, besides those that every measured process has.
  ///
  /// Their values are those that `perftest` or `swift test` was started with. What the code costs then depends on them:
  /// set them to the same on every machine.
  public static func environment(_ names: String...) -> Self { Self { $0.variables.formUnion(names) } }
}

/// Whether the instructions of a test's benchmarks are counted.
public enum InstructionCounting: Hashable, Sendable {
  /// They are counted.
  case on
  /// They are left out of the counting pass.
  case off
}

/// What the traits of a test say about its benchmarks.
package struct BenchmarkSettings: Sendable {
  package var metrics = Metric.standard.definitions
  package var tolerances: [String: Tolerance] = [:]
  package private(set) var budgets: [Budget] = []
  private var limited: [MetricDefinition] = []
  package var duration: Duration?
  package var samples: Int?
  package var warmUp: Duration?
  package var counting = InstructionCounting.on
  /// The variables of the environment that are asked for.
  package var variables: Set<String> = []

  /// The settings of a test: its suites' first, outermost before innermost, then its own.
  package init(_ test: Test) {
    for trait in test.traits.compactMap({ $0 as? PerformanceSettingTrait }) { trait.apply(&self) }
  }

  /// The settings of one session.
  package func session(throughput: Throughput?, order: ChildRequest?, id: BenchmarkID) -> SessionSettings {
    let wanted = measured.filter { order?.metrics?.contains($0.description.name) ?? true }
    var session = SessionSettings(metrics: wanted.map(tolerated), throughput: throughput)
    if let duration {
      session.duration = duration.nanoseconds
      session.samples = .max
    }
    if let samples { session.samples = samples }
    if let warmUp { session.warmUp = warmUp.nanoseconds }
    session.iterations = order?.iterations[id.description]
    session.slowdown = order?.slowdown ?? 1
    session.gpu = { GPUSupport.reader(for: ProcessInfo.processInfo.environment) }
    return session
  }

  /// The settings of a count under Callgrind: whatever the test asks for, its instructions are what is counted.
  package func count(order: ChildRequest) -> SessionSettings {
    var session = SessionSettings(metrics: Metric.counted.definitions.map(tolerated))
    session.countedIterations = order.countedIterations
    return session
  }

  /// Adds a budget, which replaces that of an outer suite on the same statistic.
  fileprivate mutating func limit(_ definition: MetricDefinition, _ statistic: Budget.Statistic, to limit: Double) {
    let name = definition.description.name
    budgets.removeAll { $0.metric == name && $0.statistic == statistic }
    budgets.append(Budget(metric: name, statistic: statistic, limit: limit))
    limited.append(definition)
  }

  /// The metrics asked for, and those with a budget whatever is asked for; each once.
  private var measured: [MetricDefinition] {
    // Instructions are counted in a pass of their own, whatever is asked for here.
    (metrics + limited).filter { $0.pass != .instructions }.distinct
  }

  private func tolerated(_ definition: MetricDefinition) -> MetricDefinition {
    var definition = definition
    if let tolerance = tolerances[definition.description.name] { definition.description.tolerance = tolerance }
    return definition
  }
}

extension Duration {
  fileprivate var nanoseconds: Double {
    Double(components.seconds) * 1e9 + Double(components.attoseconds) / 1e9
  }
}
