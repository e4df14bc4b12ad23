import PerformanceRecords
import PerformanceStatistics

/// Makes new baselines of recorded sessions and what is on file.
///
/// Pure: documents in, documents and a list of changes out.
package struct BaselineUpdate: Sendable {
  /// What happens to an entry that is on file already.
  package enum Policy: String, Sendable, CaseIterable {
    /// It stays as it is while fresh sessions agree with it, so that recording unchanged code changes no line.
    case update
    /// Fresh sessions join those on file.
    case add
    /// Fresh sessions replace those on file.
    case replace
  }

  /// What was done with a metric of a benchmark.
  package struct Change: Hashable, Sendable, Encodable {
    /// What was done.
    package enum Kind: String, Sendable, Encodable {
      case created, kept, replaced, extended, removed, refused
    }

    /// The benchmark.
    package var benchmark: BenchmarkID
    /// The metric; `nil` for a benchmark that is gone.
    package var metric: MetricDescription?
    /// What was done.
    package var kind: Kind
    /// What stood for the old baseline.
    package var old: Double?
    /// What stands for the new one.
    package var new: Double?
    /// Why, where that needs words.
    package var detail: String?
  }

  /// The documents to write, with an empty list of benchmarks where a file has nothing left.
  package private(set) var documents: [BaselineDocument] = []
  /// What was done, in order of the benchmarks.
  package private(set) var changes: [Change] = []

  private let policy: Policy
  private let provenance: Provenance
  private let environment: RunEnvironment
  private let rule = SampledRule.standard
  /// The most sessions an entry keeps when more are added; the oldest go.
  private static let mostSessions = 36

  /// Computes an update.
  /// - Parameters:
  ///   - loaded: what is on file for the environment.
  ///   - sessions: fresh sessions of each benchmark.
  ///   - isGone: whether a benchmark on file that has no sessions is to be removed.
  package init(
    loaded: BaselineStore.Loaded, sessions: [BenchmarkID: [BenchmarkSession]], environment: RunEnvironment,
    policy: Policy, provenance: Provenance, isGone: (BenchmarkID) -> Bool
  ) {
    self.policy = policy
    self.provenance = provenance
    self.environment = environment
    merge(loaded.counts, sessions, kind: .exact, machine: nil, isGone)
    merge(loaded.times, sessions, kind: .sampled, machine: environment.machine.folderName, isGone)
    changes.sort { ($0.benchmark, $0.metric?.name ?? "") < ($1.benchmark, $1.metric?.name ?? "") }
  }

  /// The metrics whose sessions disagree so much that a baseline of them would judge nothing.
  package var refused: [Change] { changes.filter { $0.kind == .refused } }

  private struct SuiteKey: Hashable {
    var module: String
    var suite: [String]
  }

  private mutating func merge(
    _ onFile: [BaselineDocument], _ sessions: [BenchmarkID: [BenchmarkSession]], kind: MetricDescription.Kind,
    machine: String?, _ isGone: (BenchmarkID) -> Bool
  ) {
    let suites = Set(onFile.map { SuiteKey(module: $0.module, suite: $0.suite) })
      .union(sessions.keys.map { SuiteKey(module: $0.module, suite: $0.suite) })
    for key in suites.sorted(by: { ($0.module, "\($0.suite)") < ($1.module, "\($1.suite)") }) {
      let old = onFile.first { $0.module == key.module && $0.suite == key.suite }
      let fresh = sessions.filter { $0.key.module == key.module && $0.key.suite == key.suite }
      let entries = entries(old, fresh, kind: kind, isGone)
      guard old != nil || !entries.isEmpty else { continue }
      documents.append(
        BaselineDocument(
          module: key.module, suite: key.suite, toolchain: environment.toolchain.folderName, machine: machine,
          benchmarks: entries))
    }
  }

  private mutating func entries(
    _ old: BaselineDocument?, _ fresh: [BenchmarkID: [BenchmarkSession]], kind: MetricDescription.Kind,
    _ isGone: (BenchmarkID) -> Bool
  ) -> [BaselineBenchmark] {
    var entries: [(BenchmarkID, BaselineBenchmark)] = []
    for benchmark in old?.benchmarks ?? [] {
      guard let id = old?.id(of: benchmark), fresh[id] == nil else { continue }
      if isGone(id) {
        changes.append(Change(benchmark: id, kind: .removed, detail: "no 'measure' call gives it any more"))
      } else {
        entries.append((id, benchmark))
      }
    }
    let isComparable = old?.methodology == Methodology.current
    for (id, sessions) in fresh {
      let recorded = isComparable ? old.flatMap { BaselineStore.Loaded.entry(id, in: [$0]) } : nil
      if let entry = entry(id, sessions, kind: kind, recorded) { entries.append((id, entry)) }
    }
    return entries.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private mutating func entry(
    _ id: BenchmarkID, _ sessions: [BenchmarkSession], kind: MetricDescription.Kind, _ old: BaselineBenchmark?
  ) -> BaselineBenchmark? {
    let metrics = sessions[0].readings.map(\.metric).filter { $0.kind == kind && $0.isJudged }
    var kept: [BaselineMetric] = []
    var isUnchanged = true
    for metric in metrics.sorted(by: { $0.name < $1.name }) {
      let readings = sessions.compactMap { $0.reading(metric.name) }
      guard let fresh = Self.baseline(metric, readings) else { continue }
      let (result, change) = decide(id, metric, fresh: fresh, old: old?.metric(metric.name))
      changes.append(change)
      if change.kind != .kept, change.kind != .refused { isUnchanged = false }
      if let result { kept.append(result) }
    }
    if let old, isUnchanged, old.metrics.map(\.metric.name) == kept.map(\.metric.name) { return old }
    guard !kept.isEmpty else { return old }
    return BaselineBenchmark(
      test: id.test, label: id.label, iterations: sessions[sessions.count - 1].iterations, recorded: provenance,
      control: kind == .sampled ? sessions.compactMap(\.conditions.control).min() : nil, metrics: kept)
  }

  /// The baseline that readings of one metric make, one reading for each session; `nil` when none has a value.
  package static func baseline(_ metric: MetricDescription, _ readings: [MetricReading]) -> BaselineMetric? {
    switch metric.kind {
    case .exact:
      let counts = readings.flatMap(\.values).sorted()
      guard let lowest = counts.first, let highest = counts.last else { return nil }
      return BaselineMetric(
        metric: metric,
        content: .exact(ExactBaseline(lowest: lowest, typical: counts[counts.count / 2], highest: highest)))
    case .sampled:
      let sessions = readings.compactMap { SessionQuantiles(samples: $0.values) }
      return sessions.isEmpty ? nil : BaselineMetric(metric: metric, content: .sampled(sessions))
    }
  }

  private func decide(
    _ id: BenchmarkID, _ metric: MetricDescription, fresh: BaselineMetric, old: BaselineMetric?
  ) -> (BaselineMetric?, Change) {
    var change = Change(
      benchmark: id, metric: metric, kind: .created, old: old.flatMap(representative), new: representative(fresh))
    guard isUsable(fresh, of: metric) else {
      change.kind = .refused
      change.detail =
        "its sessions disagree: less than "
        + "+\(Int(((smallestDetectableChange(fresh, of: metric) ?? 0) * 100).rounded())) % could not be shown"
      return (old, change)
    }
    guard let old else { return (fresh, change) }
    switch policy {
    case .replace:
      change.kind = .replaced
      return (fresh, change)
    case .add:
      change.kind = .extended
      let joined = Self.joined(old, fresh)
      change.new = representative(joined)
      return (joined, change)
    case .update:
      change.kind = agree(old, fresh) ? .kept : .replaced
      return (change.kind == .kept ? old : fresh, change)
    }
  }

  /// Whether the medians of each side lie within what the other side has seen.
  private func agree(_ old: BaselineMetric, _ fresh: BaselineMetric) -> Bool {
    switch (old.content, fresh.content) {
    case (.exact(let old), .exact(let fresh)):
      return old.lowest <= fresh.lowest && fresh.highest <= old.highest
    case (.sampled(let old), .sampled(let fresh)):
      let (before, after) = (summaries(old, fresh: false), summaries(fresh, fresh: true))
      return Self.covers(before, after) && Self.covers(after, before)
    default:
      return false
    }
    func summaries(_ sessions: [SessionQuantiles], fresh isFresh: Bool) -> [Double] {
      sessions.map { $0.summary((isFresh ? fresh : old).metric.direction) }
    }
  }

  private static func covers(_ range: [Double], _ values: [Double]) -> Bool {
    guard let low = range.min(), let high = range.max(), let middle = Quantile.median(of: values) else { return false }
    // Five significant digits are on file.
    return low * 0.9999 <= middle && middle <= high * 1.0001
  }

  private static func joined(_ old: BaselineMetric, _ fresh: BaselineMetric) -> BaselineMetric {
    switch (old.content, fresh.content) {
    case (.exact(let a), .exact(let b)):
      let range = ExactBaseline(
        lowest: min(a.lowest, b.lowest), typical: b.typical, highest: max(a.highest, b.highest))
      return BaselineMetric(metric: fresh.metric, content: .exact(range))
    case (.sampled(let a), .sampled(let b)):
      return BaselineMetric(metric: fresh.metric, content: .sampled(Array((a + b).suffix(mostSessions))))
    default:
      return fresh
    }
  }

  /// Whether a baseline of these sessions could show a change that matters.
  private func isUsable(_ baseline: BaselineMetric, of metric: MetricDescription) -> Bool {
    guard let best = representative(baseline), best > 0,
      let smallest = smallestDetectableChange(baseline, of: metric)
    else { return true }
    return smallest <= BenchmarkJudge.ambiguityFactor * metric.tolerance.allowance(for: best) / best
      || metric.tolerance.relative < 0.2
  }

  private func smallestDetectableChange(_ baseline: BaselineMetric, of metric: MetricDescription) -> Double? {
    guard case .sampled(let sessions) = baseline.content else { return nil }
    return rule.smallestDetectableChange(
      baseline: sessions.map { $0.summary(metric.direction) }, tolerance: metric.tolerance, direction: metric.direction)
  }

  private func representative(_ baseline: BaselineMetric) -> Double? {
    switch baseline.content {
    case .exact(let counts): counts.typical
    case .sampled(let sessions):
      rule.representative(
        of: sessions.map { $0.summary(baseline.metric.direction) }, direction: baseline.metric.direction)
    }
  }
}
