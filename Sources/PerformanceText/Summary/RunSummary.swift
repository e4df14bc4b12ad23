import PerformanceRecords
import PerformanceSystem

/// What a run's event log says, in the form that every report needs.
package struct RunSummary: Sendable {
  /// A warning about a measurement of a benchmark.
  package struct Warning: Hashable, Sendable {
    /// The benchmark.
    package var benchmark: BenchmarkID
    /// The warning, with the numbers of the first session that has it.
    package var warning: BenchmarkWarning
  }

  /// What was known when the run began; `nil` when the log has no beginning.
  package private(set) var start: RunStart?
  /// The functions that were to be measured.
  package private(set) var plannedFunctions: [TestFunctionID] = []
  /// All verdicts, the worst first.
  package let verdicts: [Verdict]
  /// The verdicts that turn the build red, the worst first.
  package let red: [Verdict]
  /// The sessions of each benchmark.
  package private(set) var sessions: [BenchmarkID: Int] = [:]
  /// Warnings about measurements, one of a kind for each benchmark, in order of the benchmarks.
  package private(set) var warnings: [Warning] = []
  /// The GPUs that sessions read, those of the other build included.
  package let gpus: [GPUSummary]
  /// Acceptances that nothing needed, in the order of the log.
  package private(set) var unusedAcceptances: [UnusedAcceptance] = []
  /// The pairs of builds that were measured for candidates, in the order of the log.
  package private(set) var confirmations: [ConfirmationCost] = []
  /// Functions that are on no file and measured nothing, in the order of the log.
  package private(set) var unmeasured: [UnmeasuredFunction] = []
  /// Seconds spent measuring.
  package private(set) var seconds = 0.0
  /// What was said of a test that failed though no verdict is red, one line each; `nil` when there is none.
  package let testFailure: String?
  /// Whether the run came to its end.
  package let isFinished: Bool
  private var hasSeveralModules = false

  /// A summary of a run's events.
  /// - Parameter testFailure: what the bundle said when it failed; red verdicts make it fail as well and say more.
  package init(events: [RunEvent], redRule: RedRule, testFailure: String? = nil) {
    let starts = events.count { if case .runStarted = $0.body { true } else { false } }
    let ends = events.count { if case .runFinished = $0.body { true } else { false } }
    isFinished = ends >= max(starts, 1)
    let verdicts = events.settledVerdicts.sorted(by: Verdict.isWorse)
    let red = verdicts.filter(redRule.isRed)
    (self.verdicts, self.red) = (verdicts, red)
    // Red verdicts make the bundle fail as well, but not end before its last test.
    self.testFailure = events.brokenBodies.sentence ?? (red.isEmpty ? testFailure : nil)
    gpus = GPUSummary.summaries(
      of: events.compactMap { event in
        switch event.body {
        case .session(let taken), .baseSession(let taken): taken.session.gpu
        default: nil
        }
      })
    for event in events { add(event.body) }
    warnings.sort { $0.benchmark < $1.benchmark }
    hasSeveralModules = Set(verdicts.map(\.function.module) + sessions.keys.map(\.module)).count > 1
  }

  /// Where the run took place.
  package var environment: RunEnvironment? { start?.environment }

  /// The verdicts with each outcome; outcomes that did not occur are absent.
  package var counts: [Verdict.Outcome: Int] {
    verdicts.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 }
  }

  /// What gave a session or a verdict: benchmarks, and functions of which no benchmark is known.
  package var benchmarks: Set<Verdict.Subject> {
    let present = verdicts.lazy.filter { $0.outcome != .missing && $0.outcome != .disabled && $0.reason != .onlyInBase }
    let subjects = Set(sessions.keys.map { Verdict.Subject.benchmark($0) }).union(present.map(\.subject))
    let known = Set(subjects.compactMap { $0.benchmark?.function })
    return subjects.filter { $0.benchmark != nil || !known.contains($0.function) }
  }

  /// The verdicts that the time limit left open.
  var undecided: [Verdict] { verdicts.filter { $0.outcome == .ambiguous && $0.reason == .timeLimitReached } }

  /// Whether nothing was selected, or what was selected measures nothing.
  package var nothingWasMeasured: Bool { benchmarks.isEmpty }

  /// What is shown of a failed test, line by line; none when no test failed.
  var testFailureLines: [String] {
    guard let testFailure else { return [] }
    let lines = testFailure.split(whereSeparator: \.isNewline).map { String($0).shown(atMost: 400) }
    return ["\(red.isEmpty ? "no benchmark is red, but a test failed" : "a test failed besides"):"]
      + lines.map { "    " + $0 }
  }

  /// How the command ends.
  package var exitStatus: ExitStatus {
    if !isFinished { return .failure }
    guard red.isEmpty, testFailure == nil, !nothingWasMeasured else { return .red }
    return everyTimeIsContaminated ? .notMeasurable : .pass
  }

  /// Whether numbers were measured and none of them was compared with anything.
  var hasJudgedNothing: Bool {
    !verdicts.isEmpty
      && verdicts.allSatisfy {
        [.new, .incomparable, .disabled].contains($0.outcome) || $0.reason == .refusedAtRecording
      }
  }

  /// Whether times were compared with baselines, and the machine made every one of them worthless.
  private var everyTimeIsContaminated: Bool {
    let judged = verdicts.filter { verdict in
      verdict.metric?.kind == .sampled && verdict.outcome != .new && verdict.outcome != .incomparable
        && verdict.reason != .refusedAtRecording
    }
    return !judged.isEmpty && judged.allSatisfy { $0.outcome == .contaminated }
  }

  /// A benchmark or function as reports name it: with its module only where there are several.
  package func name(of subject: Verdict.Subject) -> String {
    (hasSeveralModules ? subject.description : subject.shortDescription).shown(atMost: 200)
  }

  /// A benchmark as reports name it.
  package func name(of benchmark: BenchmarkID) -> String { name(of: .benchmark(benchmark)) }

  private mutating func add(_ body: RunEvent.Body) {
    switch body {
    case .runStarted(let start): self.start = self.start ?? start
    case .planned(let plan): plannedFunctions += plan.functions.filter { !plannedFunctions.contains($0) }
    case .session(let taken): add(taken.session)
    case .runFinished(let end): seconds += end.seconds
    case .acceptanceUnused(let acceptance): unusedAcceptances.append(acceptance)
    case .confirmed(let cost): confirmations.append(cost)
    case .unmeasured(let function): unmeasured.append(function)
    case .waiting, .attempt, .counting, .baseSession, .profile, .verdict, .bodyRun: break
    }
  }

  private mutating func add(_ session: BenchmarkSession) {
    sessions[session.id, default: 0] += 1
    for warning in session.warnings
    where !warnings.contains(where: { $0.benchmark == session.id && $0.warning.kind == warning.kind }) {
      warnings.append(Warning(benchmark: session.id, warning: warning))
    }
  }
}
