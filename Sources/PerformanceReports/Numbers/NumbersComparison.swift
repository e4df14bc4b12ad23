import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics
import PerformanceText

/// Numbers of two origins side by side, the worst change first. Judges nothing.
package struct NumbersComparison: Sendable, Encodable {
  /// A metric that both sides have.
  package struct Row: Hashable, Sendable, Encodable {
    /// The benchmark.
    package var benchmark: BenchmarkID
    /// The metric as the new side describes it.
    package var metric: MetricDescription
    /// The number of the old side: its best session, or its usual count.
    package var old: Double
    /// The number of the new side.
    package var new: Double
    /// new / old; `nil` when old is 0.
    package var ratio: Double?
    /// The interval of new / old, from sessions; `nil` for counts.
    package var interval: RatioInterval?
    /// Sessions of the old side; `nil` for counts.
    package var oldSessions: Int?
    /// Sessions of the new side.
    package var newSessions: Int?
  }

  /// A difference of the two sides that may cause a change instead of the code.
  package struct Difference: Hashable, Sendable, Encodable {
    /// The property, such as `toolchain`.
    package var subject: String
    /// The values of the old side.
    package var old: [String]
    /// The values of the new side.
    package var new: [String]
  }

  /// The metrics that both sides have, the worst change first.
  package private(set) var rows: [Row] = []
  /// Benchmarks that only the old side has.
  package private(set) var onlyOld: [BenchmarkID] = []
  /// Benchmarks that only the new side has.
  package private(set) var onlyNew: [BenchmarkID] = []
  /// Other differences of the two sides.
  package private(set) var differences: [Difference] = []

  /// - Parameter showsUnjudged: whether numbers that never turn a build red are included.
  package init(old: RecordedNumbers, new: RecordedNumbers, showsUnjudged: Bool = false) {
    let (before, after) = (Set(old.metrics.keys), Set(new.metrics.keys))
    onlyOld = before.subtracting(after).sorted()
    onlyNew = after.subtracting(before).sorted()
    for id in before.intersection(after) {
      for metric in new.metrics[id] ?? [] where showsUnjudged || metric.metric.isJudged {
        let other = old.metrics[id]?.first { $0.metric.name == metric.metric.name }
        if let other, let row = Self.row(id, old: other, new: metric) { rows.append(row) }
      }
    }
    rows.sort(by: Self.isWorse)
    record("toolchain", old.toolchains, new.toolchains)
    record("machine class", old.machines, new.machines)
    record("GPU", old.gpus, new.gpus)
    record("methodology", Set(old.methodologies.map(String.init)), Set(new.methodologies.map(String.init)))
  }

  /// Records a difference, unless one side is unknown.
  private mutating func record(_ subject: String, _ old: Set<String>, _ new: Set<String>) {
    guard !old.isEmpty, !new.isEmpty, old != new else { return }
    differences.append(Difference(subject: subject, old: old.sorted(), new: new.sorted()))
  }

  /// A row; `nil` for numbers of one name whose metrics are not comparable.
  private static func row(_ id: BenchmarkID, old: BaselineMetric, new: BaselineMetric) -> Row? {
    let metric = new.metric
    guard old.metric.unit == metric.unit, old.metric.direction == metric.direction else { return nil }
    switch (old.content, new.content) {
    case (.exact(let before), .exact(let after)):
      return row(id, metric, before.typical, after.typical)
    case (.sampled(let before), .sampled(let after)):
      let (baseline, now) = (before.summaries(metric.direction), after.summaries(metric.direction))
      let rule = SampledRule.standard
      guard
        let best = rule.representative(of: baseline, direction: metric.direction),
        let bestNow = rule.representative(of: now, direction: metric.direction)
      else { return nil }
      var row = row(id, metric, best, bestNow)
      row.interval = RatioInterval(now: now, baseline: baseline)
      (row.oldSessions, row.newSessions) = (before.count, after.count)
      return row
    default: return nil
    }
  }

  private static func row(_ id: BenchmarkID, _ metric: MetricDescription, _ old: Double, _ new: Double) -> Row {
    Row(benchmark: id, metric: metric, old: old, new: new, ratio: old == 0 ? nil : new / old)
  }

  private static func isWorse(_ first: Row, _ second: Row) -> Bool {
    if first.worsening != second.worsening { return first.worsening > second.worsening }
    if first.benchmark != second.benchmark { return first.benchmark < second.benchmark }
    return first.metric.name < second.metric.name
  }
}

extension NumbersComparison.Row {
  /// How many times worse it became.
  package var worsening: Double { metric.direction.worsening(from: old, to: new) }

  /// Whether the numbers differ by more than unchanged code does: a count by any amount, a time by more than its
  /// tolerance and with an interval that excludes equality.
  package var isNoteworthy: Bool {
    guard metric.kind == .sampled else { return old != new }
    guard abs(new - old) > metric.tolerance.allowance(for: min(abs(old), abs(new))) else { return false }
    return interval.map { $0.lower > 1 || $0.upper < 1 } ?? true
  }
}
