import PerformanceRecords

/// The commands to type after a run, each with what it is for.
struct NextCommands {
  /// More advice than this is read by nobody; what is left out is asked for again by the next run.
  private static let mostLines = 4

  private let summary: RunSummary
  private let prefix: String

  /// The commands after a run; `prefix` starts the tool, such as `swift run perftest`.
  init(summary: RunSummary, prefix: String) {
    self.summary = summary
    self.prefix = prefix
  }

  /// One line for each piece of advice, at most four, the most urgent first; none when nothing is to be done.
  var lines: [String] {
    guard summary.isFinished else { return ["the run broke off; what it did not reach is unknown. Again: \(again)"] }
    guard !summary.nothingWasMeasured || !summary.red.isEmpty else { return [nothingWasMeasured] }
    return Array(
      [look, accept, postpone, removed, decide, measureAgain, file, recordHere, recordRefused, holdOn].compactMap { $0 }
        .prefix(Self.mostLines))
  }

  private var nothingWasMeasured: String {
    filtersOfRun.isEmpty
      ? "nothing was measured: no test in a suite with the .performance trait was found"
      : "nothing was measured: no benchmark matches\(filtersOfRun)"
  }

  private var look: String? {
    guard let worst = summary.verdicts.first(where: { $0.outcome.isWorthALook }) else { return nil }
    return "look at it: \(prefix) show \(worst.benchmark.description.quotedForShell ?? "'…'")"
  }

  private var accept: String? {
    // No baseline on file is what these are compared with.
    guard summary.start?.against == nil else { return nil }
    return record(verdicts(.regressed)).map { "if it is meant: \($0) --reason '…'" }
  }

  /// Of several regressions the worst: each is accepted by itself.
  private var postpone: String? {
    verdicts(.regressed).lazy.compactMap(\.acceptArguments).first.map { "if it may stay for a while: \(prefix) \($0)" }
  }

  private var removed: String? {
    record(verdicts(.missing)).map { "if it was removed or renamed: \($0)" }
  }

  private var measureAgain: String? {
    let unclear = verdicts(.contaminated)
    guard !unclear.isEmpty else { return nil }
    let command = "\(prefix) gate\(filter(unclear))"
    return summary.exitStatus == .notMeasurable
      ? "the machine disturbed every time, so that none was judged; again when it is quiet: \(command)"
      : "when the machine is quiet: \(command)"
  }

  /// A command that can be pasted: without a filter where that would be too long.
  private var decide: String? {
    let undecided = summary.undecided
    guard let limit = undecided.compactMap(\.timeLimit).max().flatMap({ TimeLimit(seconds: $0) }) else { return nil }
    let filter = FunctionFilter.text(Set(undecided.map(\.benchmark.function)), orAll: filtersOfRun)
    // The other build is known by a name that ends with its commit.
    let commit = summary.start?.against?.split(separator: " ").last
    let against = commit.map { " --against " + String($0).shown(atMost: 60) } ?? ""
    return "to decide what was not: \(prefix) gate\(filter)\(against) \(limit.extended.option)"
  }

  private var file: String? {
    record(verdicts(.new).filter { $0.reason != .onlyInHead }).map { "to judge what is new from now on: \($0)" }
  }

  private var recordHere: String? {
    let elsewhere = verdicts(.incomparable).filter { $0.reason.isSolvedByRecording }
    return record(elsewhere).map { "to be judged here: \($0)" }
  }

  private var recordRefused: String? {
    record(summary.verdicts.filter { $0.reason == .refusedAtRecording }).map {
      "refused when they were recorded; on a quieter machine: \($0)"
    }
  }

  /// What is not recorded may become as slow as it was without a word.
  private var holdOn: String? {
    guard summary.start?.against == nil else { return nil }
    return record(verdicts(.improved)).map { "hold on to it: \($0)" }
  }

  private var again: String {
    "\(prefix) \(summary.start?.mode.shown(atMost: 20) ?? "gate")\(filtersOfRun)"
  }

  private var filtersOfRun: String { TestSelection(filters: summary.start?.filters ?? []).typed }

  private func record(_ verdicts: [Verdict]) -> String? {
    verdicts.isEmpty ? nil : "\(prefix) record\(filter(verdicts))"
  }

  /// Selects the functions of the verdicts: nothing when they are all there is.
  private func filter(_ verdicts: [Verdict]) -> String {
    let functions = Set(verdicts.map(\.benchmark.function))
    let all = Set(summary.verdicts.map(\.benchmark.function))
    if functions == all, summary.start?.filters.isEmpty ?? true { return "" }
    return FunctionFilter.text(functions, orAll: filtersOfRun)
  }

  private func verdicts(_ outcome: Verdict.Outcome) -> [Verdict] {
    summary.verdicts.filter { $0.outcome == outcome }
  }
}

extension Verdict.Outcome {
  fileprivate var isWorthALook: Bool { self == .failed || self == .overBudget || self == .regressed }
}

extension Verdict.Reason {
  fileprivate var isSolvedByRecording: Bool {
    self == .otherMachineClass || self == .otherToolchain || self == .otherMethodology
      || self == .otherInstrument
  }
}
