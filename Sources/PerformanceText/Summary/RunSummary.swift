import PerformanceRecords
import PerformanceSystem

/// What a run means: its verdicts in order, which of them are red, and how the command ends.
package struct RunSummary: Sendable {
  /// What the log says.
  package let record: RunRecord
  /// All verdicts, the worst first.
  package let verdicts: [Verdict]
  /// The verdicts that turn the build red, the worst first.
  package let red: [Verdict]
  /// The GPUs that sessions read, those of the other build included.
  package let gpus: [GPUSummary]
  /// What was said of a test that failed though no verdict is red, one line each; `nil` when there is none.
  package let testFailure: String?
  /// What gave a session or a verdict: benchmarks, and functions of which no benchmark is known.
  package let benchmarks: Set<Verdict.Subject>
  private let hasSeveralModules: Bool

  /// A summary of a run.
  /// - Parameter testFailure: what the bundle said when it failed; red verdicts make it fail as well and say more.
  package init(_ record: RunRecord, redRule: RedRule, testFailure: String? = nil) {
    self.record = record
    let verdicts = record.verdicts.sorted(by: Verdict.isWorse)
    let red = verdicts.filter(redRule.isRed)
    (self.verdicts, self.red) = (verdicts, red)
    // Red verdicts make the bundle fail as well, but not end before its last test.
    self.testFailure = record.brokenBodies.sentence ?? (red.isEmpty ? testFailure : nil)
    gpus = GPUSummary.summaries(of: record.sessions.compactMap(\.session.gpu))
    let measured = record.headBenchmarks
    benchmarks = Self.present(measured, verdicts)
    hasSeveralModules = Set(verdicts.map(\.function.module) + measured.map(\.module)).count > 1
  }

  /// What was known when the run began; `nil` when the log has no beginning.
  package var start: RunStart? { record.start }

  /// Functions that are on no file and measured nothing, in the order of the log.
  package var unmeasured: [UnmeasuredFunction] { record.unmeasured }

  /// Where the run took place.
  package var environment: RunEnvironment? { start?.environment }

  /// The verdicts with each outcome; outcomes that did not occur are absent.
  package var counts: [Verdict.Outcome: Int] {
    verdicts.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 }
  }

  /// What gave a session or a verdict: benchmarks, and functions of which no benchmark is known.
  private static func present(_ measured: Set<BenchmarkID>, _ verdicts: [Verdict]) -> Set<Verdict.Subject> {
    let present = verdicts.lazy.filter { $0.outcome != .missing && $0.outcome != .disabled && $0.reason != .onlyInBase }
    let subjects = Set(measured.map { Verdict.Subject.benchmark($0) }).union(present.map(\.subject))
    guard subjects.contains(where: { $0.benchmark == nil }) else { return subjects }
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
    if !record.isFinished { return .failure }
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
}
