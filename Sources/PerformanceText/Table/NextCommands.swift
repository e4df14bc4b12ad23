import PerformanceBuild
import PerformanceRecords

/// The commands to type after a run, each with its purpose.
package struct NextCommands {
  /// The most pieces of advice. The next run repeats the rest.
  private static let mostPieces = 4
  /// The most regressions whose `accept` command is written out.
  private static let mostPostponed = 3

  /// Starts a command without the planted slowdown of its environment.
  package static let unplanted = "env -u \(PerftestVariable.slowdown.rawValue) "

  private let summary: RunSummary
  private let prefix: String

  /// The commands after a run; `prefix` starts the tool, such as `swift run perftest`.
  package init(summary: RunSummary, prefix: String = PerftestCommand.prefix) {
    self.summary = summary
    self.prefix = prefix
  }

  /// At most four pieces of advice, the most urgent first; none when nothing is to be done.
  package var lines: [String] { lines(after: [[details]]) }

  /// The advice to a reader who sees the details already.
  package var decisions: [String] { lines(after: []) }

  private func lines(after details: [[String?]]) -> [String] {
    guard summary.record.isFinished else {
      return [withoutSlowdown ?? "the run broke off; what it did not reach is unknown. Again: \(again)"]
    }
    guard !summary.nothingWasMeasured || !summary.red.isEmpty else { return [nothingWasMeasured] }
    if let withoutSlowdown { return [withoutSlowdown] }
    let pieces: [[String?]] =
      details + [
        [unjudged], [accept], postpone, [removed(verdicts(.missing))], [decide(summary.undecided)],
        [measureAgain(verdicts(.contaminated))],
        [file(verdicts(.new))], [recordHere(verdicts(.incomparable))], [recordRefused(summary.verdicts)],
        [keepImprovements],
      ]
    return pieces.map { $0.compactMap { $0 } }.filter { !$0.isEmpty }.prefix(Self.mostPieces).flatMap { $0 }
  }

  /// What makes verdicts decidable that were reached for the same reason, with the command; `nil` where the reason says
  /// it already.
  package func remedy(for verdicts: [Verdict]) -> String? {
    guard let first = verdicts.first else { return nil }
    if let withoutSlowdown { return withoutSlowdown }
    switch first.outcome {
    case .contaminated: return measureAgain(verdicts)
    case .incomparable: return recordHere(verdicts)
    case .new: return file(verdicts)
    case .missing: return removed(verdicts)
    case .ambiguous:
      switch first.reason {
      case .timeLimitReached: return decide(verdicts)
      case .refusedAtRecording: return recordRefused(verdicts)
      case .spreadTooWide, .tooFewSessions: return record(verdicts).map { "on a quieter machine: \($0)" }
      default: return measureAgain(verdicts)
      }
    default: return nil
    }
  }

  /// All that a run with a planted slowdown leads to: its numbers must not be recorded or accepted. `nil` for other runs.
  private var withoutSlowdown: String? {
    guard let configuration = summary.start?.configuration, configuration.isPlanted else { return nil }
    let selection = TestSelection(filters: configuration.filters, skips: configuration.skips)
    return "measure without the planted slowdown: \(Self.unplanted)\(prefix) gate\(selection.typed)"
  }

  private var nothingWasMeasured: String {
    if summary.verdicts.contains(where: { $0.outcome == .disabled }) {
      return "nothing was measured: the selected tests are disabled"
    }
    return filtersOfRun.isEmpty
      ? "nothing was measured: no test in a suite with the .performance trait was found"
      : "nothing was measured: no benchmark matches\(filtersOfRun)"
  }

  private var details: String? {
    let benchmarks = Set(summary.verdicts.lazy.filter(\.outcome.deservesDetails).map(\.subject))
    guard let worst = benchmarks.first else { return nil }
    guard benchmarks.count == 1 else {
      return "look at \(benchmarks.count == 2 ? "both" : "all \(benchmarks.count)"): \(prefix) show --red"
    }
    return "look at it: \(prefix) show \(worst.description.quotedForShell ?? "'…'")"
  }

  /// The reasons are in the rows, and those about another build in the last line.
  private var unjudged: String? {
    summary.isUnjudgedInCI ? "nothing was judged, so this run is not green; each row has its reason" : nil
  }

  private var accept: String? {
    record(recordable(.regressed)).map { "if intended: \($0) --reason '…'" }
  }

  /// Each regression is accepted by itself, the worst first.
  private var postpone: [String] {
    let commands = verdicts(.regressed).compactMap(\.acceptArguments)
    let shown = commands.prefix(Self.mostPostponed).enumerated().map { index, command in
      (index == 0 ? "if it may stay for a while: " : "    and: ") + "\(prefix) \(command)"
    }
    let rest = commands.count - shown.count
    return shown + (rest > 0 ? ["    and \(rest) more"] : [])
  }

  private func removed(_ missing: [Verdict]) -> String? {
    record(missing.filter { $0.reason == .notInRun }).map { "if it was removed or renamed: \($0)" }
  }

  private func measureAgain(_ unclear: [Verdict]) -> String? {
    guard !unclear.isEmpty else { return nil }
    let command = "\(prefix) gate\(filter(unclear))"
    return summary.exitStatus == .notMeasurable
      ? "the machine disturbed every measurement of a time, so none was judged; when it is quiet: \(command)"
      : "when the machine is quiet: \(command)"
  }

  /// The command that continues with the undecided benchmarks; without a filter where one would be too long to paste.
  private func decide(_ undecided: [Verdict]) -> String? {
    guard let limit = undecided.compactMap(\.timeLimit).max().flatMap({ TimeLimit(seconds: $0) }) else { return nil }
    let filter = FunctionFilter.text(Set(undecided.map(\.function)), orAll: filtersOfRun)
    // The name of the other build begins with its commit.
    let commit = summary.start?.configuration.against?.split(separator: " ").first
    let against = commit.map { " --against " + String($0).shown(atMost: 60) } ?? ""
    return "to decide the rest: \(prefix) gate\(filter)\(against) \(limit.extended.option)"
  }

  private func file(_ verdicts: [Verdict]) -> String? {
    let new = verdicts.filter { $0.reason != .onlyInHead }
    let purpose =
      summary.hasJudgedNothing ? "nothing judged yet: record a baseline" : "to judge new benchmarks from now on"
    return record(new).map { "\(purpose): \($0)" }
  }

  private func recordHere(_ incomparable: [Verdict]) -> String? {
    let elsewhere = incomparable.filter { $0.reason.isSolvedByRecording }
    return record(elsewhere).map { command in
      summary.isUnjudgedInCI
        ? "to be judged here, record on such a machine and check the files in: \(command) --force"
        : "to be judged here: \(command)"
    }
  }

  private func recordRefused(_ verdicts: [Verdict]) -> String? {
    record(verdicts.filter { $0.reason == .refusedAtRecording }).map {
      "refused when they were recorded; on a quieter machine: \($0)"
    }
  }

  /// Unrecorded improvements can be lost again without a red verdict.
  private var keepImprovements: String? {
    record(recordable(.improved)).map { "to keep the improvement: \($0)" }
  }

  /// The verdicts that a baseline decided: for those of another commit no baseline can be updated.
  private func recordable(_ outcome: Verdict.Outcome) -> [Verdict] {
    verdicts(outcome).filter { summary.start?.configuration.comparesWithBaselines($0.metric) ?? true }
  }

  private var again: String {
    "\(prefix) \(summary.start?.mode.shown(atMost: 20) ?? "gate")\(filtersOfRun)"
  }

  private var filtersOfRun: String { TestSelection(filters: summary.start?.configuration.filters ?? []).typed }

  private func record(_ verdicts: [Verdict]) -> String? {
    verdicts.isEmpty ? nil : "\(prefix) record\(filter(verdicts))"
  }

  /// The filter for the functions of the verdicts; empty when they are all functions of the run.
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
  fileprivate var deservesDetails: Bool { self == .failed || self == .overBudget || self == .regressed }
}

extension Verdict.Reason {
  fileprivate var isSolvedByRecording: Bool {
    self == .otherMachineClass || self == .otherToolchain || self == .otherMethodology
      || self == .otherInstrument
  }
}
