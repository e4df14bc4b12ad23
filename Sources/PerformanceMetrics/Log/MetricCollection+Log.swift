import PerformanceBuild
import PerformanceExports
import PerformanceLog

extension MetricCollection {
  /// Adds what the tool's log adds up to.
  mutating func add(_ totals: LogTotals) {
    func sorted<Value>(_ values: [String: Value]) -> [(key: String, value: Value)] {
      values.sorted { $0.key < $1.key }
    }
    func counts(_ label: String, _ values: [String: Int]) -> [MetricSeries] {
      sorted(values).map { MetricSeries([MetricLabel(label, $0.key)], Double($0.value)) }
    }
    add(.commands, counts("command", totals.commands.mapValues(\.count)))
    add(
      .commandsFailed,
      sorted(totals.failures).flatMap { command, statuses in
        sorted(statuses).map { exit, count in
          MetricSeries([MetricLabel("command", command), MetricLabel("exit", exit)], Double(count))
        }
      })
    if let ratio = totals.errorRatio { add(.commandErrors, [MetricSeries([], ratio)]) }
    add(.commandDuration, sorted(totals.commands).map { Self.series("command", $0.key, $0.value) })
    add(.gitDuration, sorted(totals.git).map { Self.series("op", $0.key, $0.value) })
    add(.gitErrors, counts("op", totals.git.mapValues { _ in 0 }.merging(totals.gitFailures, uniquingKeysWith: +)))
    addCaches(totals.caches)
    // A counter that begins with 1 has never grown: kinds and levels without any have 0.
    let kinds = Dictionary(uniqueKeysWithValues: InputKind.allCases.map { ($0.rawValue, 0) })
    add(.validationFailures, counts("kind", kinds.merging(totals.invalid, uniquingKeysWith: +)))
    add(
      .notificationsFailed,
      sorted(totals.notifications).flatMap { integration, reasons in
        sorted(reasons).map { reason, count in
          MetricSeries([MetricLabel("integration", integration), MetricLabel("reason", reason)], Double(count))
        }
      })
    add(
      .logEvents,
      LogLevel.allCases.map { level in
        MetricSeries([MetricLabel("level", level.name)], Double(totals.events[level.name] ?? 0))
      })
  }

  private mutating func addCaches(_ caches: [String: [String: Int]]) {
    let sorted = caches.sorted { $0.key < $1.key }
    add(
      .cacheRequests,
      sorted.flatMap { cache, counts in
        ["hit", "miss"].map { result in
          MetricSeries([MetricLabel("cache", cache), MetricLabel("result", result)], Double(counts[result] ?? 0))
        }
      })
    add(
      .cacheHits,
      sorted.compactMap { cache, counts in
        let all = counts.values.reduce(0, +)
        return all > 0 ? MetricSeries([MetricLabel("cache", cache)], Double(counts["hit"] ?? 0) / Double(all)) : nil
      })
  }

  private static func series(_ label: String, _ value: String, _ durations: LogTotals.Durations) -> MetricSeries {
    MetricSeries(
      [MetricLabel(label, value)],
      .histogram(
        MetricHistogram(bounds: LogTotals.bounds, counts: durations.counts, sum: durations.seconds)))
  }
}

extension LogTotals {
  private static let answers = Set(ExitStatus.answers.map { "\($0.rawValue)" })

  /// The share of commands that could not do their work; `nil` without commands.
  package var errorRatio: Double? {
    let all = commands.values.reduce(0) { $0 + $1.count }
    guard all > 0 else { return nil }
    let errors = failures.filter { !CommandTable.reportingByStatus.contains($0.key) }.values.joined()
      .reduce(0) { $0 + (Self.answers.contains($1.key) ? 0 : $1.value) }
    return Double(errors) / Double(all)
  }
}
