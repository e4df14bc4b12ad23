import PerformanceHistory
import PerformanceRecords
import PerformanceStatistics

/// How often each benchmark ran and was red, how long it takes, how it scatters, and when it came and went.
package struct BenchmarkUsage: Equatable, Sendable {
  /// A result of a benchmark in a run.
  package struct Result: Equatable, Sendable {
    package var benchmark: String
    /// The name of the run.
    package var run: String
    /// When the run began, in seconds since 1970.
    package var time: Double
    /// Whether one of its verdicts is red.
    package var isRed: Bool
    /// The time of an iteration in nanoseconds; `nil` where none was measured.
    package var nanoseconds: Double?
    /// The median deviation of its samples as a part of that time; `nil` where none was measured.
    package var noise: Double?

    package init(
      benchmark: String, run: String, time: Double, isRed: Bool = false, nanoseconds: Double? = nil,
      noise: Double? = nil
    ) {
      (self.benchmark, self.run, self.time, self.isRed) = (benchmark, run, time, isRed)
      (self.nanoseconds, self.noise) = (nanoseconds, noise)
    }
  }

  /// The runs after which a benchmark counts as one that stays.
  package static let settled = 10

  /// The numbers of one benchmark.
  package struct Row: Equatable, Sendable, Encodable {
    package var benchmark: String
    package var runs: Int
    /// The runs in which it was red.
    package var red: Int
    /// The median of its times, in nanoseconds.
    package var nanoseconds: Double?
    /// The median of its scatters.
    package var noise: Double?
    /// When it ran first and last, in seconds since 1970.
    package var first: Double
    package var last: Double
    /// Whether it is newer than the first run of the period.
    package var isAdded: Bool
    /// Whether the newest whole run lacks it.
    package var isRemoved: Bool
    /// Whether it ran often enough to stay.
    package var isSettled: Bool
  }

  /// The benchmarks in the order of their names.
  package let rows: [Row]

  /// - Parameters:
  ///   - results: those of the period.
  ///   - whole: the names of the runs that selected every benchmark, in their order; only these show a removal.
  package init(_ results: [Result], whole: [String]) {
    let begin = results.map(\.time).min() ?? 0
    let newest = whole.last
    rows = Dictionary(grouping: results, by: \.benchmark).map { benchmark, results in
      let times = results.map(\.time)
      let (first, last) = (times.min() ?? 0, times.max() ?? 0)
      return Row(
        benchmark: benchmark, runs: Set(results.map(\.run)).count,
        red: Set(results.filter(\.isRed).map(\.run)).count,
        nanoseconds: Quantile.medianOfFinite(results.compactMap(\.nanoseconds)),
        noise: Quantile.medianOfFinite(results.compactMap(\.noise)), first: first, last: last, isAdded: first > begin,
        isRemoved: newest.map { run in !results.contains { $0.run == run } } ?? false,
        isSettled: Set(results.map(\.run)).count >= Self.settled)
    }.sorted { $0.benchmark < $1.benchmark }
  }

  /// Rows that were made before.
  package init(rows: [Row]) { self.rows = rows }

  /// The part of the added benchmarks that stayed: settled and not removed; `nil` where none was added.
  package var completionShare: Double? {
    let added = rows.filter(\.isAdded)
    return added.isEmpty ? nil : Double(added.count { $0.isSettled && !$0.isRemoved }) / Double(added.count)
  }

  /// An order of the benchmarks.
  package enum Order: String, CaseIterable, Sendable {
    case runs, red, time, noise
  }

  /// The benchmarks with the greatest numbers first; those without the number are left out.
  package func top(_ order: Order, _ count: Int) -> [Row] {
    let keyed: [(key: Double, row: Row)] = rows.compactMap { row in
      let key: Double? =
        switch order {
        case .runs: Double(row.runs)
        case .red: row.red > 0 ? Double(row.red) : nil
        case .time: row.nanoseconds
        case .noise: row.noise
        }
      return key.map { ($0, row) }
    }
    return keyed.sorted { ($1.key, $0.row.benchmark) < ($0.key, $1.row.benchmark) }.prefix(count).map(\.row)
  }
}

extension BenchmarkUsage.Result {
  /// The results of a run.
  package static func all(_ points: [HistoryPoint.InSeries], run: HistoryRun) -> [BenchmarkUsage.Result] {
    Dictionary(grouping: points, by: \.series.benchmark).map { benchmark, points in
      let time = points.first { $0.series.metric == MetricDescription.wallClock }?.point
      return BenchmarkUsage.Result(
        benchmark: benchmark.description, run: run.name, time: run.time,
        isRed: points.contains { $0.point.outcome?.isRedInAnyRun ?? false }, nanoseconds: time?.value,
        noise: time.flatMap { $0.value > 0 ? $0.statistics.mad / $0.value : nil })
    }
  }
}
