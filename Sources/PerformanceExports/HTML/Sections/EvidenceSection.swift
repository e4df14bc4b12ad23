import PerformanceBuild
import PerformanceRecords
import PerformanceReports
import PerformanceStatistics
import PerformanceText

/// Why the verdict can be believed: how much was measured, what would have been seen, how often the gate was wrong, and
/// what the machine did meanwhile.
struct EvidenceSection {
  let content: PageContent

  private var summary: RunSummary { content.summary }

  /// Adds it in two lines, which stand above the changes.
  func writeBriefly(to page: inout Markup) {
    page.section(.evidence, in: content) { section in
      section.element("ul", ["class": "brief"]) { list in
        for line in [measured, sharpness] {
          list.element("li", text: line.joined(separator: "; ") + ".")
          list.lineFeed()
        }
      }
    }
  }

  private var measured: [String] {
    let count = head.count
    let measured = count == 0 ? "No session was measured" : Plural.text(count, "session") + ", each a fresh process"
    return [measured, JudgedTimes(summary: summary).line, content.machine.short].compactMap { $0 }
  }

  /// What would have been seen, how often the gate was wrong, and what was not judged.
  private var sharpness: [String] {
    let alarms = content.run.evidence.map { "false alarms of this gate on unchanged code: \($0.shortText)" }
    let median = Quantile.median(of: summary.verdicts.compactMap(\.smallestDetectableChange).filter(\.isFinite))
    let seen = median.map { "A slowdown of \(ValueFormat.share($0)) or more would typically be detected" }
    let count = content.unjudged.count
    return [
      seen ?? "The smallest slowdown that would be detected is unknown",
      alarms ?? "false alarms were not measured here",
      count == 0 ? nil : "\(Plural.text(count, "number")) could not be judged",
    ].compactMap { $0 }
  }

  /// Adds all of it.
  func write(to page: inout Markup) {
    page.section(.confidence, in: content) { section in
      section.element("dl", ["class": "tiles"]) { tiles in
        sessions(to: &tiles)
        detectable(to: &tiles)
        falseAlarms(to: &tiles)
        unjudged(to: &tiles)
      }
      section.lineFeed()
      section.list(remarks + content.machine.lines)
      warnings(to: &section)
    }
  }

  // MARK: - Tiles

  /// The sessions of the code under test.
  private var head: [SessionEvent] { summary.record.sessions.filter { $0.side == .head } }

  /// The sessions of each benchmark: `3 to 15`, or `1 of times and 1 of counts` where some count.
  private func each(_ benchmarks: [[SessionEvent]]) -> String {
    func range(_ isCounted: (SessionEvent) -> Bool) -> String {
      let counts = benchmarks.map { $0.count(where: isCounted) }
      let (fewest, most) = (counts.min() ?? 0, counts.max() ?? 0)
      return fewest == most ? "\(fewest)" : "\(fewest) to \(most)"
    }
    guard benchmarks.contains(where: { $0.contains { $0.pass == .counting } }) else { return range { _ in true } }
    return "\(range { $0.pass != .counting }) of times and \(range { $0.pass == .counting }) of counts"
  }

  private func sessions(to tiles: inout Markup) {
    let total = head.count
    let benchmarks = Array(Dictionary(grouping: head, by: \.session.id).values)
    var text = total == 0 ? "none in the log of the run" : "each a fresh process"
    if !benchmarks.isEmpty {
      text += ", \(each(benchmarks)) for each of \(Plural.text(benchmarks.count, "benchmark"))"
    }
    let base = summary.record.sessions.count - total
    if base > 0 { text += "; \(base) of the build compared with" }
    tiles.tile("sessions", Digits.fixed(Double(total), decimals: 0), text)
  }

  private func detectable(to tiles: inout Markup) {
    let known = summary.verdicts.filter { $0.smallestDetectableChange?.isFinite == true && $0.metric != nil }
    let worst = known.max { ($0.smallestDetectableChange ?? 0) < ($1.smallestDetectableChange ?? 0) }
    guard let worst, let metric = worst.metric, let change = worst.smallestDetectableChange,
      let median = Quantile.median(of: known.compactMap(\.smallestDetectableChange))
    else {
      let isCompared = content.compared.contains { $0.metric?.isOfMachine == true }
      tiles.tile(
        "smallest detectable slowdown", "–",
        isCompared ? "the log of the run does not have it" : "no time was compared with a baseline")
      return
    }
    tiles.tile(
      "smallest detectable slowdown", ValueFormat.detectable(median, direction: .lowerIsBetter),
      "in the median; the worst, \(content.name(of: worst.subject)) \(metric.name.shown(atMost: 60)): "
        + ValueFormat.detectable(change, direction: metric.direction))
  }

  private func falseAlarms(to tiles: inout Markup) {
    guard let evidence = content.run.evidence else {
      tiles.tile("false alarms", "–") { text in
        text.add("not measured here: ")
        text.command("\(PerftestCommand.prefix) verify-gate")
      }
      return
    }
    tiles.tile("false alarms", evidence.shortText, evidence.text)
  }

  private func unjudged(to tiles: inout Markup) {
    let outcomes = Dictionary(grouping: content.unjudged) { $0.outcome }.mapValues(\.count).inWords
    tiles.tile("not judged", Digits.fixed(Double(content.unjudged.count), decimals: 0)) { text in
      guard !outcomes.isEmpty else { return text.add(allJudged) }
      text.add(outcomes.joined(separator: ", ") + ": ")
      text.element("a", ["href": "#" + PageSection.unjudged.id], text: "reasons")
    }
  }

  private var allJudged: String {
    let new = content.new.isEmpty ? "" : ", and \(content.new.count) had no baseline"
    return content.compared.isEmpty
      ? "nothing was compared with a baseline" : "all \(content.compared.count) compared numbers were judged\(new)"
  }

  // MARK: - Remarks

  private var remarks: [String] {
    let closing = ClosingLines(summary: summary)
    return [JudgedTimes(summary: summary).line].compactMap { $0 } + closing.confirmations + closing.outside
      + closing.uncounted + summary.gpus.map(\.text)
  }

  private func warnings(to section: inout Markup) {
    let lines = summary.warningLines
    guard !lines.isEmpty else { return }
    section.element("details", ["id": "warnings"]) { details in
      details.element("summary", text: Plural.text(lines.count, "warning"))
      details.list(lines)
    }
    section.lineFeed()
  }
}

extension Markup {
  /// Adds a number with its name and an explanation.
  fileprivate mutating func tile(_ name: String, _ number: String, _ text: String) {
    tile(name, number) { $0.add(text) }
  }

  fileprivate mutating func tile(_ name: String, _ number: String, _ text: (inout Markup) -> Void) {
    element("div") { tile in
      tile.element("dt", text: name)
      tile.element("dd") { value in
        value.element("strong", text: number)
        value.add(" ")
        value.element("span") { text(&$0) }
      }
    }
    lineFeed()
  }
}
