import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics
import PerformanceText

/// Makes new baselines of recorded sessions and what is on file.
///
/// Pure: documents in, documents and a list of changes out.
package struct BaselineUpdate {
  /// The documents that change, with an empty list of benchmarks where a file has nothing left.
  package private(set) var documents: [BaselineDocument] = []
  /// What was done, in order of the benchmarks.
  package private(set) var changes: [Change] = []

  private let policy: Policy
  private let provenance: Provenance
  private let environment: RunEnvironment
  private let wasRead: (MetricDescription) -> Bool
  private let uncounted: Set<TestFunctionID>
  private var metricUpdate: MetricUpdate { MetricUpdate(policy: policy) }

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
    changes.sort {
      ($0.benchmark, $0.metric?.name ?? "", $0.file ?? "") < ($1.benchmark, $1.metric?.name ?? "", $1.file ?? "")
    }
  }

  /// The metrics whose sessions disagree so much that a baseline of them would judge nothing.
  package var refused: [Change] { changes.filter { $0.kind == .refused } }

  /// The metrics on file whose sessions hit their floor too rarely, with the change that they show.
  package var scattered: [Change] {
    changes.filter { $0.isScattered && $0.metric?.isJudged == true && $0.kind != .refused && $0.kind != .removed }
  }

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
      updated[id] = entry(id, sessions, kind: kind, isComparable ? entries[id] : nil)
    }
    var document = old
    if isComparable {
      for id in fresh.keys { entries[id] = updated[id] }
    } else if updated.values.contains(where: { !$0.metrics.isEmpty }) {
      // A file has one methodology: what was not measured anew would be taken for what it is not.
      for (id, entry) in entries { noteDropped(entry, of: id, updated: updated[id], from: old.methodology) }
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

  private mutating func noteDropped(
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
      // Counts are of one iteration each: the number stands beside them for the reader, and changes no line by itself.
      iterations: kind == .exact ? old?.iterations ?? iterations : iterations, recorded: provenance,
      gpu: environment, metrics: metrics, refused: refused)
    if kind == .sampled { entry.calibration = sessions.map(\.conditions.calibration).fastest }
    return entry
  }

  /// What is remembered as refused: what this recording refused and has no older numbers of, and where it read nothing of
  /// the kind, what is remembered.
  ///
  /// What is refused again keeps its day: recording unchanged code changes no line.
  private func refusals(among filed: [Filed], onFile old: BaselineBenchmark?) -> [RefusedMetric] {
    guard !filed.isEmpty else { return old?.refused ?? [] }
    return filed.compactMap { filed in
      guard filed.result == nil, let change = filed.change, change.kind == .refused else { return nil }
      if policy != .replace, let onFile = old?.refusal(of: filed.metric.name) { return onFile }
      return RefusedMetric(
        name: filed.metric.name, date: provenance.date, detectable: change.detectable, reason: change.details.text)
    }
  }

  /// What becomes of a metric.
  private struct Filed {
    var metric: MetricDescription
    /// What is on file of it afterwards.
    var result: BaselineMetric?
    /// What was done with it; `nil` where neither side has anything.
    var change: Change?
    /// Why what was on file cannot stand beside numbers of this GPU.
    var obstacle: RecordingDetail?

    var isFresh: Bool { change.map { [.created, .replaced, .extended].contains($0.kind) } ?? false }

    /// The same where the entry becomes one of another GPU.
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
    // Of what is not judged nothing is said when it is not filed.
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

  /// The metrics to file that any of the sessions has a reading of, in order of their names.
  private static func asked(
    of kind: MetricDescription.Kind, in sessions: [BenchmarkSession]
  ) -> [MetricDescription] {
    var names: Set<String> = []
    return sessions.flatMap(\.readings).map(\.metric)
      .filter { $0.kind == kind && $0.isFiled && names.insert($0.name).inserted }.sorted { $0.name < $1.name }
  }

  private func unavailable(_ onFile: BaselineMetric, of id: BenchmarkID, _ readings: [MetricReading]) -> Change {
    Change(
      benchmark: id, metric: onFile.metric, kind: .kept, old: metricUpdate.representative(onFile),
      details: [.unavailable(readings.compactMap(\.unavailable).first)])
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
}
