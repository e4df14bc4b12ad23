import Foundation
import PerformanceBuild
import PerformanceGit
import PerformanceProfiles
import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// A bisection from its ends to the last line of its report.
struct CommitTrialsSearch {
  let benchmark: BenchmarkID
  let checkout: GitCheckout
  let output: Output
  let good: GitCommit
  let bad: GitCommit
  let history: [CommitSearch.Commit]
  var trials: any CommitTrials
  /// The alternative trials where instructions cannot be counted.
  var otherTrials: (any CommitTrials)?

  /// Measures the ends, searches between them and reports the result.
  /// - Throws: ``CommandFailure`` when an end gives no number.
  mutating func run() throws -> ExitStatus {
    let goodNumber = try end("good", good) { try measureGood() }
    let lines = BisectionLines(metric: goodNumber.metric, good: goodNumber.value, width: output.results.width)
    output.line(lines.title(of: benchmark))
    output.line(lines.line("good", named(good.hash), value: goodNumber.value))
    let (badNumber, isWorse) = try end("bad", bad) { try trials.bad(bad) }
    output.line(lines.line("bad", named(bad.hash), value: badNumber.value))
    guard isWorse else {
      output.line(lines.noDifference(badNumber.value))
      if otherTrials != nil { output.line("to search by a time: --metric wallClock") }
      return .red
    }
    let search = CommitSearch(history, bad: bad.hash)
    output.error(
      "\(search.count) commits may be the first bad one, about \(search.attemptsLeft) of them are to be tried")
    var bisection = Bisection(search)
    let result = try bisection.run(
      attempt: { hash in try attempt(hash) },
      emit: { hash, attempt, _ in output.line(line(hash, attempt, lines)) })
    guard result.candidates.count == 1 else {
      output.line(lines.hidden(result.candidates.map(named)).joined(separator: "\n"))
      return .pass
    }
    let now = result.candidates[0] == bad.hash ? badNumber : result.attempts[result.candidates[0]]?.number
    try emit(result, now: now ?? badNumber, ends: (goodNumber, badNumber), lines)
    return .pass
  }

  private mutating func measureGood() throws -> CommitNumber {
    do {
      return try trials.good(good)
    } catch let reason as NoNumber where reason.isOfCounting {
      guard let otherTrials else { throw reason }
      output.error("\(reason.reason.printable); the search goes by wallClock")
      trials = otherTrials
      self.otherTrials = nil
      return try trials.good(good)
    }
  }

  private mutating func emit(
    _ result: Bisection.Result, now: CommitNumber, ends: (good: CommitNumber, bad: CommitNumber),
    _ lines: BisectionLines
  ) throws {
    let before = try before(result, good: ends.good, lines)
    let text = lines.found(
      named(result.candidates[0]), before: before?.value, now: now.value, end: ends.bad.value,
      growth: before.map { growth(from: $0, to: now) } ?? [])
    output.line(text.joined(separator: "\n"))
  }

  /// The functions that cost more instructions than before, as far as they explain the difference.
  private func growth(from before: CommitNumber, to now: CommitNumber) -> [BisectionLines.Growth] {
    guard let old = before.profile?.benchmarkProfile(),
      let new = now.profile?.benchmarkProfile(keeping: Set(old.functions.keys))
    else { return [] }
    return ProfileDifference(old: old, new: new).causes(atMost: Self.mostFunctions).filter { $0.change > 0 }.map {
      BisectionLines.Growth(name: $0.name, before: $0.old?.own ?? 0, now: $0.new?.own ?? 0)
    }
  }

  /// The most functions of a report.
  private static let mostFunctions = 5

  /// The number of the first bad commit's parent, measured now if the search did not need it.
  private mutating func before(
    _ result: Bisection.Result, good: CommitNumber, _ lines: BisectionLines
  ) throws -> CommitNumber? {
    let parents = history.first { $0.hash == result.candidates[0] }?.parents ?? []
    guard let parent = parents.first else { return nil }
    if parent == self.good.hash { return good }
    if let number = result.attempts[parent]?.number { return number }
    let attempt = try attempt(parent)
    output.line(line(parent, attempt, lines))
    return attempt.number
  }

  private mutating func attempt(_ hash: String) throws -> Bisection.Attempt {
    try trials.attempt(try checkout.commit(hash))
  }

  private func line(_ hash: String, _ attempt: Bisection.Attempt, _ lines: BisectionLines) -> String {
    let reason: String? = if case .skipped(let reason) = attempt { reason } else { nil }
    return lines.line(attempt.outcome.rawValue, named(hash), value: attempt.number?.value, reason: reason)
  }

  private func named(_ hash: String) -> BisectionLines.Commit {
    BisectionLines.Commit(hash: String(hash.prefix(12)), subject: checkout.subject(of: hash))
  }

  private func end<Number>(_ name: String, _ commit: GitCommit, _ measure: () throws -> Number) throws -> Number {
    do {
      return try measure()
    } catch let reason as NoNumber {
      throw CommandFailure(
        status: .notMeasurable,
        message: "the \(name) commit \(commit.short) cannot be measured: \(reason.reason.printable)\nName another one "
          + "with --\(name).")
    }
  }
}
