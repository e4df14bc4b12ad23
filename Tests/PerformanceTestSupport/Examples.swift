import PerformanceRecords

/// Values that tests start from and change one part of.
package enum Example {
  /// A release build of a usual toolchain.
  package static let toolchain = ToolchainKey(
    system: "linux", distribution: "debian12", library: "glibc2.36", architecture: "x86_64", swift: "6.3.1",
    configuration: "release", isTestable: false)

  /// A usual machine.
  package static let machine = MachineClass(
    vendor: "AuthenticAMD", name: "AMD EPYC 7R13", model: "25.1.1", processors: 2, hypervisor: "KVM")

  /// The two together.
  package static let environment = RunEnvironment(toolchain: toolchain, machine: machine)

  /// A benchmark in a suite.
  package static let id = BenchmarkID(module: "CatalogTests", suite: ["Catalog"], test: "decode()")

  /// Where it stands.
  package static let location = CodeLocation(
    fileID: "CatalogTests/Catalog.swift", filePath: "Tests/Catalog.swift", line: 12, column: 5)

  /// Wall-clock time with the usual tolerance.
  package static let wallClock = MetricDescription(name: "wallClock", unit: .nanoseconds)

  /// A rate, where more is better.
  package static let throughput = MetricDescription(
    name: "throughput", unit: .elementsPerSecond, direction: .higherIsBetter)

  /// A count that may not change at all.
  package static let allocations = MetricDescription(
    name: "allocations", unit: .count, kind: .exact, tolerance: Tolerance(relative: 0))

  /// A count of hits, where more is better.
  package static let hits = MetricDescription(
    name: "hits", unit: .count, direction: .higherIsBetter, kind: .exact, tolerance: Tolerance(relative: 0))

  /// Where baselines say they come from.
  package static let recorded = Provenance(date: "2026-01-31", commit: "0123abc", reason: "first")

  /// The baseline of a metric from the best sample of each session.
  package static func sampled(_ sessions: [Double], of metric: MetricDescription = wallClock) -> BaselineMetric {
    BaselineMetric(
      metric: metric, content: .sampled(sessions.compactMap { SessionQuantiles(samples: [$0]) }))
  }

  /// The baseline of a count.
  package static func exact(_ range: ClosedRange<Double>, of metric: MetricDescription = allocations) -> BaselineMetric
  {
    BaselineMetric(
      metric: metric,
      content: .exact(
        ExactBaseline(lowest: range.lowerBound, typical: range.lowerBound, highest: range.upperBound)))
  }

  /// An entry of a document.
  package static func benchmark(
    test: String = id.test, label: String? = nil, iterations: Int = 1000, _ metrics: BaselineMetric...
  ) -> BaselineBenchmark {
    BaselineBenchmark(test: test, label: label, iterations: iterations, recorded: recorded, metrics: metrics)
  }

  /// A document of the usual suite; without a machine it is one of counts.
  package static func document(
    module: String = id.module, suite: [String] = id.suite, toolchain: ToolchainKey = toolchain,
    machine: MachineClass? = machine, methodology: Int = Methodology.current, _ benchmarks: BaselineBenchmark...
  ) -> BaselineDocument {
    BaselineDocument(
      module: module, suite: suite, toolchain: toolchain.folderName, machine: machine?.folderName,
      buildArguments: toolchain.buildArguments ?? [], methodology: methodology, benchmarks: benchmarks)
  }
}
