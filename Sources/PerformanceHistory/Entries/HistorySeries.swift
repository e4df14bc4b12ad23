import PerformanceRecords

/// The numbers of one metric of one benchmark that can be compared with each other over time.
package struct HistorySeries: Hashable, Sendable {
  /// The benchmark.
  package var benchmark: BenchmarkID
  /// The name of the metric.
  package var metric: String
  /// The unit of the values.
  package var unit: MetricUnit
  /// Which way is better.
  package var direction: MetricDescription.Direction
  /// Whether unchanged code repeats the values.
  package var kind: MetricDescription.Kind
  /// The cost that the values are ratios to; `nil` for a metric that is not a ratio.
  package var relativeTo: MetricReference?
  /// The name of the environment that the values depend on: the machine class for times, the toolchain for counts.
  package var environment: String

  package init(
    benchmark: BenchmarkID, metric: String, unit: MetricUnit, direction: MetricDescription.Direction,
    kind: MetricDescription.Kind, relativeTo: MetricReference? = nil, environment: String
  ) {
    self.benchmark = benchmark
    self.metric = metric
    self.unit = unit
    self.direction = direction
    self.kind = kind
    self.relativeTo = relativeTo
    self.environment = environment
  }

  /// The metric, as far as the history has its description.
  package var metricDescription: MetricDescription {
    MetricDescription(name: metric, unit: unit, direction: direction, kind: kind, relativeTo: relativeTo)
  }

  /// The series of a reading.
  init(_ reading: MetricReading, of session: BenchmarkSession, in environment: RunEnvironment) {
    let metric = reading.metric
    self.init(
      benchmark: session.id, metric: metric.name, unit: metric.unit, direction: metric.direction, kind: metric.kind,
      relativeTo: metric.relativeTo,
      environment: Self.environment(of: reading, gpu: session.gpu?.environment, in: environment))
  }

  /// Times depend on the machine, and on a build that is not the usual one; counts on the toolchain and the instrument.
  private static func environment(
    of reading: MetricReading, gpu: GPUEnvironment?, in environment: RunEnvironment
  ) -> String {
    let own = reading.metric.isOfMachine ? environment.machineSeries : environment.toolchainSeries
    let board: String? =
      switch reading.metric.gpu {
      case .model: gpu.map { $0.name + "/" + $0.architecture }
      case .board, .other: gpu?.uuid
      case nil: nil
      }
    return [own, reading.instrument, board].compactMap { $0 }.joined(separator: "+")
  }
}

extension HistorySeries {
  /// By what differs between the series of a run; descriptions of metrics are compared and not hashed.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(benchmark)
    hasher.combine(metric)
    hasher.combine(environment)
  }
}

extension HistorySeries: Comparable {
  /// By benchmark, metric and environment.
  package static func < (first: HistorySeries, second: HistorySeries) -> Bool {
    first.benchmark == second.benchmark ? first.order < second.order : first.benchmark < second.benchmark
  }

  private var order: (String, String, String, String, String, String) {
    (metric, environment, unit.rawValue, kind.rawValue, direction.rawValue, relativeTo?.name ?? "")
  }
}

extension Array {
  /// The elements by their series. Comparing benchmarks is slow, so that each is put in order once.
  func sorted(by series: (Element) -> HistorySeries) -> [Element] {
    let benchmarks = Set(map { series($0).benchmark }).inOrder()
    var ranks: [BenchmarkID: Int] = [:]
    for (rank, benchmark) in benchmarks.enumerated() { ranks[benchmark] = rank }
    let ranked = map { element -> (rank: Int, series: HistorySeries, element: Element) in
      let series = series(element)
      return (ranks[series.benchmark] ?? 0, series, element)
    }
    let sorted = ranked.sorted { first, second in
      first.rank == second.rank ? first.series < second.series : first.rank < second.rank
    }
    return sorted.map(\.element)
  }
}

extension RunEnvironment {
  /// The toolchain that counts depend on.
  fileprivate var toolchainSeries: String { toolchain.folderName }

  /// The machine class that times depend on. A compiler's update belongs to the history of a time; another kind of build
  /// does not.
  fileprivate var machineSeries: String {
    var parts = [machine.folderName]
    if toolchain.configuration != "release" { parts.append(toolchain.configuration) }
    if toolchain.isTestable { parts.append("testable") }
    if !isAligned { parts.append("unaligned") }
    parts += toolchain.buildArguments ?? []
    return parts.joined(separator: "+")
  }
}
