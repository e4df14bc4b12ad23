import Foundation
import PerformanceRecords

/// A point of a line: a list, in which what is absent at the end is left out.
struct ExchangedPoint {
  private let positions: SeriesParts.Positions
  private let value: Double
  private let sessions: Int
  private let samples: Int
  private let statistics: [Float]?
  private let outcome: Verdict.Outcome?
  private let reason: Verdict.Reason?
  private let baseline: Double?
  private let summaryBytes: Data?
  private let sampleBytes: Data?

  init(_ row: RunContents.Row, _ positions: SeriesParts.Positions, _ detail: ExchangedRun.Detail) {
    self.positions = positions
    let point = row.point
    value = point.value
    sessions = point.sessions
    samples = point.samples
    statistics = point.statistics.differences(from: point.value)
    outcome = point.outcome
    reason = point.reason
    baseline = point.baseline
    switch detail {
    case .numbers: (summaryBytes, sampleBytes) = (nil, nil)
    case .samples:
      summaryBytes = row.summaries.isEmpty ? nil : Data(row.summaries)
      sampleBytes = row.samples.isEmpty ? nil : Data(row.samples)
    }
  }

  /// The row of the point at a position of the line.
  /// - Throws: ``ExchangeProblem``.
  func row(at index: Int, _ parts: SeriesParts) throws -> RunContents.Row {
    guard let series = parts.series(positions) else { throw ExchangeProblem.unknownPart(index: index) }
    guard value.isFinite, baseline?.isFinite ?? true, sessions >= 0, samples >= 0,
      let kept = PointStatistics(differences: statistics, around: value)
    else { throw ExchangeProblem.unusable(key: "points[\(index)]") }
    let bytes = (summaries: [UInt8](summaryBytes ?? Data()), samples: [UInt8](sampleBytes ?? Data()))
    guard SeriesSessions(summaries: bytes.summaries, samples: bytes.samples) != nil else {
      throw ExchangeProblem.damagedSessions(index: index)
    }
    return RunContents.Row(
      series: series,
      point: HistoryPoint(
        value: value, sessions: sessions, samples: samples, statistics: kept, outcome: outcome, reason: reason,
        baseline: baseline),
      summaries: bytes.summaries, samples: bytes.samples)
  }
}

extension ExchangedPoint: Codable {
  func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    for position in [positions.benchmark, positions.metric, positions.environment] { try list.encode(position) }
    try list.encode(value)
    try list.encode(sessions)
    try list.encode(samples)
    let present = [
      statistics != nil, outcome != nil, reason != nil, baseline != nil, summaryBytes != nil, sampleBytes != nil,
    ]
    let last = present.lastIndex(of: true) ?? -1
    func add(_ value: (some Encodable)?, at position: Int) throws {
      guard position <= last else { return }
      if let value { try list.encode(value) } else { try list.encodeNil() }
    }
    try add(statistics, at: 0)
    try add(outcome, at: 1)
    try add(reason, at: 2)
    try add(baseline, at: 3)
    try add(summaryBytes, at: 4)
    try add(sampleBytes, at: 5)
  }

  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    positions = SeriesParts.Positions(
      benchmark: try list.decode(Int.self), metric: try list.decode(Int.self), environment: try list.decode(Int.self))
    value = try list.decode(Double.self)
    sessions = try list.decode(Int.self)
    samples = try list.decode(Int.self)
    statistics = try list.decodeIfPresent([Float].self)
    outcome = try list.decodeIfPresent(Verdict.Outcome.self)
    reason = try list.decodeIfPresent(Verdict.Reason.self)
    baseline = try list.decodeIfPresent(Double.self)
    summaryBytes = try list.decodeIfPresent(Data.self)
    sampleBytes = try list.decodeIfPresent(Data.self)
  }
}
