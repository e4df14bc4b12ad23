import PerformanceRecords
import PerformanceRegression
import PerformanceText

extension BaselineUpdate {
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
  package struct Change: Hashable, Sendable {
    /// What was done.
    package enum Kind: String, Sendable, Encodable {
      case created, kept, replaced, extended, widened, removed, refused
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
    /// Why, where the kind alone does not say it.
    package var details: [RecordingDetail]
    /// The file, in the folder of the toolchain.
    package var file: String?
    /// The names of the metrics that go with a benchmark that goes as a whole; `nil` for a single metric.
    package var metrics: [String]?
    /// The smallest change that the sessions show, as a share; `nil` for counts, and where they show none.
    package var detectable: Double?
    /// How many sessions there are; `nil` for counts.
    package var sessions: Int?
    /// How many of the sessions came near the best one; `nil` for counts.
    package var hits: Int?
    /// Whether the floor of the sessions that were filed, or are on file still, was not hit often enough.
    package var isScattered = false

    package init(
      benchmark: BenchmarkID, metric: MetricDescription? = nil, kind: Kind, old: Double? = nil, new: Double? = nil,
      details: [RecordingDetail] = []
    ) {
      self.benchmark = benchmark
      self.metric = metric
      self.kind = kind
      self.old = old
      self.new = new
      self.details = details
    }

    /// Says of the change what its sessions are worth.
    mutating func setSufficiency(_ sufficiency: BaselineSufficiency?) {
      // Two digits: the third would change with every recording.
      detectable = sufficiency?.smallestDetectableChange.map { ($0 * 100).rounded() / 100 }
      sessions = sufficiency?.sessions
      hits = sufficiency?.hits
      isScattered = sufficiency.map { !$0.isEnough } ?? false
    }
  }
}

extension BaselineUpdate.Change: Encodable {
  private enum Key: String, CodingKey {
    case benchmark, metric, kind, old, new, detail, file, metrics, detectable, sessions, hits, isScattered
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(benchmark, forKey: .benchmark)
    try container.encodeIfPresent(metric, forKey: .metric)
    try container.encode(kind, forKey: .kind)
    try container.encodeIfPresent(old, forKey: .old)
    try container.encodeIfPresent(new, forKey: .new)
    try container.encodeIfPresent(details.text, forKey: .detail)
    try container.encodeIfPresent(file, forKey: .file)
    try container.encodeIfPresent(metrics, forKey: .metrics)
    try container.encodeIfPresent(detectable, forKey: .detectable)
    try container.encodeIfPresent(sessions, forKey: .sessions)
    try container.encodeIfPresent(hits, forKey: .hits)
    try container.encode(isScattered, forKey: .isScattered)
  }
}
