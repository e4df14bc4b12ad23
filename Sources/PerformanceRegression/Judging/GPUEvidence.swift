import PerformanceRecords

/// Weakens red verdicts that the state of the GPU excuses.
struct GPUEvidence {
  private let sessions: [BenchmarkSession]
  private let general: [GPUFinding]
  private let clock: GPUClockChange?

  /// - Parameters:
  ///   - differences: the differences between the GPU and that of the reference numbers.
  ///   - clock: a change of the clock that is large enough to excuse a worse number.
  init(_ sessions: [BenchmarkSession], differences: [GPUDifference] = [], clock: GPUClockChange? = nil) {
    self.sessions = sessions
    self.clock = clock
    general = (differences.isEmpty ? [] : [.differences(differences)]) + [clock.map { .clock($0) }].compactMap(\.self)
  }

  /// Weakens a red verdict where the GPU excuses every worse session.
  func judge(_ verdict: inout Verdict) {
    guard verdict.outcome == .regressed || verdict.outcome == .overBudget else { return }
    let caveats = caveats(against: verdict)
    if !caveats.isEmpty, caveats.allSatisfy({ $0.severity == .contaminated }) {
      let contamination = Contamination.gpu(caveats.distinct)
      verdict = verdict.with(.contaminated, contamination.reason, detail: .contamination(contamination))
      return
    }
    var findings = general + (caveats.isEmpty ? [] : [.caveats(caveats.distinct)])
    guard !findings.isEmpty else { return }
    // The clock is shown even where it excuses nothing.
    if verdict.outcome == .regressed, case .gpuClock(let change) = verdict.detail, clock == nil {
      findings.append(.clock(change))
    }
    verdict = verdict.with(.ambiguous, .gpuCaveat, detail: .gpu(findings))
  }

  /// The gravest caveats of the worse sessions; empty where enough of them have none.
  private func caveats(against verdict: Verdict) -> [GPUCaveat] {
    guard let metric = verdict.metric, metric.gpu != nil else { return [] }
    let worse = sessions.filter { Self.isWorse($0, for: verdict, metric) }
    let caveats = worse.compactMap { $0.gpu?.gravestCaveat }
    return worse.count - caveats.count < SampledRule.standard.grossCap ? caveats : []
  }

  private static func isWorse(_ session: BenchmarkSession, for verdict: Verdict, _ metric: MetricDescription) -> Bool {
    guard metric.kind == .sampled, verdict.outcome == .regressed, let baseline = verdict.baseline else { return true }
    guard let now = session.reading(metric.name)?.summary else { return false }
    return metric.direction.excess(of: now, over: baseline) > metric.tolerance.allowance(for: baseline)
  }
}
