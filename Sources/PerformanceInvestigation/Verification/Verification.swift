import Foundation
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceVerification
import PerformanceWorkflows

/// Runs a verification, from its baselines to its last run.
struct Verification {
  /// The sessions of baselines that are recorded for it, as many as `perftest record` takes.
  private static let rounds = 24

  private let runs: VerificationRuns
  private let writer: VerificationWriter?
  private let begin = RunClock.seconds
  private var status: StatusLine
  private(set) var plan: VerificationPlan
  private(set) var tally = VerificationTally()

  init(runs: VerificationRuns, plan: VerificationPlan, writer: VerificationWriter?, output: Output) {
    self.runs = runs
    self.plan = plan
    self.writer = writer
    status = StatusLine(output)
  }

  /// Runs until the minutes are used up.
  /// - Parameters:
  ///   - baselines: the baselines of the package.
  ///   - loaded: those of this machine.
  /// - Throws: ``CommandFailure`` when a run broke off, or ``InputError``.
  mutating func run(baselines: BaselineStore, loaded: BaselineStore.Loaded) throws {
    let environment = runs.package.environmentOfRun
    var (store, loaded) = (baselines, loaded)
    if recorded(loaded, environment).isEmpty {
      status.show(repeated: nil, plain: "recording baselines of this machine, for this verification alone")
      store = try runs.record(rounds: Self.rounds, part: "baselines for this verification")
      loaded = try store.load(for: environment)
    }
    try writer?.append(
      [.begun(VerificationStart(environment: environment, metric: VerificationRun.metric, planted: runs.kind))]
        + recorded(loaded, environment).map { .baseline($0) })
    var number = 0
    while let planted = plan.next(elapsed: elapsed), !Interruption.isRequested {
      number += 1
      let before = elapsed
      let record = try runs.gate(number, planted: planted, baselines: store.folder, part: part(number, planted))
      plan.record(planted: planted, seconds: elapsed - before)
      let run = VerificationRun(planted: planted, record)
      tally.add(run)
      emit(run, number: number)
      try writer?.append(Self.records(of: run, number: number, record))
    }
  }

  private var elapsed: Double { RunClock.seconds - begin }

  /// The baselines that can judge runs.
  private func recorded(_ loaded: BaselineStore.Loaded, _ environment: RunEnvironment) -> [VerifiedBaseline] {
    let functions = Set(runs.functions)
    let comparable = ComparisonFinder(loaded: loaded, environment: environment).recorded
    return loaded.times.flatMap { document in
      document.benchmarks.compactMap { entry -> VerifiedBaseline? in
        let id = document.id(of: entry)
        guard functions.contains(id.function), let metric = entry.metric(VerificationRun.metric),
          comparable[id]?.contains(metric.metric) == true
        else { return nil }
        return VerifiedBaseline(benchmark: id, baseline: metric)
      }
    }
  }

  private func part(_ number: Int, _ planted: Int) -> String {
    "run \(number), \(Self.name(planted)), \(Int(elapsed / 60)) of \(Int(plan.budget / 60)) min"
  }

  private static func name(_ planted: Int) -> String { planted == 0 ? "unchanged" : "+\(planted) %" }

  /// One line for each run in a log; a terminal shows the progress of the next one instead.
  private mutating func emit(_ run: VerificationRun, number: Int) {
    let red = run.verdicts.count { VerificationRun.isTime($0.metric) && $0.outcome == .regressed }
    let found = runs.kind == .work ? ", \(run.worse.count) by any metric" : ""
    status.show(
      repeated: nil,
      plain: "run \(number), \(Self.name(run.planted)): \(red) red\(found), \(run.sessions) sessions in "
        + ValueFormat.duration(seconds: run.seconds))
  }

  private static func records(of run: VerificationRun, number: Int, _ record: RunRecord) -> [VerificationRecord] {
    var records: [VerificationRecord] = [
      .run(VerifiedRun(run: number, planted: run.planted, seconds: run.seconds))
    ]
    for session in record.sessions.lazy.filter({ $0.side == .head }).map(\.session) {
      guard let reading = session.reading(VerificationRun.metric), !reading.values.isEmpty else { continue }
      records.append(
        .session(
          VerifiedSession(
            run: number, benchmark: session.id, samples: reading.values, conditions: session.conditions)))
    }
    return records
      + run.verdicts.filter { $0.metric?.name == VerificationRun.metric }.map {
        .verdict(VerifiedVerdict(run: number, benchmark: $0.subject.id, outcome: $0.outcome))
      }
  }
}
