import Foundation
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText

/// The verdict of the run, what to do about it, and what was measured where.
struct HeaderSection {
  let content: PageContent
  let commands: PageCommands

  /// The state of the build in one word, by its exit status.
  enum State: String {
    case red = "RED"
    case green = "GREEN"
    case unjudged = "NOT JUDGED"
    case notMeasurable = "NOT MEASURABLE"
    case brokeOff = "BROKE OFF"

    init(_ summary: RunSummary) {
      switch summary.exitStatus {
      case .pass: self = summary.hasJudgedNothing ? .unjudged : .green
      case .red: self = .red
      case .notMeasurable: self = summary.hasJudgedNothing ? .unjudged : .notMeasurable
      case .frozen, .failure, .usage, .configuration: self = .brokeOff
      }
    }

    /// The style with the same meaning.
    var style: Style {
      switch self {
      case .red, .brokeOff: .red
      case .green: .green
      case .unjudged, .notMeasurable: .yellow
      }
    }
  }

  private var summary: RunSummary { content.summary }
  var state: State { State(summary) }

  /// The most red verdicts that the head of the page has.
  private static let mostLeads = 5

  /// The verdict in one line, what is red first: `RED: 2 regressed, 318 same`.
  var title: String { "\(stateText): " + [red, others].compactMap { $0 }.joined(separator: ", ") }

  /// The state, and that the code was slowed on purpose: `RED (planted slowdown)`.
  private var stateText: String {
    summary.start?.configuration.isPlanted == true ? "\(state.rawValue) (planted slowdown)" : state.rawValue
  }

  /// What turned the build red; `nil` for nothing.
  private var red: String? {
    let failure = summary.testFailure == nil ? nil : "a test failed"
    let parts = [RunSummary.countsInWords(summary.red), failure].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private var others: String? {
    if let counts = RunSummary.countsInWords(summary.verdicts.filter { !summary.isRed($0) }) { return counts }
    guard red == nil else { return nil }
    return summary.nothingWasMeasured ? "nothing was measured" : "nothing was judged"
  }

  func write(to page: inout Markup) {
    page.element("header", ["class": "verdict " + state.style.pageClass]) { header in
      header.element("h1") { heading in
        heading.element("span", ["class": "state"], text: stateText)
        heading.element("span", ["class": "sr"], text: ": ")
        if let red { heading.add(" " + red) }
        if red != nil, others != nil { heading.element("span", ["class": "sr"], text: ", ") }
        if let others { heading.element("span", ["class": red == nil ? nil : "rest"], text: " " + others) }
      }
      header.lineFeed()
      planted(in: &header)
      leads(to: &header)
      for line in summary.testFailureLines { header.element("p", ["class": "failure"], text: line) }
      next(to: &header)
      facts(to: &header)
    }
    page.lineFeed()
  }

  /// Says that the code was slowed on purpose, which its numbers do not show.
  private func planted(in header: inout Markup) {
    guard let configuration = summary.start?.configuration, configuration.isPlanted else { return }
    let factor = configuration.slowdown
    let effect =
      configuration.planted == .work
      ? "every benchmark do \(factor) times its work" : "every time \(factor) times as long"
    header.element(
      "p", ["class": "failure"],
      text: "Planted slowdown: PERFTEST_SLOWDOWN made \(effect). "
        + "This run tests the gate; it says nothing about the code.")
    header.lineFeed()
  }

  /// The worst red verdicts, each with its size, the commits that may have caused it and the functions that explain it;
  /// one of each cause.
  private func leads(to header: inout Markup) {
    guard !summary.red.isEmpty else { return }
    let groups = ChangeGroup.groups(content.changes)
    var indices: [Key: (group: Int, change: PageChange)] = [:]
    for (index, group) in groups.enumerated() {
      for change in group.changes { indices[Key(change.verdict)] = indices[Key(change.verdict)] ?? (index, change) }
    }
    var shown: Set<Int> = []
    var rest = summary.red
    header.element("ul", ["class": "lead"]) { list in
      for _ in 0..<Self.mostLeads {
        guard let verdict = rest.first else { break }
        let found = indices[Key(verdict)]
        if let found { shown.insert(found.group) }
        let others = rest.dropFirst().filter { found != nil && indices[Key($0)]?.group == found?.group }.count
        rest = rest.dropFirst().filter { indices[Key($0)].map { !shown.contains($0.group) } ?? true }
        list.element("li") { item in
          lead(of: verdict, found?.change, to: &item)
          if others > 0, let found { item.add("; \(groups[found.group].others(others))") }
        }
        list.lineFeed()
      }
      guard !rest.isEmpty else { return }
      list.element("li") { $0.element("a", ["href": "#" + PageSection.changes.id], text: "and \(rest.count) more") }
    }
    header.lineFeed()
  }

  private func lead(of verdict: Verdict, _ change: PageChange?, to item: inout Markup) {
    item.element("strong", text: content.name(of: verdict.subject))
    guard let change, verdict.isCompared, let sizes = ChangeSizes(verdict, change, in: summary),
      let metric = verdict.metric
    else { return item.add(" \(verdict.outcomeText): \(reason(of: verdict))") }
    let numbers = [verdict.baseline, verdict.now].compactMap { $0.map { ValueFormat.text($0, of: metric) } }
    item.add(" \(metric.name.shown(atMost: 60)): ")
    item.element("strong", text: sizes.headline.text)
    let tolerance = ValueFormat.tolerance(of: metric).map { " (tolerance \($0))" } ?? ""
    item.add(" (\(numbers.joined(separator: " → "))), \(verdict.outcomeText)\(tolerance)")
    if let since = change.since {
      let day = since.first.flatMap { content.run.history?.axis.day($0) } ?? ""
      item.add(", since: \(since.text)" + (day.isEmpty ? "" : " (\(day))"))
    }
    if let cause = change.cause { item.add(", why: \(cause)") }
  }

  /// The number of a verdict that is no comparison, and its reason.
  private func reason(of verdict: Verdict) -> String {
    guard let metric = verdict.metric, let now = verdict.now, verdict.growth == nil else { return verdict.explanation }
    let limit = verdict.budget == nil ? nil : verdict.baseline.map { ", \(ValueFormat.text($0, of: metric)) allowed" }
    return "\(metric.name.shown(atMost: 60)) \(ValueFormat.text(now, of: metric))\(limit ?? ""), \(verdict.explanation)"
  }

  private struct Key: Hashable {
    let subject: Verdict.Subject
    let metric: String?
    let outcome: Verdict.Outcome

    init(_ verdict: Verdict) { (subject, metric, outcome) = (verdict.subject, verdict.metric?.name, verdict.outcome) }
  }

  // MARK: - What to do

  private func next(to header: inout Markup) {
    guard !commands.head.isEmpty else {
      header.element("p", ["class": "next"], text: "Nothing to do.")
      return
    }
    header.element("ol", ["class": "next"]) { list in
      for advice in commands.head {
        list.element("li") { $0.advice(advice) }
        list.lineFeed()
      }
    }
    header.lineFeed()
  }

  // MARK: - Facts

  private func facts(to header: inout Markup) {
    header.element("dl", ["class": "facts"]) { list in
      if let time = summary.record.time {
        let date = Date(timeIntervalSince1970: time)
        list.fact("time") { value in
          let stamp = date.text(utc: "yyyy-MM-dd'T'HH:mm:ss'Z'")
          value.element("time", ["datetime": stamp], text: date.text(utc: "yyyy-MM-dd HH:mm") + " UTC")
        }
      }
      commit(to: &list)
      list.fact("compared with", content.comparedWith)
      if let environment = summary.environment {
        list.fact("machine class", environment.machine.folderName)
        list.fact("toolchain", environment.toolchain.folderName)
      }
      list.fact("measured for", ValueFormat.duration(seconds: summary.record.seconds))
      list.fact("run", summary.record.id?.shown(atMost: 100))
    }
    header.lineFeed()
  }

  private func commit(to list: inout Markup) {
    guard let provenance = summary.start?.provenance else { return }
    if let revision = provenance.revision {
      list.fact("commit") { value in
        value.link(String(revision.prefix(12)).shown(atMost: 60), to: content.pages?.commit(revision))
        if provenance.dirty == true { value.add(" with changed files") }
      }
    }
    list.fact("branch", provenance.branch?.shown(atMost: 100))
    if let build = provenance.buildURL {
      let name = [provenance.provider, provenance.change.map { "change \($0)" }].compactMap { $0 }
      list.fact("build") { value in
        value.link(name.isEmpty ? "its page" : name.joined(separator: ", ").shown(atMost: 60), to: build)
      }
    }
  }
}
