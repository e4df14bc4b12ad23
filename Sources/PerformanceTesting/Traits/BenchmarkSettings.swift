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
  /// Whether the first call in a process is measured, and no later one.
  package var isColdStart = false
  /// The requested environment variables.
  package var variables: Set<String> = []
  /// The declared growth of costs with the size of the input; `nil` without a declaration.
  package var growth: GrowthSetting?

  /// Collects the settings of a test: its suites' first, outermost before innermost, then its own.
  package init(_ test: Test) {
    for trait in test.traits.compactMap({ $0 as? PerformanceSettingTrait }) { trait.apply(&self) }
  }

  /// The settings of one session.
  package func session(_ form: MeasureForm, request: ChildRequest?, id: BenchmarkID) -> SessionSettings {
    let requested = measured(form).filter { request?.metrics?.contains($0.description.name) ?? true }
    var session = SessionSettings(metrics: requested.map(tolerated), throughput: form.throughput)
    if let duration {
      session.duration = duration.nanoseconds
      session.samples = .max
    }
    if let samples { session.samples = samples }
    if let warmup { session.warmup = warmup.nanoseconds }
    session.isColdStart = isColdStart
    session.iterations = request?.iterations[id.description]
    session.slowdown = request?.slowdown ?? .none
    return session
  }

  /// The settings of a count under Callgrind, which always counts instructions.
  package func count(request: ChildRequest) -> SessionSettings {
    var session = SessionSettings(metrics: MetricGroup.counted(iterations: request.countedIterations).map(tolerated))
    session.isColdStart = isColdStart
    session.slowdown = request.slowdown
    return session
  }

  /// Adds a budget, which replaces that of an outer suite for the same statistic.
  mutating func limit(_ definition: MetricDefinition, _ statistic: Budget.Statistic, to limit: Double) {
    let name = definition.description.name
    budgets.removeAll { $0.metric == name && $0.statistic == statistic }
    budgets.append(Budget(metric: name, statistic: statistic, limit: limit))
    // A limit on the rate is no reason to judge it in place of the time.
    limited.append(definition.isRate ? definition.shown : definition)
  }

  /// The selected metrics and those with a budget, without duplicates.
  private func measured(_ form: MeasureForm) -> [MetricDefinition] {
    let asked = metrics + limited + (form.bodies == .two ? Metric.relativeTime.definitions : [])
    // Instructions are counted in a process of their own, so they are not measured here.
    return asked.filter { $0.pass.order != .alone && (form.bodies == .two || !$0.description.needsReference) }.distinct
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
