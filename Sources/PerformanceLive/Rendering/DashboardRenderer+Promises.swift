import PerformanceSystem
import PerformanceText

extension DashboardRenderer {
  /// The alerts that have a line of their own.
  private static let mostAlerts = 5
  /// The columns of an objective's name at most.
  private static let widestName = 24

  /// The alerts that fire, the most urgent first; `nil` where rules were never evaluated.
  var alerts: Panel? {
    guard let alerts = state.alerts else { return nil }
    let lines = alerts.firing.prefix(Self.mostAlerts).map { line($0) }
    let rest = alerts.firing.count - lines.count
    var more = rest > 0 ? ["… \(rest) more"] : []
    if let first = alerts.firing.first {
      more.append("runbook: perftest alerts show \(first.rule.shown(atMost: 60))")
    }
    more.append("evaluated \(age(alerts.evaluated)) ago")
    return Panel(
      title: "Alerts: \(alerts.counts ?? "none")", lines: lines + more.map { StyledLine($0, .dim) })
  }

  /// `✗ PerfRegression 3 h  Store/decode() wallClock (Kim looks after it)`.
  private func line(_ alert: AlertOverview.Firing) -> StyledLine {
    let grade = Self.grade(alert)
    var line = StyledLine("\(glyphs.mark(grade)) \(alert.rule.shown(atMost: 60))", grade.style)
    line.append(" \(age(alert.since))", .dim)
    line.append("  \(alert.subject.shown(atMost: 200))")
    if let person = alert.acknowledgedBy { line.append(" (\(person.shown(atMost: 40)) looks after it)", .dim) }
    return line
  }

  private static func grade(_ alert: AlertOverview.Firing) -> Grade {
    switch alert.severity {
    case "critical": .bad
    case "info": .fine
    default: .notable
    }
  }

  /// The objectives with what is left of their error budgets, the least first; `nil` where they were never counted.
  func objectives(width: Int) -> Panel? {
    guard let overview = state.objectives else { return nil }
    let entries = overview.objectives.sorted { ($0.remaining ?? .infinity, $0.id) < ($1.remaining ?? .infinity, $1.id) }
    let nameWidth = min(entries.map(\.id.displayWidth).max() ?? 0, Self.widestName)
    let broken = overview.invariants.filter(\.isBroken).map { condition in
      StyledLine("\(glyphs.mark(.bad)) \(condition.id.shown(atMost: 60)) is broken", Grade.bad.style)
    }
    let lines = broken + entries.map { line($0, nameWidth: nameWidth, width: width) }
    return Panel(title: "Objectives, counted \(age(overview.time)) ago", lines: lines)
  }

  /// `✗ green-main  ███▌······  12 % left, burns 0.9 times, freeze`.
  private func line(_ entry: ObjectiveOverview.Entry, nameWidth: Int, width: Int) -> StyledLine {
    let grade = entry.grade
    var parts = [entry.remaining.map { ValueFormat.share($0) + " left" }].compactMap { $0 }
    if let rate = entry.burnRate { parts.append("burns \(Digits.fixed(rate, decimals: 1)) times") }
    let text = (parts + [entry.stateText.shown(atMost: 20)]).joined(separator: ", ")
    var line = StyledLine(glyphs.mark(grade) + " ", grade.style)
    line = line + StyledLine(entry.id).fitted(to: nameWidth)
    let barWidth = width - line.width - text.displayWidth - 3
    if barWidth >= 4, let remaining = entry.remaining {
      line = line + StyledLine(" ") + glyphs.bar(remaining, width: min(barWidth, 20), grade.style)
    }
    line.append("  " + text, grade == .fine ? .plain : grade.style)
    return line
  }

  /// Objectives and alerts in a line: `✗ objectives: 13 ok, 1 freeze (green-main)   ! alerts: 2 warning`.
  var promiseLine: StyledLine? {
    guard let objectives = objectiveText else { return alertText }
    return alertText.map { objectives + StyledLine("   ") + $0 } ?? objectives
  }

  private var objectiveText: StyledLine? {
    guard let overview = state.objectives else { return nil }
    let broken = overview.invariants.filter(\.isBroken).map(\.id)
    let worst = overview.objectives.filter { $0.grade == .bad }.map(\.id) + broken
    let states = Dictionary(grouping: overview.objectives, by: \.stateText).mapValues(\.count)
    var counts = states.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \($0.key.shown(atMost: 20))" }
    if !broken.isEmpty { counts.append("\(broken.count) broken") }
    let names = worst.isEmpty ? "" : " (\(worst.map { $0.shown(atMost: 40) }.joined(separator: ", ")))"
    let grade: Grade =
      !worst.isEmpty ? .bad : overview.objectives.contains { $0.grade == .notable } ? .notable : .fine
    return StyledLine("\(glyphs.mark(grade)) objectives: \(counts.joined(separator: ", "))\(names)", grade.style)
  }

  private var alertText: StyledLine? {
    guard let alerts = state.alerts else { return nil }
    let grade = alerts.firing.first.map(Self.grade) ?? .fine
    let names = alerts.firing.first.map { " (\($0.rule.shown(atMost: 60)))" } ?? ""
    return StyledLine("\(glyphs.mark(grade)) alerts: \(alerts.counts ?? "none")\(names)", grade.style)
  }

  /// How long ago something was, in its largest unit.
  private func age(_ time: Double) -> String {
    let seconds = now - time
    guard seconds.isFinite, abs(seconds) < 1e11 else { return "unknown time" }
    switch max(seconds, 0) {
    case ..<120: return "\(Int(max(seconds, 0))) s"
    case ..<7_200: return "\(Int(seconds / 60)) min"
    case ..<172_800: return "\(Int(seconds / 3_600)) h"
    default: return "\(Int(seconds / 86_400)) d"
    }
  }
}
