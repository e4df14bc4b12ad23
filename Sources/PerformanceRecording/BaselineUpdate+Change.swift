import PerformanceRecords
import PerformanceRegression
import PerformanceText

extension BaselineUpdate {
  /// The treatment of an existing entry.
  package enum Policy: String, Sendable, CaseIterable {
    /// It stays unchanged while fresh sessions agree with it, so that recording unchanged code changes no line.
    case update
    /// Fresh sessions are added to those of the baseline.
    case add
    /// Fresh sessions replace those of the baseline.
    case replace
  }

  /// The change of a benchmark's metric.
  package struct Change: Equatable, Sendable {
    /// The kind of change.
    package enum Kind: String, Sendable, Encodable {
      case created, kept, replaced, extended, widened, removed, refused
    }

    /// The benchmark.
    package var benchmark: BenchmarkID
    /// The metric; `nil` for a benchmark that is removed as a whole.
    package var metric: MetricDescription?
    /// The kind of change.
    package var kind: Kind
    /// The number of the old baseline.
    package var old: Double?
    /// The number of the new baseline.
    package var new: Double?
    /// The reasons, where the kind does not imply them.
    package var details: [RecordingDetail]
    /// The file, in the folder of the toolchain.
    package var file: String?
    /// The names of the metrics of a benchmark that is removed as a whole; `nil` for a single metric.
    package var metrics: [String]?
    /// The smallest change that the sessions show, as a share; `nil` for counts, and where they show none.
    package var detectable: Double?
    /// The number of sessions; `nil` for counts.
    package var sessions: Int?
    /// The number of sessions near the best one; `nil` for counts.
    package var hits: Int?
    /// Whether too few sessions of the resulting baseline hit the floor.
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

    /// Records the quality of the sessions.
    mutating func setSufficiency(_ sufficiency: BaselineSufficiency?) {
      // Two digits, since the third would change with every recording.
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
