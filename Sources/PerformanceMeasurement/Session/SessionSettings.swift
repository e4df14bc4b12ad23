import PerformanceRecords

/// The settings of a benchmark's session. Durations are nanoseconds.
package struct SessionSettings: Sendable {
  /// The selected metrics, with the tolerances of the test. They determine the passes.
  package var metrics: [MetricDefinition]
  /// The amount that one iteration processes.
  package var throughput: Throughput?
  /// The duration of the warm-up.
  package var warmup: Double = 10_000_000
  /// The duration of sampling.
  package var duration: Double = 60_000_000
  /// The greatest number of samples.
  package var samples: Int = 30
  /// The iteration count of the baseline or of an earlier session; equal counts cancel the cost of the loop.
  package var iterations: Int?
  /// Whether the first call in the process is measured, and no later one.
  package var isColdStart = false
  /// Whether the body runs just once, as a functional test.
  package var isSingleRun = false
  /// The planted slowdown.
  package var slowdown = PlantedSlowdown.none
  /// Called after each window of a second or more, to report progress to the parent.
  package var progressed: @Sendable () -> Void = {}

  /// The shortest window after which the process reports progress.
  static let longWindow: Double = 1_000_000_000
  /// The fewest samples while they take less than `longest` times the duration: in replays, fifteen samples of a
  /// session were as good as thirty, and five were not for file I/O.
  static let fewestSamples = 15
  /// The fewest samples of a body for which fifteen would take too long.
  static let fewestSlowSamples = 5
  /// How many times the duration may be exceeded to reach `fewestSamples`.
  static let longest = 3.0
  /// The time beyond the requested durations after which one sample must suffice: a body that became a thousand times
  /// slower must not run for minutes.
  static let spareTime: Double = 2_000_000_000
  /// How many times its measured part a sample may take, set-ups included: a sort of 8 µs whose input took 60 µs made a
  /// session of half a second.
  static let longestAround = 4.0
  /// The length of a sample: a thousand times the resolution of any clock in use, but short enough that some samples
  /// fall between two interruptions.
  static let sampleLength: Double = 2_000_000

  /// One run of the body, for tests that are not measured.
  package static let singleRun = once(Metric.wallClock.definitions)

  /// One run of the body and of the reference body.
  package static let singleRunOfBoth = once(Metric.wallClock.definitions + Metric.relativeTime.definitions)

  private static func once(_ metrics: [MetricDefinition]) -> SessionSettings {
    var settings = SessionSettings(metrics: metrics)
    settings.isSingleRun = true
    return settings
  }

  /// Settings for a set of metrics.
  package init(metrics: [MetricDefinition], throughput: Throughput? = nil) {
    self.metrics = metrics
    self.throughput = throughput
  }

  /// The time after which a session ends with its current results.
  var patience: Double { warmup + duration + Self.spareTime }

  /// Whether a session needs no more samples than this many, which took this many nanoseconds together.
  func suffices(_ samples: Int, taking time: Double) -> Bool {
    if samples >= self.samples { return true }
    let fewest = time >= duration * Self.longest ? Self.fewestSlowSamples : Self.fewestSamples
    return time >= duration && samples >= fewest
  }

  /// The metrics of the session: the selected ones, and numbers per second where a throughput is declared.
  var allMetrics: [MetricDefinition] { metrics.measuring(throughput) }

  /// The passes of the session in the order in which they run: those of its metrics, and those that every session has.
  var passes: [PassReference] {
    let passes = metrics.map(\.pass) + [PassReference(TimingPass())]
    if isSingleRun { return passes.inOrder }
    let all = (passes + [PassReference(OverheadPass())]).inOrder
    return isColdStart ? all.ofFirstCall : all
  }
}
