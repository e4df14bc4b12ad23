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
  /// Whether the body runs just once, as a functional test.
  package var isSingleRun = false
  /// The factor of the planted slowdown; 1 for none.
  package var slowdown: Double = 1
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
  package static let singleRun: SessionSettings = {
    var settings = SessionSettings(metrics: Metric.wallClock.definitions)
    settings.isSingleRun = true
    return settings
  }()

  /// Settings for a set of metrics.
  package init(metrics: [MetricDefinition], throughput: Throughput? = nil) {
    self.metrics = metrics
    self.throughput = throughput
  }

  /// The time after which a session ends with its current results.
  var patience: Double { warmup + duration + Self.spareTime }

  /// The metrics of the session: the selected ones, and numbers per second where a throughput is declared.
  var allMetrics: [MetricDefinition] { metrics + (throughput.map(Metric.throughput)?.definitions ?? []) }

  /// The passes of the session in the order in which they run.
  var passes: [PassReference] {
    let timing = PassReference(TimingPass())
    if isSingleRun { return [timing] }
    return ([timing, PassReference(OverheadPass())] + metrics.map(\.pass)).inOrder
  }
}
