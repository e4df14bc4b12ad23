/// How one session of one benchmark is measured. Durations are nanoseconds.
package struct SessionSettings: Sendable {
  /// The metrics asked for, with the tolerances that the test set. They say which passes run.
  package var metrics: [MetricDefinition]
  /// What one iteration processes.
  package var throughput: Throughput?
  /// How long the body runs before anything is kept.
  package var warmup: Double = 10_000_000
  /// How long samples are taken for.
  package var duration: Double = 60_000_000
  /// The most samples taken.
  package var samples: Int = 30
  /// The iteration count of the baseline or of an earlier session; equal counts let the loop's cost cancel.
  package var iterations: Int?
  /// Whether the body runs once and nothing else, as a functional test.
  package var isSingleRun = false
  /// Factor of the planted slowdown; 1 is none.
  package var slowdown: Double = 1
  /// Called when a window that took a second or more is done: the parent sees progress.
  package var progressed: @Sendable () -> Void = {}

  /// The shortest window after which the process reports progress.
  static let longWindow: Double = 1_000_000_000
  /// The fewest samples while they take less than `longest` times the duration: in replays fifteen of a session were as
  /// good as thirty, five were not for file I/O.
  static let fewestSamples = 15
  /// The fewest samples of a body so slow that fifteen would take too long.
  static let fewestSlowSamples = 5
  /// How many times the duration may be exceeded to reach `fewestSamples`.
  static let longest = 3.0
  /// When this much time is spent on a benchmark beyond what was asked for, one sample must do: a body that became a
  /// thousand times slower must not run for minutes.
  static let spareTime: Double = 2_000_000_000
  /// How many times as long as its measured part a sample may take, set-ups included: a sort of 8 µs whose input took
  /// 60 µs made a session of half a second.
  static let longestAround = 4.0
  /// The length of a sample: a thousand times the resolution of any clock in use, short enough that some samples lie
  /// between two interruptions.
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

  /// How long a session may take before it ends with what it has.
  var patience: Double { warmup + duration + Self.spareTime }

  /// The metrics that the session reads: those asked for, and numbers per second where an iteration processes something.
  var allMetrics: [MetricDefinition] { metrics + (throughput.map(Metric.throughput)?.definitions ?? []) }

  /// The passes of the session in the order in which they run.
  var passes: [PassReference] {
    let timing = PassReference(TimingPass())
    if isSingleRun { return [timing] }
    return ([timing, PassReference(OverheadPass())] + metrics.map(\.pass)).inOrder
  }
}
