import PerformanceRecords
import PerformanceRegression

/// Selects the GPU numbers to record: those of one GPU, from undisturbed sessions.
struct GPURecording {
  /// The usable readings of a metric.
  enum Readings {
    /// These are recorded.
    /// - Parameter detail: the readings that were left out, if any.
    case usable([MetricReading], detail: RecordingDetail?)
    /// None are usable.
    case refused(RecordingDetail)
  }

  /// The GPU of the fresh sessions; `nil` where none was read.
  let environment: GPUEnvironment?
  private let sessions: [BenchmarkSession]
  private let onFile: BaselineBenchmark?

  /// Creates the selection for fresh sessions and the existing entry.
  init(_ sessions: [BenchmarkSession], onFile: BaselineBenchmark?) {
    self.sessions = sessions
    self.onFile = onFile
    environment = sessions.last { $0.gpu != nil }?.gpu?.environment
  }

  /// The readings of a metric to record.
  func readings(of metric: MetricDescription) -> Readings {
    guard metric.gpu != nil else { return .usable(Self.readings(of: metric, in: sessions), detail: nil) }
    let measured = sessions.filter { $0.reading(metric.name)?.values.isEmpty == false }
    if let problem = Self.origin(of: measured) { return .refused(problem) }
    let sound = measured.filter { $0.gpu?.gravestCaveat?.severity != .contaminated }
    let quiet = sound.filter { $0.gpu?.gravestCaveat == nil }
    let fewest = SampledRule.standard.fewestBaselineSessions
    if let problem = Self.shortage(of: metric, in: sessions, measured, fewest) { return .refused(problem) }
    let isEnough = quiet.count >= fewest
    let filed = isEnough ? quiet : sound
    guard filed.count < measured.count else {
      // Readings without a value contain the reason.
      return .usable(Self.readings(of: metric, in: sessions), detail: nil)
    }
    let caveat = Self.caveat(of: measured, but: filed)
    let leftOut = measured.count - filed.count
    return filed.count >= fewest
      ? .usable(Self.readings(of: metric, in: filed), detail: .leftOut(leftOut, of: measured.count, because: caveat))
      : .refused(.tooFewLeft(leftOut, of: measured.count, because: caveat))
  }

  /// Why the old numbers of a metric cannot be combined with fresh ones; `nil` where they can, or there are none.
  func obstacle(of metric: MetricDescription) -> RecordingDetail? {
    guard let environment, let onFile else { return nil }
    // An entry names one board, so GPU metrics must all be of the same board.
    let dependence = metric.gpu == nil ? metric.dependence(besides: onFile.gpu) : .board
    guard let dependence else { return nil }
    guard let then = onFile.gpu else { return .gpuMismatch(.notRecorded) }
    switch GPUComparability(environment, with: then, of: dependence) {
    case .comparable: return nil
    case .different(let differences): return .gpuDifferences(differences)
    case .incomparable(let mismatch): return .gpuMismatch(mismatch)
    }
  }

  /// The GPU of an entry with these metrics.
  /// - Parameter isFresh: whether GPU numbers among them are from this recording.
  func named(beside metrics: [BaselineMetric], isFresh: Bool) -> GPUEnvironment? {
    guard metrics.contains(where: { $0.metric.gpu != nil }) else { return nil }
    return isFresh ? environment : onFile?.gpu
  }

  /// Why too few of otherwise sufficient sessions have a value; `nil` where enough do, and where none does.
  private static func shortage(
    of metric: MetricDescription, in sessions: [BenchmarkSession], _ measured: [BenchmarkSession], _ fewest: Int
  ) -> RecordingDetail? {
    guard !measured.isEmpty, measured.count < fewest, sessions.count >= fewest else { return nil }
    let cause = sessions.lazy.compactMap { $0.reading(metric.name)?.unavailable }.first
    return .withoutValue(sessions.count - measured.count, of: sessions.count, because: cause)
  }

  private static func readings(of metric: MetricDescription, in sessions: [BenchmarkSession]) -> [MetricReading] {
    sessions.compactMap { $0.reading(metric.name) }
  }

  /// Why the sessions cannot be recorded as those of one GPU; `nil` where they can.
  private static func origin(of sessions: [BenchmarkSession]) -> RecordingDetail? {
    if sessions.contains(where: { $0.gpu == nil }) { return .gpuUnknown }
    let boards = Set(sessions.compactMap { $0.gpu?.environment.uuid }).sorted()
    guard boards.count > 1 else { return nil }
    return .severalGPUs(boards)
  }

  /// Why sessions were left out: the first caveat among them.
  private static func caveat(of sessions: [BenchmarkSession], but filed: [BenchmarkSession]) -> GPUCaveat? {
    let isQuiet = filed.allSatisfy { $0.gpu?.gravestCaveat == nil }
    return sessions.lazy.compactMap { $0.gpu?.gravestCaveat }.first { isQuiet || $0.severity == .contaminated }
  }
}
