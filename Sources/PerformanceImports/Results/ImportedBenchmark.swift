import PerformanceRecords

/// The results of one metric of one benchmark in a file of another tool.
package struct ImportedBenchmark: Equatable, Sendable {
  /// The part of the program that distinguishes benchmarks of one name, such as a Go package; empty where the tool has
  /// none.
  package var group: String
  /// The name, as the tool writes it without its own modifiers.
  package var name: String
  /// The metric, in base units: nanoseconds, bytes, or a count.
  package var metric: MetricDescription
  /// One array for each process that measured, with its samples per iteration in the metric's unit.
  ///
  /// A process is one session: samples of one process share its memory layout and its luck, so that a thousand of them
  /// are one piece of evidence.
  package var processes: [[Double]]

  package init(group: String = "", name: String, metric: MetricDescription, processes: [[Double]]) {
    self.group = group
    self.name = name
    self.metric = metric
    self.processes = processes
  }

  /// The sessions that a comparison counts; processes without samples are none.
  package var sessions: [SessionQuantiles] { processes.compactMap { SessionQuantiles(samples: $0) } }
}
