import PerformanceBuild
import PerformanceHealth
import PerformanceRecords
import PerformanceText

extension Doctor {
  /// The coarsest step of a clock with which times can be taken at all, in nanoseconds.
  private static let unusableStep = 1e6
  /// The coarsest step of a clock by which durations are shown, in nanoseconds.
  private static let coarseStep = 1e3

  /// Whether the benchmarks are built. Builds for measuring are always optimised; others are refused by the bundle.
  var bundle: [HealthFinding] {
    guard let package = probe.package else { return [] }
    let folder = package.state + "/build/release"
    guard let built = probe.files.names(folder).filter({ $0.hasSuffix(".xctest") }).sorted().first else {
      return [.ok("bundle", "not built yet: the first gate builds it, optimised")]
    }
    return [.ok("bundle", "\(folder)/\(built), optimised")]
  }

  /// Whether the clock can measure.
  var timer: HealthFinding {
    let name = "timer"
    guard let step = probe.clockStep() else { return .ok(name, "the step of the clock is not known here") }
    let measure = HealthFinding.Measure(step, "ns", limit: Self.unusableStep)
    return step > Self.unusableStep
      ? .problem(name, "\(Self.text(step)) a step", "no time can be measured; use another machine", measure)
      : .ok(name, "usable", nil, measure)
  }

  /// Whether a run can be followed: its log can be written, and its clock is fine enough.
  var monitoring: [HealthFinding] {
    let name = "monitoring"
    let log = probe.package.map { StateChecks(probe: probe.health).folder("event log", $0.state + "/runs") }
    guard let step = probe.clockStep() else { return [log].compactMap { $0 } }
    let measure = HealthFinding.Measure(step, "ns", limit: Self.coarseStep)
    let clock: HealthFinding =
      step > Self.coarseStep
      ? .warning(name, "the clock has steps of \(Self.text(step))", "durations are shown in such steps", measure)
      : .ok(name, "the clock has steps of \(Self.text(step))", nil, measure)
    return [log, clock].compactMap { $0 }
  }

  private static func text(_ step: Double) -> String {
    ValueFormat.text(step, of: MetricDescription(name: "step", unit: .nanoseconds))
  }

  // MARK: - Libraries

  /// Libraries that are opened at run time, each with what is missing without it.
  private var optionalLibraries: [(name: String, lost: String)] {
    var libraries: [(String, String)] = []
    #if os(Linux)
      libraries.append(("libsqlite3.so.0", "history is read from the logs, slower; apt-get install libsqlite3-0"))
      libraries.append(("libz.so.1", "older files of the log are not compressed; apt-get install zlib1g"))
    #else
      libraries.append(("libsqlite3.dylib", "history is read from the logs, which is slower"))
      libraries.append(("libz.1.dylib", "older files of the log are not compressed"))
    #endif
    if probe.exists("/dev/nvidiactl") {
      libraries.append(("libnvidia-ml.so.1", "the GPU is not measured; install the driver's libraries"))
    }
    if probe.environment.setting(.history) != nil {
      libraries.append(("libpq.so.5", "the shared history is unreachable; apt-get install libpq5"))
    }
    return libraries
  }

  var libraries: [HealthFinding] {
    optionalLibraries.map { name, lost in
      probe.missingLibrary(name).map { .warning(name, $0, lost) } ?? .ok(name, "can be loaded")
    }
  }
}
