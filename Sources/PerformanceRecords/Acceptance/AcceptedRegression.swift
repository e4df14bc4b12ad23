/// A regression that a reviewer lets pass up to a day and up to a number.
package struct AcceptedRegression: Equatable, Sendable {
  /// The most days between the day of accepting and the last day; a permanent change is recorded instead.
  package static let mostDays = 366

  /// The benchmark that may be worse.
  package var benchmark: BenchmarkID
  /// The name of the metric.
  package var metric: String
  /// The unit of the numbers; a number of another unit under the same name is another metric.
  package var unit: MetricUnit
  /// The number of the baseline at the time of accepting.
  package var baseline: Double
  /// The accepted number: that of the run.
  package var value: Double
  /// The folder name of the toolchain that measured it.
  package var toolchain: String
  /// The folder name of the machine class that measured it; `nil` for counts, which are the same on every machine.
  package var machine: String?
  /// The reason given to the reviewer.
  package var reason: String
  /// The first day on which it is accepted.
  package var since: Day
  /// The last day on which it is accepted.
  package var until: Day

  package init(
    benchmark: BenchmarkID, metric: String, unit: MetricUnit, baseline: Double, value: Double, toolchain: String,
    machine: String?, reason: String, since: Day, until: Day
  ) {
    self.benchmark = benchmark
    self.metric = metric
    self.unit = unit
    self.baseline = baseline
    self.value = value
    self.toolchain = toolchain
    self.machine = machine
    self.reason = reason
    self.since = since
    self.until = until
  }

  /// Whether the numbers were measured in this environment.
  package func isOf(_ environment: RunEnvironment) -> Bool {
    toolchain == environment.toolchain.folderName
      && (machine ?? environment.machine.folderName)
        == environment.machine.folderName
  }
}

extension AcceptedRegression {
  /// The change since an earlier acceptance of the same metric; `nil` where both accept the same number.
  ///
  /// Another day or reason makes no other change. Only numbers of one environment with one baseline can be compared: a
  /// change of another baseline counts as a whole.
  package func change(since earlier: AcceptedRegression) -> AcceptedRegression? {
    // One of both may have been read from a file with more digits than this package writes.
    guard benchmark == earlier.benchmark, metric == earlier.metric, unit == earlier.unit,
      toolchain == earlier.toolchain, machine == earlier.machine, baseline.rounded5 == earlier.baseline.rounded5
    else { return self }
    guard value.rounded5 != earlier.value.rounded5 else { return nil }
    var change = self
    change.baseline = earlier.value
    return change
  }
}

extension AcceptedRegression: Comparable {
  /// By benchmark, then by metric: the order in the file.
  package static func < (first: AcceptedRegression, second: AcceptedRegression) -> Bool {
    (first.benchmark, first.metric) < (second.benchmark, second.metric)
  }
}

extension AcceptedRegression: Codable {
  private enum Key: String, CodingKey {
    case module, suite, test, label, metric, unit, accepted, toolchain, machine, reason, since, until
  }

  private struct Numbers: Codable {
    var baseline: Double
    var value: Double
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    benchmark = BenchmarkID(
      module: try container.decode(String.self, forKey: .module),
      suite: try container.decode([String].self, forKey: .suite),
      test: try container.decode(String.self, forKey: .test),
      label: try container.decodeIfPresent(String.self, forKey: .label))
    metric = try container.decode(String.self, forKey: .metric)
    unit = try container.decode(MetricUnit.self, forKey: .unit)
    let numbers = try container.decode(Numbers.self, forKey: .accepted)
    (baseline, value) = (numbers.baseline, numbers.value)
    toolchain = try container.decode(String.self, forKey: .toolchain)
    machine = try container.decodeIfPresent(String.self, forKey: .machine)
    reason = try container.decode(String.self, forKey: .reason)
    since = try container.decode(Day.self, forKey: .since)
    until = try container.decode(Day.self, forKey: .until)
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw DecodingError.dataCorruptedError(forKey: .reason, in: container, debugDescription: "is empty")
    }
    guard until >= since else {
      throw DecodingError.dataCorruptedError(
        forKey: .until, in: container, debugDescription: "is \(until), before \(since), where the acceptance begins")
    }
    guard until.number - since.number <= Self.mostDays else {
      throw DecodingError.dataCorruptedError(
        forKey: .until, in: container,
        debugDescription: "is \(until), more than \(Self.mostDays) days after \(since), where the acceptance begins")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(benchmark.module, forKey: .module)
    try container.encode(benchmark.suite, forKey: .suite)
    try container.encode(benchmark.test, forKey: .test)
    try container.encodeIfPresent(benchmark.label, forKey: .label)
    try container.encode(metric, forKey: .metric)
    try container.encode(unit, forKey: .unit)
    try container.encode(Numbers(baseline: baseline.rounded5, value: value.rounded5), forKey: .accepted)
    try container.encode(toolchain, forKey: .toolchain)
    try container.encodeIfPresent(machine, forKey: .machine)
    try container.encode(reason, forKey: .reason)
    try container.encode(since, forKey: .since)
    try container.encode(until, forKey: .until)
  }
}
