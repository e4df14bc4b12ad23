import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics
import PerformanceText

/// Numbers of two origins side by side, the worst change first. Judges nothing.
package struct NumbersComparison: Sendable, Encodable {
  /// A metric that both sides have.
  package struct Row: Equatable, Sendable, Encodable {
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
  package struct Difference: Equatable, Sendable, Encodable {
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
  /// The times that both sides have and that are left out, because they are of different machine classes.
  package private(set) var timesElsewhere = 0
  /// The run of the history that the old side is; `nil` for files.
  package private(set) var oldRun: ComparedRun?
  /// The run of the history that the new side is; `nil` for files.
  package private(set) var newRun: ComparedRun?

  /// - Parameter showsAll: whether numbers that never turn a build red, and times of different machine classes, are
  ///   included.
  package init(old: RecordedNumbers, new: RecordedNumbers, showsAll: Bool = false) {
    (oldRun, newRun) = (old.run, new.run)
    let (before, after) = (Set(old.metrics.keys), Set(new.metrics.keys))
    onlyOld = before.subtracting(after).inOrder()
    onlyNew = after.subtracting(before).inOrder()
    let areElsewhere = !old.machines.isEmpty && !new.machines.isEmpty && old.machines.isDisjoint(with: new.machines)
    for id in before.intersection(after).inOrder() {
      for var metric in (new.metrics[id] ?? []).sorted(by: { $0.metric.name < $1.metric.name }) {
        guard let other = old.metrics[id]?.first(where: { $0.metric.name == metric.metric.name }) else { continue }
        metric.metric = Self.description(old: (other.metric, old), new: (metric.metric, new))
        guard showsAll || metric.metric.isJudged, let row = Self.row(id, old: other, new: metric) else { continue }
        if areElsewhere, !showsAll, metric.metric.isOfMachine {
          timesElsewhere += 1
        } else {
          rows.append(row)
        }
      }
    }
    rows = Quantile.descendingOrder(of: rows.map(\.worsening)).map { rows[$0] }
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

  /// The description of a metric: that of the new side, or of the old one where only that has it. The history has no
  /// tolerances; a metric that one of two runs did not judge is an unjudged one.
  private static func description(
    old: (metric: MetricDescription, numbers: RecordedNumbers),
    new: (metric: MetricDescription, numbers: RecordedNumbers)
  ) -> MetricDescription {
    if new.numbers.run == nil { return new.metric }
    var metric = new.metric
    if old.numbers.run == nil {
      (metric.tolerance, metric.isJudged) = (old.metric.tolerance, old.metric.isJudged)
    } else {
      metric.isJudged = old.metric.isJudged && new.metric.isJudged
    }
    return metric
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
        let best = rule.representative(of: baseline, metric: metric),
        let bestNow = rule.representative(of: now, metric: metric)
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
}

extension NumbersComparison.Row {
  /// How many times worse it became.
  package var worsening: Double { metric.direction.worsening(from: old, to: new) }

  /// Whether the numbers differ by more than chance: a count by any amount, a time by an interval that excludes equality.
  package var differs: Bool {
    old != new && (interval.map { $0.lower > 1 || $0.upper < 1 } ?? true)
  }

  /// Whether the numbers differ by more than unchanged code does: a count by any amount, a time by more than its
  /// tolerance and with an interval that excludes equality.
  package var isNoteworthy: Bool {
    differs
      && (metric.kind == .exact || abs(new - old) > metric.tolerance.allowance(for: min(abs(old), abs(new))))
  }
}
