import Foundation
import PerformanceGit
import PerformanceLog
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// Settles the candidates of a run: by pairs of builds where commits are known, else by the rule for baselines.
package struct Settlement {
  private let package: PackageFolder
  private let run: BundleRun
  /// The results of the run and of everything after it.
  package private(set) var result: BundleRun.Result
  /// Why candidates have no pair.
  private var absences: [Candidate: PairAbsence] = [:]

  /// Creates the settlement of a complete run.
  package init(of result: BundleRun.Result, package: PackageFolder, run: BundleRun) {
    self.result = result
    self.package = package
    self.run = run
  }

  /// Measures the pairs that the candidates need.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  mutating func settle(origins: BaselineOrigins) throws {
    let candidates = open
    guard !candidates.isEmpty else { return }
    var known: [Candidate: BaselineOrigins.Origin] = [:]
    for candidate in candidates {
      do {
        known[candidate] = try origins.origin(of: candidate)
      } catch let unknown as BaselineOrigins.Unknown {
        absences[candidate] = unknown.cause
      }
    }
    let checkout = origins.checkout
    if let newest = checkout.newest(of: candidates.compactMap { known[$0]?.commit }) {
      try measure(candidates.filter { known[$0] != nil }, against: newest, checkout)
      // A candidate that is as fast as at the newest commit may have become slower between its own commit and that one.
      let earlier = Dictionary(grouping: refuted.filter { known[$0].map { $0.commit != newest } ?? false }) {
        known[$0]?.commit
      }
      for case (let commit?, let candidates) in earlier.sorted(by: { $0.value[0].benchmark < $1.value[0].benchmark }) {
        try measure(candidates, against: commit, checkout)
      }
    }
    for candidate in refuted where known[candidate]?.isExact == false {
      absences[candidate] = .uncommittedCode
    }
    try judgeByFile()
  }

  /// Measures the candidates in turn with the same build without a planted slowdown, which then is the only difference.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  package mutating func settleBesideItself() throws {
    let candidates = open
    guard !candidates.isEmpty else { return }
    let base = PairedRun.Base(
      executable: run.bundle.path, folder: run.folder.path,
      functions: Set(candidates.map(\.benchmark.function)).sorted { $0.description < $1.description })
    let pair = PairedRun(
      name: "the same build", side: .measured(base), accepted: try package.baselines.acceptances.read(),
      exported: run.folder.path, checkout: run.folder.path)
    try measure(candidates, run, pair: pair, part: run.part, plan: plan(candidates))
  }

  // MARK: - Candidates

  /// The current verdicts.
  private var verdicts: [Verdict] { result.record.verdicts.worstFirst }

  /// The candidates that are not settled yet.
  private var open: [Candidate] { candidates { $0.isCandidate } }

  /// The candidates that a pair has refuted.
  private var refuted: [Candidate] { candidates { $0.confirmation?.state == .refuted } }

  private func candidates(where isWanted: (Verdict) -> Bool) -> [Candidate] {
    verdicts.filter(isWanted).compactMap(\.candidate)
  }

  // MARK: - Measuring

  /// Measures candidates in turn with a commit.
  private mutating func measure(_ candidates: [Candidate], against commit: GitCommit, _ checkout: GitCheckout) throws {
    guard !candidates.isEmpty else { return }
    let count = Plural.text(candidates.count, "candidate")
    let part = "confirming \(count) against \(commit.short)"
    package.log.audit(
      .moreSessions, "\(count) measured again in turn with \(commit.short)",
      [
        "git.commit": .string(commit.hash),
        "benchmark.names": .array(candidates.map { .string($0.benchmark.description) }),
      ])
    if !package.output.messages.isTerminal { package.output.error(part) }
    let preparation = PairPreparation(
      package: package, selection: selection(of: candidates), commit: commit, name: commit.short, checkout: checkout,
      purpose: "to confirm \(count)")
    do {
      try preparation.perform { pair, buildSeconds in
        let before = result.record.seconds
        guard try measure(candidates, pair, against: commit, part: part) else { return }
        let cost = ConfirmationCost(
          against: commit.short, candidates: candidates.count, buildSeconds: buildSeconds,
          measureSeconds: result.record.seconds - before, outside: pair.outside)
        try result.append([.confirmed(cost)])
      }
    } catch let failure as CommandFailure where failure.status != .failure {
      explain(candidates, .notBuilt(commit: commit.short, error: failure.firstError))
    } catch let error as InputError {
      // A full disk must not lose the measured results.
      explain(candidates, .notBuilt(commit: commit.short, error: "\(error)"))
    }
  }

  /// - Returns: Whether both sides could be compared.
  private mutating func measure(
    _ candidates: [Candidate], _ pair: PreparedPair, against commit: GitCommit, part: String
  ) throws -> Bool {
    // A planted slowdown is a difference.
    let isSlowed = try !package.slowdown.isNone
    switch pair {
    case .identical(_, _, let identity) where !isSlowed:
      let refuted = verdicts.filter { $0.candidate.map(candidates.contains) ?? false }.map { verdict in
        var same = verdict
        same.confirmation = Verdict.Confirmation(state: .refuted, commit: commit.short, identity: identity)
        return RunEvent.Body.verdict(same)
      }
      try result.append(refuted)
    case .identical(let run, let pair, _), .ready(let run, let pair):
      if let problem = pair.problem {
        explain(candidates, .base(problem))
        return false
      }
      try measure(candidates, run, pair: pair, part: part, plan: plan(candidates))
      // Candidates without a result against this commit stay open, or keep their result against another one.
      let others = self.candidates { $0.confirmation?.commit != commit.short }
      for candidate in others where candidates.contains(candidate) {
        absences[candidate] = absence(of: candidate.benchmark.function, at: commit)
      }
    }
    return true
  }

  /// Why a function gave nothing in a commit's build.
  private func absence(of function: TestFunctionID, at commit: GitCommit) -> PairAbsence {
    if case .notMeasured(commit.short, let failure) = result.record.failuresToConfirm[function] {
      return .notMeasured(commit: commit.short, failure: failure)
    }
    return .notMeasured(commit: commit.short)
  }

  /// Lets the rule for baselines decide about the remaining candidates, with the additional sessions that it needs
  /// alone.
  private mutating func judgeByFile() throws {
    func precedes(_ first: Candidate, _ second: Candidate) -> Bool {
      (first.benchmark, first.metric) < (second.benchmark, second.metric)
    }
    let sorted = (open + refuted).sorted(by: precedes)
    for absence in sorted.compactMap({ absences[$0] }).distinct {
      let candidates = sorted.filter { absences[$0] == absence }
      try measure(candidates, run, pair: nil, part: nil, plan: .unavailable(absence, only: candidates))
    }
  }

  private mutating func measure(
    _ candidates: [Candidate], _ bundle: BundleRun, pair: PairedRun?, part: String?, plan: ConfirmationPlan
  ) throws {
    var bundle = bundle
    bundle.name = run.name
    bundle.provenance = run.provenance
    bundle.part = part
    bundle.isWanted = run.isWanted
    bundle.counting = .off(because: nil)
    let functions = Set(candidates.map(\.benchmark.function)).sorted { $0.description < $1.description }
    let more = try bundle.measure(
      functions, of: selection(of: candidates), mode: .gate, pair: pair, confirmation: plan,
      after: result.record)
    result.record = more.record
    result.testFailure = result.testFailure ?? more.testFailure
  }

  private func plan(_ candidates: [Candidate]) -> ConfirmationPlan {
    let slow = self.candidates { $0.reason == .moreSessionsSlower }
    return .pair(candidates, moreOftenSlow: slow.filter(candidates.contains))
  }

  private mutating func explain(_ candidates: [Candidate], _ absence: PairAbsence) {
    for candidate in candidates { absences[candidate] = absence }
  }

  private func selection(of candidates: [Candidate]) -> TestSelection {
    TestSelection(functions: candidates.map(\.benchmark.function))
  }
}
