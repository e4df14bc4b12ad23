import Foundation
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// A metric of a benchmark as typed by a user, to look up in the kept runs.
struct BenchmarkMetric {
  let query: BenchmarkQuery
  let metric: String

  /// A verdict and its run.
  struct Judged {
    var verdict: Verdict
    var environment: RunEnvironment
    var log: URL
  }

  /// The regression in the newest run that has a verdict on the benchmark.
  /// - Throws: ``InputError`` with a remedy when there is none, or more than one.
  func regression(in package: PackageFolder) throws -> Judged {
    for log in package.state.eventLogs {
      // An unreadable log is skipped; an older one may have the verdict.
      guard let record = try? RunRecord(log: log) else { continue }
      let summary = RunSummary(record, redRule: package.redRule)
      let ids = Set(query.matches(in: Set(summary.verdicts.map(\.subject.id))))
      guard !ids.isEmpty, let environment = summary.environment else { continue }
      let verdict = try regression(among: summary.verdicts.filter { ids.contains($0.subject.id) }, log: log)
      return Judged(verdict: verdict, environment: environment, log: log)
    }
    throw InputError(
      file: "'\(query.text)'", problem: "has no verdict in the runs in \(package.state.url.path)",
      remedy: "Measure it with '\(PerftestCommand.prefix) gate', then accept what it shows.")
  }

  private func regression(among verdicts: [Verdict], log: URL) throws -> Verdict {
    let judged = verdicts.filter { $0.metric?.name == metric && $0.outcome != .overBudget }
    let regressed = judged.filter { $0.outcome == .regressed || $0.outcome == .accepted }
    guard let first = regressed.first else { throw nothing(among: verdicts, judged: judged, log: log) }
    guard regressed.count == 1 else {
      throw several(regressed.map(\.subject.id), file: log)
    }
    return first
  }

  /// The accepted regression in the file.
  /// - Throws: ``InputError`` when there is none, or more than one.
  func acceptance(among onFile: [AcceptedRegression], file: URL) throws -> AcceptedRegression {
    let ids = Set(query.matches(in: onFile.filter { $0.metric == metric }.map(\.benchmark)))
    let found = onFile.filter { ids.contains($0.benchmark) && $0.metric == metric }
    guard let first = found.first else {
      throw InputError(
        file: file.path, key: "accepted", problem: "accepts no '\(metric)' of a benchmark that matches '\(query.text)'",
        remedy: "List the accepted regressions with '\(PerftestCommand.prefix) accept --list'.")
    }
    guard found.count == 1 else { throw several(found.map(\.benchmark), file: file) }
    return first
  }

  /// The error for a verdict without a number to accept.
  func noNumber(of verdict: Verdict, in log: URL) -> InputError {
    InputError(
      file: log.path, problem: "has no number of \(metric) of '\(verdict.subject)'",
      remedy: "Measure again with '\(PerftestCommand.prefix) gate'.")
  }

  private func several(_ benchmarks: [BenchmarkID], file: URL) -> InputError {
    InputError(
      file: file.path, problem: "has several regressions of \(metric) that match '\(query.text)'",
      remedy: "Name one of them: "
        + benchmarks.sorted().prefix(6).map { "'\($0.description.printable)'" }
        .joined(separator: ", ") + ".")
  }

  private func nothing(among verdicts: [Verdict], judged: [Verdict], log: URL) -> InputError {
    let benchmark = verdicts.first.map { "\($0.subject)" } ?? query.text
    let worse = Set(verdicts.filter { $0.outcome == .regressed }.compactMap(\.metric?.name)).sorted()
    let advice =
      worse.isEmpty ? "No metric of it is regressed there." : "Regressed are: \(worse.joined(separator: ", "))."
    if let verdict = judged.first {
      return InputError(
        file: log.path, key: "\(metric) of '\(benchmark)'", problem: "is '\(verdict.outcomeText)', not regressed",
        remedy: advice.printable)
    }
    if verdicts.contains(where: { $0.metric?.name == metric }) {
      return InputError(
        file: log.path, key: "\(metric) of '\(benchmark)'", problem: "is over its budget, which is set at the test",
        remedy: "Raise the budget there.")
    }
    if verdicts.contains(where: { $0.reason == .identicalCode }) {
      return InputError(
        file: log.path, key: "'\(benchmark)'", problem: "was not measured: both builds of that run do the same",
        remedy: "Gate again with --no-pair, or against a commit that differs.")
    }
    if let failed = verdicts.first(where: { $0.metric == nil }) {
      return InputError(
        file: log.path, key: "'\(benchmark)'", problem: "is '\(failed.outcomeText)', which cannot be accepted",
        remedy: "Fix it, and gate again.")
    }
    let known = Set(verdicts.compactMap(\.metric?.name)).sorted().joined(separator: ", ")
    return InputError(
      file: log.path, key: "'\(benchmark)'", problem: "has no metric '\(metric)', only \(known)",
      remedy: advice.printable)
  }
}
