import PerformanceBuild
import PerformanceRecords
import PerformanceSystem

/// The result of a run: its verdicts in order, the red ones among them, and the exit status.
package struct RunSummary: Sendable {
  /// The record that everything else is derived from.
  package let record: RunRecord
  /// All verdicts, the worst first.
  package let verdicts: [Verdict]
  /// The verdicts that turn the build red, the worst first.
  package let red: [Verdict]
  /// The messages of a test that failed though no verdict is red, one a line; `nil` when there is none.
  package let testFailure: String?
  private let redRule: RedRule
  private let hasSeveralModules: Bool

  /// A summary of a run.
  /// - Parameter testFailure: the output of the failed bundle. It is shown only without red verdicts, which fail it
  ///   too.
  package init(_ record: RunRecord, redRule: RedRule, testFailure: String? = nil) {
    self.record = record
    self.redRule = redRule
    let verdicts = record.verdicts.worstFirst
    let red = verdicts.filter(redRule.isRed)
    (self.verdicts, self.red) = (verdicts, red)
    // Red verdicts fail the bundle as well, but they do not end it before its last test.
    self.testFailure = record.brokenBodies.sentence ?? (red.isEmpty ? testFailure : nil)
    let module = verdicts.first?.function.module ?? record.headBenchmarks.first?.module
    hasSeveralModules =
      verdicts.contains { $0.function.module != module } || record.headBenchmarks.contains { $0.module != module }
  }

  /// Whether a verdict turns the build red.
  package func isRed(_ verdict: Verdict) -> Bool { redRule.isRed(verdict) }

  /// The start of the run; `nil` when the log has no beginning.
  package var start: RunStart? { record.start }

  /// Functions that have no baseline and measured nothing, in the order of the log.
  package var unmeasured: [UnmeasuredFunction] { record.unmeasured }

  /// The toolchain and the machine; `nil` for a log without a beginning.
  package var environment: RunEnvironment? { start?.environment }

  /// The verdicts with each outcome; outcomes that did not occur are absent.
  package var counts: [Verdict.Outcome: Int] {
    verdicts.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 }
  }

  /// The GPUs that sessions read, in either build.
  package var gpus: [GPUSummary] { GPUSummary.summaries(of: record.sessions.compactMap(\.session.gpu)) }

  /// The subjects with a session or a verdict: benchmarks, and functions of which no benchmark is known.
  package var benchmarks: Set<Verdict.Subject> {
    var subjects = Set(record.headBenchmarks.map { Verdict.Subject.benchmark($0) })
    for verdict in verdicts where Self.isOfThisBuild(verdict) { subjects.insert(verdict.subject) }
    guard subjects.contains(where: { $0.benchmark == nil }) else { return subjects }
    let known = Set(subjects.compactMap { $0.benchmark?.function })
    return subjects.filter { $0.benchmark != nil || !known.contains($0.function) }
  }

  /// Whether the subject of a verdict is in the measured build.
  private static func isOfThisBuild(_ verdict: Verdict) -> Bool {
    verdict.outcome != .missing && verdict.outcome != .disabled && verdict.reason != .onlyInBase
  }

  /// The verdicts that the time limit left undecided.
  var undecided: [Verdict] { verdicts.filter { $0.outcome == .ambiguous && $0.reason == .timeLimitReached } }

  /// Whether the run measured no benchmark.
  package var nothingWasMeasured: Bool {
    record.headBenchmarks.isEmpty && !verdicts.contains(where: Self.isOfThisBuild)
  }

  /// The lines that report a failed test; empty when no test failed.
  package var testFailureLines: [String] {
    guard let testFailure else { return [] }
    let lines = testFailure.split(whereSeparator: \.isNewline).map { String($0).shown(atMost: 400) }
    return ["\(red.isEmpty ? "no benchmark is red, but a test failed" : "a test failed as well"):"]
      + lines.map { "    " + $0 }
  }

  /// The exit status of the command.
  package var exitStatus: ExitStatus {
    if !record.isFinished { return .failure }
    guard red.isEmpty, testFailure == nil, !nothingWasMeasured else { return .red }
    return everyTimeIsContaminated || isUnjudgedInCI ? .notMeasurable : .pass
  }

  /// Whether numbers were measured and none of them was compared with anything.
  package var hasJudgedNothing: Bool {
    !verdicts.isEmpty
      && verdicts.allSatisfy {
        [.new, .incomparable, .disabled].contains($0.outcome) || $0.reason == .refusedAtRecording
      }
  }

  /// Whether a gate in continuous integration has nothing red and judged nothing, so that green would mean nothing.
  ///
  /// A benchmark that is in one of two builds alone is a result of their comparison, and does not count.
  package var isUnjudgedInCI: Bool {
    let isGateInCI = redRule.newIsRed && start?.mode == RunConfiguration.Mode.gate.rawValue
    guard isGateInCI, red.isEmpty, hasJudgedNothing else { return false }
    let settled = verdicts.filter {
      $0.outcome == .disabled || $0.reason == .onlyInHead || $0.reason == .onlyInBase
    }
    return !Set(verdicts.map(\.subject)).isSubset(of: settled.map(\.subject))
  }

  /// Whether times were compared with baselines, and every one of them was contaminated.
  private var everyTimeIsContaminated: Bool {
    let judged = verdicts.filter { verdict in
      verdict.metric?.isOfMachine == true && verdict.outcome != .new && verdict.outcome != .incomparable
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
