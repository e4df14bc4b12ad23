import PerformanceBuild
import PerformanceRecords

extension ReportedRun {
  /// What the run is of, how it ended, and when.
  var runFamilies: [MetricFamily] {
    var families = [target, build].compactMap { $0 }
    let record = summary.record
    if let time = record.time {
      families.append(
        MetricFamily(
          "perf_run_timestamp_seconds", .gauge, unit: "seconds", help: "When the run began, in seconds since 1970.",
          series: [MetricSeries([], time)]))
    }
    if record.finishedParts > 0 {
      families.append(
        MetricFamily(
          "perf_run_duration_seconds", .gauge, unit: "seconds", help: "Time spent measuring.",
          series: [MetricSeries([], record.seconds)]))
    }
    let states = RunState.allCases.map { MetricState($0.rawValue, holds: $0 == RunState(summary.exitStatus)) }
    families.append(
      MetricFamily(
        "perf_run_verdict", .stateset, help: "How the run ended.", series: [MetricSeries([], .states(states))]))
    return families
  }

  /// The machine and the toolchain.
  private var target: MetricFamily? {
    guard let environment = summary.environment else { return nil }
    let (machine, toolchain) = (environment.machine, environment.toolchain)
    return info(
      "perf_target", "The machine class and the toolchain of the run.",
      [
        ("architecture", toolchain.architecture), ("distribution", toolchain.distribution),
        ("hypervisor", machine.hypervisor), ("library", toolchain.library), ("machine", machine.folderName),
        ("processor", machine.name), ("processors", String(machine.processors)), ("system", toolchain.system),
        ("toolchain", toolchain.folderName), ("vendor", machine.vendor),
      ])
  }

  /// The measured code and the tool.
  private var build: MetricFamily? {
    guard let start = summary.start else { return nil }
    let provenance = start.provenance
    return info(
      "perf_build", "The measured code and the version of perftest.",
      [
        ("branch", provenance.branch ?? ""), ("configuration", start.environment.toolchain.configuration),
        ("dirty", provenance.dirty.map { $0 ? "true" : "false" } ?? ""), ("mode", start.mode),
        ("revision", provenance.revision ?? ""), ("swift", start.environment.toolchain.swift), ("version", start.tool),
      ])
  }

  /// The GPUs of the sessions.
  var gpuInfo: [MetricFamily] {
    let gpus = summary.gpus
    guard !gpus.isEmpty else { return [] }
    return [
      MetricFamily(
        "perf_gpu", .info, help: "The GPUs that the run read.",
        series: gpus.map(\.environment).map { gpu in
          MetricSeries(
            [
              MetricLabel("architecture", gpu.architecture), MetricLabel("driver", gpu.driver),
              MetricLabel("gpu", gpu.uuid), MetricLabel("name", gpu.name),
            ], 1)
        })
    ]
  }

  private func info(_ name: String, _ help: String, _ labels: [(name: String, value: String)]) -> MetricFamily {
    MetricFamily(
      name, .info, help: help, series: [MetricSeries(labels.map { MetricLabel($0.name, $0.value) }, 1)])
  }
}

/// How a run ended, as a state of `perf_run_verdict`.
enum RunState: String, CaseIterable {
  case pass, red, notMeasurable, unfinished

  init(_ status: ExitStatus) {
    self =
      switch status {
      case .pass: .pass
      case .red: .red
      case .notMeasurable: .notMeasurable
      case .frozen, .usage, .failure, .configuration: .unfinished
      }
  }

  /// The value of OpenTelemetry's attribute `test.suite.run.status`.
  var suiteStatus: String {
    switch self {
    case .pass: "success"
    case .red, .notMeasurable: "failure"
    case .unfinished: "aborted"
    }
  }
}
