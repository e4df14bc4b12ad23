import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import Testing

/// The settings of a test's benchmarks, collected from its traits.
package struct BenchmarkSettings: Sendable {
  package var metrics = MetricGroup.standard.definitions
  package var tolerances: [String: Tolerance] = [:]
  package private(set) var budgets: [Budget] = []
  private var limited: [MetricDefinition] = []
  package var duration: Duration?
  package var samples: Int?
  package var warmup: Duration?
  package var counting = InstructionCounting.on
  /// The requested environment variables.
  package var variables: Set<String> = []

  /// Collects the settings of a test: its suites' first, outermost before innermost, then its own.
  package init(_ test: Test) {
    for trait in test.traits.compactMap({ $0 as? PerformanceSettingTrait }) { trait.apply(&self) }
  }

  /// The settings of one session.
  package func session(throughput: Throughput?, request: ChildRequest?, id: BenchmarkID) -> SessionSettings {
    let requested = measured.filter { request?.metrics?.contains($0.description.name) ?? true }
    var session = SessionSettings(metrics: requested.map(tolerated), throughput: throughput)
    if let duration {
      session.duration = duration.nanoseconds
      session.samples = .max
    }
    if let samples { session.samples = samples }
    if let warmup { session.warmup = warmup.nanoseconds }
    session.iterations = request?.iterations[id.description]
    session.slowdown = request?.slowdown ?? 1
    return session
  }

  /// The settings of a count under Callgrind, which always counts instructions.
  package func count(request: ChildRequest) -> SessionSettings {
    SessionSettings(metrics: MetricGroup.counted(iterations: request.countedIterations).map(tolerated))
  }

  /// Adds a budget, which replaces that of an outer suite for the same statistic.
  mutating func limit(_ definition: MetricDefinition, _ statistic: Budget.Statistic, to limit: Double) {
    let name = definition.description.name
    budgets.removeAll { $0.metric == name && $0.statistic == statistic }
    budgets.append(Budget(metric: name, statistic: statistic, limit: limit))
    limited.append(definition)
  }

  /// The selected metrics and those with a budget, without duplicates.
  private var measured: [MetricDefinition] {
    // Instructions are counted in a process of their own, so they are not measured here.
    (metrics + limited).filter { $0.pass.order != .alone }.distinct
  }

  private func tolerated(_ definition: MetricDefinition) -> MetricDefinition {
    var definition = definition
    if let tolerance = tolerances[definition.description.name] { definition.description.tolerance = tolerance }
    return definition
  }
}

extension Duration {
  var nanoseconds: Double {
    Double(components.seconds) * 1e9 + Double(components.attoseconds) / 1e9
  }
}
