import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics
import PerformanceText

/// Computes new baselines from recorded sessions and the existing baselines.
///
/// A pure function: documents in, documents and a list of changes out.
package struct BaselineUpdate {
  /// The changed documents; one without benchmarks has no entries left.
  package private(set) var documents: [BaselineDocument] = []
  /// The changes, in order of the benchmarks.
  package private(set) var changes: [Change] = []

  private let policy: Policy
  private let provenance: Provenance
  private let environment: RunEnvironment
  private let wasRead: (MetricDescription) -> Bool
  private let uncounted: Set<TestFunctionID>
  private var metricUpdate: MetricUpdate { MetricUpdate(policy: policy) }

  /// Computes an update.
  /// - Parameters:
  ///   - loaded: the baselines of the environment.
  ///   - sessions: fresh sessions of each benchmark.
  ///   - wasRead: whether the recording read a metric at all; entries of unread metrics stay unchanged.
  ///   - uncounted: functions that their tests exclude from the counting pass; their counts are removed.
  ///   - isGone: whether a benchmark that has a baseline but no sessions is to be removed.
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
    merge(loaded.counts, sessions, of: .toolchain, machine: nil, isGone)
    merge(loaded.times, sessions, of: .machine, machine: environment.machine.folderName, isGone)
    changes.sort {
      ($0.benchmark, $0.metric?.name ?? "", $0.file ?? "") < ($1.benchmark, $1.metric?.name ?? "", $1.file ?? "")
    }
  }

  /// The metrics whose sessions disagree so much that a baseline of them could not judge.
  package var refused: [Change] { changes.filter { $0.kind == .refused } }

  /// The metrics whose sessions hit their floor too rarely, with the change that they can show.
  package var scattered: [Change] {
    changes.filter { $0.isScattered && $0.metric?.isJudged == true && $0.kind != .refused && $0.kind != .removed }
  }

  /// The machines for which the numbers of a file are valid.
  private enum Scope {
    /// All machines with the toolchain: counts, and ratios in which the machine cancels.
    case toolchain
    /// Machines of one class.
    case machine
  }

  private struct SuiteKey: Hashable {
    var module: String
    var suite: [String]
  }

  private mutating func merge(
    _ onFile: [BaselineDocument], _ sessions: [BenchmarkID: [BenchmarkSession]], of scope: Scope,
    machine: String?, _ isGone: (BenchmarkID) -> Bool
  ) {
    let suites = Set(onFile.map { SuiteKey(module: $0.module, suite: $0.suite) })
      .union(sessions.keys.map { SuiteKey(module: $0.module, suite: $0.suite) })
    for key in suites.sorted(by: { ($0.module, "\($0.suite)") < ($1.module, "\($1.suite)") }) {
      let nothing = BaselineDocument(
        module: key.module, suite: key.suite, toolchain: environment.toolchain.folderName, machine: machine,
        buildArguments: environment.toolchain.buildArguments ?? [], benchmarks: [])
      let old = onFile.first { $0.module == key.module && $0.suite == key.suite } ?? nothing
      let fresh = sessions.filter { $0.key.module == key.module && $0.key.suite == key.suite }
      let document = merged(old, fresh, of: scope, isGone)
      if document != old { documents.append(document) }
    }
  }

  /// A document with fresh entries and without removed ones, otherwise unchanged.
  private mutating func merged(
    _ old: BaselineDocument, _ fresh: [BenchmarkID: [BenchmarkSession]], of scope: Scope,
    _ isGone: (BenchmarkID) -> Bool
  ) -> BaselineDocument {
    let firstChange = changes.count
    defer {
      let file = "\(old.folder.machine)/\(old.fileName)"
      for index in changes.indices.dropFirst(firstChange) { changes[index].file = file }
    }
    var entries = Dictionary(old.benchmarks.map { (old.id(of: $0), $0) }) { first, _ in first }
    for (id, entry) in entries where fresh[id] == nil && isGone(id) {
      changes.append(Self.removal(of: id, entry))
      entries[id] = nil
    }
    let isComparable = old.methodology == Methodology.current
    var updated: [BenchmarkID: BaselineBenchmark] = [:]
    for (id, sessions) in fresh {
      updated[id] = entry(id, sessions, of: scope, isComparable ? entries[id] : nil)
    }
    var document = old
    if isComparable {
      for id in fresh.keys { entries[id] = updated[id] }
    } else if updated.values.contains(where: { !$0.metrics.isEmpty }) {
      // A file has one methodology, which must not be attributed to older numbers.
      for (id, entry) in entries { recordDropped(entry, of: id, updated: updated[id], from: old.methodology) }
      document.methodology = Methodology.current
      entries = updated
    }
    document.benchmarks = entries.sorted { $0.key < $1.key }.map(\.value)
    return document
  }

  private static func removal(of id: BenchmarkID, _ entry: BaselineBenchmark) -> Change {
    var change = Change(benchmark: id, kind: .removed, details: [.benchmarkGone])
    change.metrics = (entry.metrics.map(\.metric.name) + entry.refused.map(\.name)).sorted()
    return change
  }

  private mutating func recordDropped(
    _ old: BaselineBenchmark, of id: BenchmarkID, updated: BaselineBenchmark?, from methodology: Int
  ) {
    var change = Change(
      benchmark: id, kind: .removed,
      details: [.otherMethodology(recorded: methodology, here: Methodology.current)])
    guard let updated else {
      changes.append(change)
      return
    }
    for metric in old.metrics where updated.metric(metric.metric.name) == nil {
      (change.metric, change.old) = (metric.metric, metricUpdate.representative(metric))
      changes.append(change)
    }
  }

  /// The entry of a measured benchmark; `nil` when none of its metrics is recorded.
  private mutating func entry(
    _ id: BenchmarkID, _ sessions: [BenchmarkSession], of scope: Scope, _ old: BaselineBenchmark?
  ) -> BaselineBenchmark? {
    let asked = Self.asked(of: scope, in: sessions)
    let gpu = GPURecording(sessions, onFile: old)
    let filed = asked.map { file($0, of: id, gpu, beside: old?.metric($0.name)) }
    let isFresh = filed.contains(where: \.isFresh)
    let isGPUFresh = filed.contains { $0.isFresh && ($0.metric.gpu != nil || $0.obstacle != nil) }
    // An entry is of one GPU: metrics without numbers from this one are removed with the other GPU.
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
          benchmark: id, metric: metric.metric, kind: .removed, old: metricUpdate.representative(metric),
          details: [.metricGone]))
    }
    let refused = refusals(among: remaining, onFile: old)
    guard !metrics.isEmpty || !refused.isEmpty else { return nil }
    metrics.sort { $0.metric.name < $1.metric.name }
    let environment = gpu.named(beside: metrics, isFresh: isGPUFresh)
    if var old, !isFresh {
      (old.metrics, old.gpu, old.refused) = (metrics, environment, refused)
      return old
    }
    let iterations = sessions[sessions.count - 1].iterations
    var entry = BaselineBenchmark(
      test: id.test, label: id.label,
      // Counts are of one iteration each: this number is informative, and its change alone must not change a line.
      iterations: scope == .toolchain ? old?.iterations ?? iterations : iterations, recorded: provenance,
      gpu: environment, metrics: metrics, refused: refused)
    if scope == .machine { entry.calibration = sessions.map(\.conditions.calibration).fastest }
    return entry
  }

  /// The refused metrics to remember: those that this recording refused and that have no older numbers and, where it
  /// read no metric of the kind, the earlier ones.
  ///
  /// A repeated refusal keeps its day, so that recording unchanged code changes no line.
  private func refusals(among filed: [Filed], onFile old: BaselineBenchmark?) -> [RefusedMetric] {
    guard !filed.isEmpty else { return old?.refused ?? [] }
    return filed.compactMap { filed in
      guard filed.result == nil, let change = filed.change, change.kind == .refused else { return nil }
      if policy != .replace, let onFile = old?.refusal(of: filed.metric.name) { return onFile }
      return RefusedMetric(
        name: filed.metric.name, date: provenance.date, detectable: change.detectable, reason: change.details.text)
    }
  }

  /// The decision about a metric.
  private struct Filed {
    var metric: MetricDescription
    /// Its baseline afterwards.
    var result: BaselineMetric?
    /// The change; `nil` where neither side has numbers.
    var change: Change?
    /// Why the old numbers cannot be combined with those of this GPU.
    var obstacle: RecordingDetail?

    var isFresh: Bool { change.map { [.created, .replaced, .extended].contains($0.kind) } ?? false }

    /// The decision when the entry becomes one of another GPU.
    var withoutOther: Filed {
      guard !isFresh, result != nil, let obstacle else { return self }
      var filed = self
      filed.result = nil
      if filed.change?.kind == .kept { filed.change?.kind = .removed }
      filed.change?.details.insert(obstacle, at: 0)
      return filed
    }
  }

  private func file(
    _ metric: MetricDescription, of id: BenchmarkID, _ gpu: GPURecording, beside onFile: BaselineMetric?
  ) -> Filed {
    let obstacle = onFile.flatMap { gpu.obstacle(of: $0.metric) }
    var filed = Filed(metric: metric, result: onFile, obstacle: obstacle)
    switch gpu.readings(of: metric) {
    // The refusal of an unjudged metric is not reported.
    case .refused where !metric.isJudged: break
    case .refused(let detail):
      filed.change = Change(
        benchmark: id, metric: metric, kind: .refused, old: onFile.flatMap(metricUpdate.representative),
        details: [detail])
    case .usable(let readings, let detail):
      if let fresh = Self.baseline(metric, readings) {
        let (result, change) = metricUpdate.decide(
          id, metric, fresh: fresh, old: onFile, obstacle: obstacle)
        (filed.result, filed.change) = (result, change)
        if let detail { filed.change?.details.append(detail) }
      } else {
        filed.change = onFile.map { unavailable($0, of: id, readings) }
      }
    }
    return filed
  }

  /// The metrics to record that any session has a reading of, in order of their names.
  private static func asked(
    of scope: Scope, in sessions: [BenchmarkSession]
  ) -> [MetricDescription] {
    var names: Set<String> = []
    return sessions.flatMap(\.readings).map(\.metric)
      .filter { $0.isOfMachine == (scope == .machine) && $0.isFiled && names.insert($0.name).inserted }.sorted {
        $0.name < $1.name
      }
  }

  private func unavailable(_ onFile: BaselineMetric, of id: BenchmarkID, _ readings: [MetricReading]) -> Change {
    Change(
      benchmark: id, metric: onFile.metric, kind: .kept, old: metricUpdate.representative(onFile),
      details: [.unavailable(readings.compactMap(\.unavailable).first)])
  }

  /// The baseline of the readings of one metric, one for each session; `nil` when none has a value.
  package static func baseline(_ metric: MetricDescription, _ readings: [MetricReading]) -> BaselineMetric? {
    switch metric.kind {
    case .exact:
      let (values, instrument) = (readings.flatMap(\.values), readings.compactMap(\.instrument).first)
      let rule = instrument == nil ? ExactRule.standard : ExactRule.standard.ofAnInstrument
      let counts = Miscounts.removed(from: values, below: rule.miscount).sorted()
      guard let lowest = counts.first, let highest = counts.last else { return nil }
      return BaselineMetric(
        metric: metric,
        content: .exact(ExactBaseline(lowest: lowest, typical: counts[counts.count / 2], highest: highest)),
        instrument: instrument)
    case .sampled:
      let sessions = readings.compactMap { SessionQuantiles(samples: $0.values) }
      return sessions.isEmpty ? nil : BaselineMetric(metric: metric, content: .sampled(sessions))
    }
  }
}
