import PerformanceRecords

/// The commands to type after a run, each with what it is for.
struct NextCommands {
  /// More advice than this is read by nobody; what is left out is asked for again by the next run.
  private static let mostPieces = 4
  /// Regressions for which the command that lets each pass for a while is written out.
  private static let mostPostponed = 3

  private let summary: RunSummary
  private let prefix: String

  /// The commands after a run; `prefix` starts the tool, such as `swift run perftest`.
  init(summary: RunSummary, prefix: String) {
    self.summary = summary
    self.prefix = prefix
  }

  /// At most four pieces of advice, the most urgent first; none when nothing is to be done.
  var lines: [String] {
    guard summary.record.isFinished else {
      return ["the run broke off; what it did not reach is unknown. Again: \(again)"]
    }
    guard !summary.nothingWasMeasured || !summary.red.isEmpty else { return [nothingWasMeasured] }
    let pieces: [[String?]] = [
      [look], [accept], postpone, [removed], [decide], [measureAgain], [file], [recordHere], [recordRefused], [holdOn],
    ]
    return pieces.map { $0.compactMap { $0 } }.filter { !$0.isEmpty }.prefix(Self.mostPieces).flatMap { $0 }
  }

  private var nothingWasMeasured: String {
    if summary.verdicts.contains(where: { $0.outcome == .disabled }) {
      return "nothing was measured: what is selected is disabled"
    }
    return filtersOfRun.isEmpty
      ? "nothing was measured: no test in a suite with the .performance trait was found"
      : "nothing was measured: no benchmark matches\(filtersOfRun)"
  }

  private var look: String? {
    let benchmarks = Set(summary.verdicts.lazy.filter(\.outcome.isWorthALook).map(\.subject))
    guard let worst = benchmarks.first else { return nil }
    guard benchmarks.count == 1 else {
      return "look at \(benchmarks.count == 2 ? "both" : "all \(benchmarks.count)"): \(prefix) show --red"
    }
    return "look at it: \(prefix) show \(worst.description.quotedForShell ?? "'…'")"
  }

  private var accept: String? {
    // No baseline on file is what these are compared with.
    guard summary.start?.configuration.against == nil else { return nil }
    return record(verdicts(.regressed)).map { "if it is meant: \($0) --reason '…'" }
  }

  /// Each regression is accepted by itself, the worst first.
  private var postpone: [String] {
    let commands = verdicts(.regressed).compactMap(\.acceptArguments)
    let shown = commands.prefix(Self.mostPostponed).enumerated().map { index, command in
      (index == 0 ? "if it may stay for a while: " : "    and: ") + "\(prefix) \(command)"
    }
    let rest = commands.count - shown.count
    return shown + (rest > 0 ? ["    and so for \(rest) more"] : [])
  }

  private var removed: String? {
    record(verdicts(.missing).filter { $0.reason == .notInRun }).map { "if it was removed or renamed: \($0)" }
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
    let filter = FunctionFilter.text(Set(undecided.map(\.function)), orAll: filtersOfRun)
    // The other build is known by a name that ends with its commit.
    let commit = summary.start?.configuration.against?.split(separator: " ").last
    let against = commit.map { " --against " + String($0).shown(atMost: 60) } ?? ""
    return "to decide what was not: \(prefix) gate\(filter)\(against) \(limit.extended.option)"
  }

  private var file: String? {
    let new = verdicts(.new).filter { $0.reason != .onlyInHead }
    let purpose =
      summary.hasJudgedNothing ? "nothing judged yet: record a baseline" : "to judge what is new from now on"
    return record(new).map { "\(purpose): \($0)" }
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
    guard summary.start?.configuration.against == nil else { return nil }
    return record(verdicts(.improved)).map { "hold on to it: \($0)" }
  }

  private var again: String {
    "\(prefix) \(summary.start?.mode.shown(atMost: 20) ?? "gate")\(filtersOfRun)"
  }

  private var filtersOfRun: String { TestSelection(filters: summary.start?.configuration.filters ?? []).typed }

  private func record(_ verdicts: [Verdict]) -> String? {
    verdicts.isEmpty ? nil : "\(prefix) record\(filter(verdicts))"
  }

  /// Selects the functions of the verdicts: nothing when they are all there is.
  private func filter(_ verdicts: [Verdict]) -> String {
    let functions = Set(verdicts.map(\.function))
    let all = Set(summary.verdicts.map(\.function))
    if functions == all, summary.start?.configuration.filters.isEmpty ?? true { return "" }
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
