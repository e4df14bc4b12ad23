import PerformanceRecords

/// What the GPU leaves of a red verdict.
struct GPUEvidence {
  /// Of the doubts of several sessions as many are quoted.
  private static let mostTexts = 2

  private let sessions: [BenchmarkSession]
  private let reasons: [String]

  /// The evidence of sessions.
  /// - Parameter doubts: why the numbers they are compared with may be of another GPU or state.
  init(_ sessions: [BenchmarkSession], caveats reasons: [String] = []) {
    self.sessions = sessions
    self.reasons = reasons
  }

  /// The verdict, unless it is red and something of the GPU speaks against each session that speaks for it.
  func judged(_ verdict: Verdict) -> Verdict {
    guard verdict.outcome == .regressed || verdict.outcome == .overBudget else { return verdict }
    let caveats = caveats(against: verdict)
    if !caveats.isEmpty, caveats.allSatisfy({ $0.kind == .contaminated }) {
      return verdict.with(.contaminated, .gpuDisturbed, detail: quoted(caveats))
    }
    var texts = reasons + (caveats.isEmpty ? [] : [quoted(caveats)])
    guard !texts.isEmpty else { return verdict }
    if verdict.outcome == .regressed, let detail = verdict.detail, !texts.contains(detail) { texts.append(detail) }
    return verdict.with(.ambiguous, .gpuCaveat, detail: texts.joined(separator: "; "))
  }

  /// The gravest doubts of the sessions that speak for a verdict; none where enough of them have none.
  private func caveats(against verdict: Verdict) -> [GPUCaveat] {
    guard let metric = verdict.metric, metric.gpu != nil else { return [] }
    let speaking = sessions.filter { Self.speaks($0, for: verdict, metric) }
    let caveats = speaking.compactMap { $0.gpu?.gravestCaveat }
    return speaking.count - caveats.count < SampledRule.standard.grossCap ? caveats : []
  }

  private static func speaks(_ session: BenchmarkSession, for verdict: Verdict, _ metric: MetricDescription) -> Bool {
    guard metric.kind == .sampled, verdict.outcome == .regressed, let baseline = verdict.baseline else { return true }
    guard let now = session.reading(metric.name).flatMap(BenchmarkJudge.summary) else { return false }
    let excess = metric.direction == .lowerIsBetter ? now - baseline : baseline - now
    return excess > metric.tolerance.allowance(for: baseline)
  }

  /// The first of the doubts, each once.
  private func quoted(_ caveats: [GPUCaveat]) -> String {
    var seen: Set<String> = []
    let texts = caveats.map(\.shortText).filter { seen.insert($0).inserted }
    let more = texts.count > Self.mostTexts ? "; in other sessions the same with other numbers" : ""
    return texts.prefix(Self.mostTexts).joined(separator: "; ") + more
  }
}

extension [BenchmarkSession] {
  /// The GPUs that they were drawn on.
  var gpus: Set<GPUEnvironment> { Set(compactMap(\.gpu?.environment)) }
}
