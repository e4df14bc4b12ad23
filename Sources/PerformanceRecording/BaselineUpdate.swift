import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics

/// Makes new baselines of recorded sessions and what is on file.
///
/// Pure: documents in, documents and a list of changes out.
package struct BaselineUpdate {
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
    /// The metric; `nil` for a benchmark that goes as a whole.
    package var metric: MetricDescription?
    /// What was done.
    package var kind: Kind
    /// What stood for the old baseline.
    package var old: Double?
    /// What stands for the new one.
    package var new: Double?
    /// Why, where that needs words.
    package var detail: String?

    /// A change from its parts.
    package init(
      benchmark: BenchmarkID, metric: MetricDescription? = nil, kind: Kind, old: Double? = nil, new: Double? = nil,
      detail: String? = nil
    ) {
      self.benchmark = benchmark
      self.metric = metric
      self.kind = kind
      self.old = old
      self.new = new
      self.detail = detail
    }
  }

  /// The documents that change, with an empty list of benchmarks where a file has nothing left.
  package private(set) var documents: [BaselineDocument] = []
  /// What was done, in order of the benchmarks.
  package private(set) var changes: [Change] = []

  private let policy: Policy
  private let provenance: Provenance
  private let environment: RunEnvironment
  private let wasRead: (MetricDescription) -> Bool
  private let uncounted: Set<TestFunctionID>
  private let rule = SampledRule.standard
  /// The most sessions an entry keeps when more are added; the oldest go.
  private static let mostSessions = 36

  /// Computes an update.
  /// - Parameters:
  ///   - loaded: what is on file for the environment.
  ///   - sessions: fresh sessions of each benchmark.
  ///   - wasRead: whether the recording read a metric at all; those it did not read stay as they are.
  ///   - uncounted: functions whose tests leave them out of the counting pass: counts of them on file go.
  ///   - isGone: whether a benchmark on file that has no sessions is to be removed.
  package init(
    loaded: BaselineStore.Loaded, sessions: [BenchmarkID: [BenchmarkSession]], environment: RunEnvironment,
    policy: Policy, provenance: Provenance, wasRead: @escaping (MetricDescription) -> Bool = { _ in true },
    uncounted: Set<TestFunctionID> = [], isGone: (BenchmarkID) -> Bool
  ) {
    self.policy = policy
    self.wasRead = wasRead
    self.uncounted = uncounted
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
      let nothing = BaselineDocument(
        module: key.module, suite: key.suite, toolchain: environment.toolchain.folderName, machine: machine,
        benchmarks: [])
      let old = onFile.first { $0.module == key.module && $0.suite == key.suite } ?? nothing
      let fresh = sessions.filter { $0.key.module == key.module && $0.key.suite == key.suite }
      let document = merged(old, fresh, kind: kind, isGone)
      if document != old { documents.append(document) }
    }
  }

  /// A document with its fresh entries, without those that are gone, and otherwise as it was.
  private mutating func merged(
    _ old: BaselineDocument, _ fresh: [BenchmarkID: [BenchmarkSession]], kind: MetricDescription.Kind,
    _ isGone: (BenchmarkID) -> Bool
  ) -> BaselineDocument {
    var entries = Dictionary(old.benchmarks.map { (old.id(of: $0), $0) }) { first, _ in first }
    for id in entries.keys where fresh[id] == nil && isGone(id) {
      changes.append(Change(benchmark: id, kind: .removed, detail: "no 'measure' call gives it any more"))
      entries[id] = nil
    }
    let isComparable = old.methodology == Methodology.current
    var updated: [BenchmarkID: BaselineBenchmark] = [:]
    for (id, sessions) in fresh {
      updated[id] = entry(id, sessions, kind: kind, isComparable ? entries[id] : nil)
    }
    var document = old
    if isComparable {
      for id in fresh.keys { entries[id] = updated[id] }
    } else if !updated.isEmpty {
      // A file has one methodology: what was not measured anew would be taken for what it is not.
      for (id, entry) in entries { noteDropped(entry, of: id, updated: updated[id], from: old.methodology) }
      document.methodology = Methodology.current
      entries = updated
    }
    document.benchmarks = entries.sorted { $0.key < $1.key }.map(\.value)
    return document
  }

  private mutating func noteDropped(
    _ old: BaselineBenchmark, of id: BenchmarkID, updated: BaselineBenchmark?, from methodology: Int
  ) {
    var change = Change(
      benchmark: id, kind: .removed,
      detail: "recorded with methodology \(methodology), its file has \(Methodology.current) now; record it again")
    guard let updated else {
      changes.append(change)
      return
    }
    for metric in old.metrics where updated.metric(metric.metric.name) == nil {
      (change.metric, change.old) = (metric.metric, representative(metric))
      changes.append(change)
    }
  }

  /// The entry of a benchmark that was measured; `nil` when nothing of it is to be on file.
  private mutating func entry(
    _ id: BenchmarkID, _ sessions: [BenchmarkSession], kind: MetricDescription.Kind, _ old: BaselineBenchmark?
  ) -> BaselineBenchmark? {
    let asked = Self.asked(of: kind, in: sessions)
    let gpu = GPURecording(sessions, onFile: old)
    let filed = asked.map { file($0, of: id, gpu, beside: old?.metric($0.name)) }
    let isFresh = filed.contains(where: \.isFresh)
    let isGPUFresh = filed.contains { $0.isFresh && ($0.metric.gpu != nil || $0.obstacle != nil) }
    // An entry is of one GPU: what could not be measured anew on this one goes with the other.
    let remaining = isGPUFresh ? filed.map(\.withoutOther) : filed
    var metrics = remaining.compactMap(\.result)
    changes += remaining.compactMap(\.change)
    let names = Set(asked.map(\.name))
    for metric in old?.metrics ?? [] where !names.contains(metric.metric.name) {
      // Instructions are read only where their instrument is.
      guard metric.instrument == nil || uncounted.contains(id.function), wasRead(metric.metric) else {
        metrics.append(metric)
        continue
      }
      changes.append(
        Change(
          benchmark: id, metric: metric.metric, kind: .removed, old: representative(metric),
          detail: "its benchmark no longer measures, records or judges it"))
    }
    guard !metrics.isEmpty else { return nil }
    metrics.sort { $0.metric.name < $1.metric.name }
    let environment = gpu.named(beside: metrics, isFresh: isGPUFresh)
    if var old, !isFresh {
      (old.metrics, old.gpu) = (metrics, environment)
      return old
    }
    let iterations = sessions[sessions.count - 1].iterations
    var entry = BaselineBenchmark(
      test: id.test, label: id.label,
      // Counts are of one iteration each: the number stands beside them for the reader, and changes no line by itself.
      iterations: kind == .exact ? old?.iterations ?? iterations : iterations, recorded: provenance,
      gpu: environment, metrics: metrics)
    if kind == .sampled { entry.calibration = sessions.map(\.conditions.calibration).fastest }
    return entry
  }

  /// What becomes of a metric.
  private struct Filed {
    var metric: MetricDescription
    /// What is on file of it afterwards.
    var result: BaselineMetric?
    /// What was done with it; `nil` where neither side has anything.
    var change: Change?
    /// Why what was on file cannot stand beside numbers of this GPU.
    var obstacle: String?

    var isFresh: Bool { change.map { [.created, .replaced, .extended].contains($0.kind) } ?? false }

    /// The same where the entry becomes one of another GPU.
    var withoutOther: Filed {
      guard !isFresh, result != nil, let obstacle else { return self }
      var filed = self
      filed.result = nil
      if filed.change?.kind == .kept { filed.change?.kind = .removed }
      filed.change?.detail = [obstacle, change?.detail].compactMap { $0 }.joined(separator: "; ")
      return filed
    }
  }

  private func file(
    _ metric: MetricDescription, of id: BenchmarkID, _ gpu: GPURecording, beside onFile: BaselineMetric?
  ) -> Filed {
    let obstacle = onFile.flatMap { gpu.obstacle(of: $0.metric) }
    var filed = Filed(metric: metric, result: onFile, obstacle: obstacle)
    switch gpu.readings(of: metric) {
    // Of what is not judged nothing is said when it is not filed.
    case .refused where !metric.isJudged: break
    case .refused(let reason):
      filed.change = Change(
        benchmark: id, metric: metric, kind: .refused, old: onFile.flatMap(representative), detail: reason)
    case .usable(let readings, let detail):
      if let fresh = Self.baseline(metric, readings) {
        let (result, change) = decide(id, metric, fresh: fresh, old: onFile, obstacle: obstacle)
        (filed.result, filed.change) = (result, change)
        let details = [change.detail, detail].compactMap { $0 }
        filed.change?.detail = details.isEmpty ? nil : details.joined(separator: "; ")
      } else {
        filed.change = onFile.map { unavailable($0, of: id, readings) }
      }
    }
    return filed
  }

  /// The metrics to file that any of the sessions has a reading of, in order of their names.
  private static func asked(
    of kind: MetricDescription.Kind, in sessions: [BenchmarkSession]
  ) -> [MetricDescription] {
    var names: Set<String> = []
    return sessions.flatMap(\.readings).map(\.metric)
      .filter { $0.kind == kind && $0.isFiled && names.insert($0.name).inserted }.sorted { $0.name < $1.name }
  }

  private func unavailable(_ onFile: BaselineMetric, of id: BenchmarkID, _ readings: [MetricReading]) -> Change {
    let reason = readings.compactMap(\.unavailable).first.map { ": " + $0 } ?? ""
    return Change(
      benchmark: id, metric: onFile.metric, kind: .kept, old: representative(onFile),
      detail: "not available in this recording" + reason)
  }

  /// The baseline that readings of one metric make, one reading for each session; `nil` when none has a value.
  package static func baseline(_ metric: MetricDescription, _ readings: [MetricReading]) -> BaselineMetric? {
    switch metric.kind {
    case .exact:
      let counts = readings.flatMap(\.values).sorted()
      guard let lowest = counts.first, let highest = counts.last else { return nil }
      return BaselineMetric(
        metric: metric,
        content: .exact(ExactBaseline(lowest: lowest, typical: counts[counts.count / 2], highest: highest)),
        instrument: readings.compactMap(\.instrument).first)
    case .sampled:
      let sessions = readings.compactMap { SessionQuantiles(samples: $0.values) }
      return sessions.isEmpty ? nil : BaselineMetric(metric: metric, content: .sampled(sessions))
    }
  }

  private func decide(
    _ id: BenchmarkID, _ metric: MetricDescription, fresh: BaselineMetric, old: BaselineMetric?,
    obstacle: String?
  ) -> (BaselineMetric?, Change) {
    var change = Change(
      benchmark: id, metric: metric, kind: .created, old: old.flatMap(representative), new: representative(fresh))
    // What is not judged tells why a time is slower, however it varies.
    guard !metric.isJudged || isUsable(fresh, of: metric) else {
      change.kind = .refused
      change.detail =
        smallestDetectableChange(fresh, of: metric).map {
          "its sessions disagree: less than +\(Int(($0 * 100).rounded())) % could not be shown"
        } ?? "its sessions disagree so much that no change could be shown"
      return (old, change)
    }
    guard let old else { return (fresh, change) }
    guard old.instrument == fresh.instrument, obstacle == nil else {
      change.kind = .replaced
      change.detail = obstacle
      return (fresh, change)
    }
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
      guard agree(old, fresh) else {
        change.kind = .replaced
        return (fresh, change)
      }
      change.kind = .kept
      guard old.metric.tolerance != metric.tolerance else { return (old, change) }
      change.detail = "its tolerance is another one now"
      return (BaselineMetric(metric: metric, content: old.content, instrument: old.instrument), change)
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
      sessions.summaries((isFresh ? fresh : old).metric.direction)
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
      return BaselineMetric(metric: fresh.metric, content: .exact(range), instrument: fresh.instrument)
    case (.sampled(let a), .sampled(let b)):
      return BaselineMetric(metric: fresh.metric, content: .sampled(Array((a + b).suffix(mostSessions))))
    default:
      return fresh
    }
  }

  /// Whether a baseline of these sessions could show a change that matters.
  private func isUsable(_ baseline: BaselineMetric, of metric: MetricDescription) -> Bool {
    guard case .sampled = baseline.content, let best = representative(baseline), best > 0 else { return true }
    guard let smallest = smallestDetectableChange(baseline, of: metric) else { return false }
    return smallest <= BenchmarkJudge.ambiguityFactor * metric.tolerance.allowance(for: best) / best
      || metric.tolerance.relative < 0.2
  }

  private func smallestDetectableChange(_ baseline: BaselineMetric, of metric: MetricDescription) -> Double? {
    guard case .sampled(let sessions) = baseline.content else { return nil }
    return rule.smallestDetectableChange(
      baseline: sessions.summaries(metric.direction), tolerance: metric.tolerance, direction: metric.direction)
  }

  private func representative(_ baseline: BaselineMetric) -> Double? {
    switch baseline.content {
    case .exact(let counts): counts.typical
    case .sampled(let sessions):
      rule.representative(
        of: sessions.summaries(baseline.metric.direction), tolerance: baseline.metric.tolerance,
        direction: baseline.metric.direction)
    }
  }
}
