import PerformanceRecords
import PerformanceReports
import PerformanceStatistics
import PerformanceSystem
import PerformanceText

/// A run as the sections of its page read it: each verdict is in one section.
struct PageContent {
  /// The run with its history.
  let run: ReportedRun
  /// What became worse or better, failed, or is over its budget, the worst first.
  let changes: [PageChange]
  /// What could not be judged, the worst first.
  let unjudged: [Verdict]
  /// Benchmarks and metrics on file that gave nothing.
  let missing: [Verdict]
  /// What has no baseline.
  let new: [Verdict]
  /// The tests that disable themselves.
  let disabled: [Verdict]
  /// The subjects of the changes, the worst first.
  let changed: [BenchmarkID]
  /// The measured benchmarks without a change, in order.
  let others: [BenchmarkID]
  /// The pages of the repository's host; `nil` where they are unknown.
  let pages: RepositoryPages?

  /// The verdicts whose number was compared with that of a baseline or of another build.
  let compared: [Verdict]
  /// What the sessions show about the machine.
  let machine: MachineFacts

  private let outcomes: [BenchmarkID: [Verdict]]
  private let changesBySubject: [BenchmarkID: [PageChange]]
  private let shown: Set<BenchmarkID>

  init(_ run: ReportedRun) {
    self.run = run
    let summary = run.summary
    var sections: [Section: [Verdict]] = [:]
    for verdict in summary.verdicts { sections[Section(verdict), default: []].append(verdict) }
    changes = (sections[.changes] ?? []).map { PageChange($0, in: run) }
    unjudged = sections[.unjudged] ?? []
    missing = sections[.missing] ?? []
    new = sections[.new] ?? []
    disabled = sections[.disabled] ?? []
    compared = summary.verdicts.filter(\.isCompared)
    machine = MachineFacts(run, compared: compared)
    changesBySubject = Dictionary(grouping: changes, by: \.verdict.subject.id)
    var seen: Set<BenchmarkID> = []
    changed = changes.map(\.verdict.subject.id).filter { seen.insert($0).inserted }
    let measured = Set(summary.benchmarks.compactMap(\.benchmark)).subtracting(seen)
    others = measured.inNaturalOrder(of: \.description)
    shown = measured.union(seen)
    outcomes = Dictionary(grouping: summary.verdicts, by: \.subject.id)
    pages = summary.start.flatMap { RepositoryPages($0.provenance) }
  }

  private enum Section {
    case changes, unjudged, missing, new, disabled, same

    init(_ verdict: Verdict) {
      switch verdict.outcome {
      case .failed, .overBudget, .regressed, .accepted, .improved: self = .changes
      case .missing: self = .missing
      case .incomparable where verdict.reason == .onlyInBase: self = .missing
      case .new: self = .new
      case .disabled: self = .disabled
      case .same: self = .same
      case .incomparable, .ambiguous, .contaminated, .other: self = .unjudged
      }
    }
  }

  var summary: RunSummary { run.summary }

  /// The verdicts on a benchmark, the worst first.
  func verdicts(on id: BenchmarkID) -> [Verdict] { outcomes[id] ?? [] }

  /// The changes of a benchmark, the worst first.
  func changes(of id: BenchmarkID) -> [PageChange] { changesBySubject[id] ?? [] }

  /// Whether the page has a part about a benchmark, which links lead to.
  func hasPart(about id: BenchmarkID) -> Bool { shown.contains(id) }

  /// The name of a benchmark as the page shows it.
  func name(of id: BenchmarkID) -> String { name(of: .benchmark(id)) }

  /// The name of a subject as the page shows it; a link needs a text.
  func name(of subject: Verdict.Subject) -> String {
    let name = summary.name(of: subject)
    return name.allSatisfy(\.isWhitespace) ? "(no name)" : name
  }

  /// What the numbers were compared with: another build, or baselines and when they were recorded.
  var comparedWith: String {
    if let against = summary.start?.configuration.against {
      return "the build of \(against.shown(atMost: 100)), measured in turn"
    }
    let (counts, times) = (recordings(in: run.baselines.counts), recordings(in: run.baselines.times))
    let recorded = counts.union(times).sorted { first, second in
      (first.date, first.commit ?? "", first.reason ?? "") > (second.date, second.commit ?? "", second.reason ?? "")
    }
    guard let newest = recorded.first else {
      guard compared.isEmpty else {
        return "baselines whose files are missing; the log of the run has their numbers"
      }
      return summary.start?.mode == RunConfiguration.Mode.record.rawValue
        ? "nothing: the run records baselines" : "nothing: this machine and toolchain have no baseline"
    }
    let more = recorded.count - 1
    return "baselines\(times.isEmpty ? " of counts, not of times," : "") \(newest.text)"
      + (more > 0 ? " and \(more) earlier" : "")
  }

  /// The recordings of the benchmarks of the run: the files may have those of others.
  private func recordings(in documents: [BaselineDocument]) -> Set<Provenance> {
    documents.reduce(into: []) { recordings, document in
      for entry in document.benchmarks where isOfRun(document.id(of: entry)) { recordings.insert(entry.recorded) }
    }
  }

  private func isOfRun(_ id: BenchmarkID) -> Bool { shown.contains(id) || outcomes[id] != nil }

  /// Verdicts with the same explanation, in order of the first of each.
  static func groups(_ verdicts: [Verdict]) -> [[Verdict]] {
    var indices: [String: Int] = [:]
    return verdicts.reduce(into: []) { groups, verdict in
      let key = verdict.outcome.name + " " + verdict.explanation
      if let index = indices[key] {
        groups[index].append(verdict)
      } else {
        indices[key] = groups.count
        groups.append([verdict])
      }
    }
  }
}

extension BenchmarkID {
  /// The identifier of its part of a page: a hash, as a name may hold any character.
  var anchor: String {
    let parts = [module] + suite + [test]
    return "b-" + FileName.hash(parts.joined(separator: "\u{0}") + (label.map { "\u{1}" + $0 } ?? ""))
  }
}
