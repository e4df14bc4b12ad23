import PerformanceRecords
import PerformanceText

/// The commands of a page, each of which it has once: first look at the code, then at its costs, then record or accept.
struct PageCommands {
  private let content: PageContent
  /// The commands at the head, which are about the whole run.
  let head: [Advice]
  private let shown: Set<String>

  init(content: PageContent) {
    self.content = content
    head = Self.first(content) + NextCommands(summary: content.summary).decisions.map(Advice.init(line:))
    shown = Set(head.compactMap(\.command))
  }

  /// The first steps: the commits of the worst regression, the costs of its functions, and the worst failure alone.
  private static func first(_ content: PageContent) -> [Advice] {
    guard content.summary.record.isFinished, !isPlanted(content) else { return [] }
    let red = content.changes.filter { content.summary.isRed($0.verdict) }
    let regressed = red.first { $0.verdict.outcome == .regressed }
    let failed = red.first { $0.verdict.outcome == .failed }
    return [
      failed.map { alone($0.verdict.function) },
      red.lazy.compactMap { $0.since?.commits?.advice(red.count > 1 ? " of the worst regression" : "") }.first,
      regressed.map { explain($0.verdict.subject.id) },
    ].compactMap { $0 }
  }

  /// Whether the run has a planted slowdown: nothing of it is to be searched in the code, recorded or accepted.
  private static func isPlanted(_ content: PageContent) -> Bool {
    content.summary.start?.configuration.isPlanted == true
  }

  private static func name(_ id: BenchmarkID) -> String { id.description.quotedForShell ?? "'…'" }

  /// The run keeps what each function cost, and not who called it, so that the flame graph is made by the command.
  private static func explain(_ id: BenchmarkID) -> Advice {
    Advice("see which functions cost more, also as a flame graph:", "\(PerftestCommand.prefix) explain \(name(id))")
  }

  private static func alone(_ function: TestFunctionID) -> Advice {
    Advice("run the failed test alone:", "swift test\(TestSelection(filters: [function.filter]).typed)")
  }

  // MARK: - One benchmark

  /// The commands of a benchmark that the head does not have.
  func lines(for id: BenchmarkID) -> [Advice] {
    let prefix = PerftestCommand.prefix
    let name = Self.name(id)
    let change = content.changes(of: id).first
    let isPlanted = Self.isPlanted(content)
    var lines: [Advice] = isPlanted ? [] : [change?.since?.commits?.advice("")].compactMap { $0 }
    if !isPlanted, let good = lastGoodCommit(change) {
      lines.append(Advice("find the commit among them:", "\(prefix) bisect \(name) --good \(good)"))
    }
    lines += [
      change == nil
        ? Advice("see the cost of its functions:", "\(prefix) explain \(name)") : Self.explain(id),
      Advice("see every session:", "\(prefix) show \(name)"),
      Advice("see its history:", "\(prefix) trend \(name)"),
      Advice(
        isPlanted ? "measure it without the planted slowdown:" : "measure it again:",
        "\(isPlanted ? NextCommands.unplanted : "")\(prefix) gate\(FunctionFilter.text([id.function]))"),
    ]
    guard !isPlanted else { return lines.filter { !shown.contains($0.command ?? "") } }
    lines += content.verdicts(on: id).compactMap { verdict in
      verdict.acceptArguments.map { Advice("let it pass for a while:", "\(prefix) \($0)") }
    }
    return lines.filter { !shown.contains($0.command ?? "") }
  }

  /// The newest commit before a regression that is one of several; `nil` where the history names its commit.
  private func lastGoodCommit(_ change: PageChange?) -> String? {
    guard let change, change.verdict.outcome == .regressed, let since = change.since, since.commits?.hasSeveral == true,
      let last = since.last
    else { return nil }
    return content.run.history?.axis.positions[last].revision.map { String($0.prefix(12)).shown(atMost: 60) }
  }
}
