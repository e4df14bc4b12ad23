import PerformanceRecords
import PerformanceSystem
import PerformanceText

extension RunStatus {
  /// The measured code: `gate of 3f2c91d40a17 on main, files changed, compared with 0123456789ab`.
  var title: String {
    guard let start = summary.start else { return "a run" }
    let code = start.provenance.revision.map { " of \($0.prefix(12))" } ?? ""
    let branch = start.provenance.branch.map { " on \($0)" } ?? ""
    let dirty = start.provenance.dirty == true ? ", files changed" : ""
    let against = start.configuration.against.map { ", compared with \($0)" } ?? ""
    return (start.mode + code + branch + dirty + against).shown(atMost: 200)
  }

  /// What the run is doing, and how far it is.
  /// - Parameter width: the columns of a bar of the progress; no bar for a phase that counts nothing.
  func progressLines(width: Int, now: Double, _ glyphs: Glyphs) -> [StyledLine] {
    let (text, style) = phaseText(now: now)
    return text.wrapped(to: width).map { StyledLine($0, style) }
      + [bar(width: width, glyphs), timeLine(now: now)].compactMap { $0 }
  }

  /// A sentence in the words of the phase.
  func phaseText(now: Double) -> (text: String, style: Style) {
    switch phase {
    case .starting:
      let count = record.plannedFunctions.count
      return ("starting" + (count > 0 ? ", \(Plural.text(count, "function")) to measure" : ""), .plain)
    case .waiting: return (ProgressLine(record.progress).text(now: now, width: 500) ?? "waiting", .yellow)
    case .measuring(let attempt): return ("measuring, round \(attempt.round)", .plain)
    case .confirming(let attempt): return ("comparing candidates with another build, round \(attempt.round)", .plain)
    case .counting(let progress): return ("counting instructions" + (progress.round > 1 ? " again" : ""), .plain)
    case .awaiting(let count): return ("\(Plural.text(count, "verdict")) to be confirmed by another build", .yellow)
    case .finished: return (ClosingLines(summary: summary).counts, closingStyle)
    case .brokenOff: return (FollowText.brokenOff, .red)
    }
  }

  private var closingStyle: Style {
    switch summary.exitStatus {
    case .pass: summary.hasJudgedNothing ? .yellow : .green
    case .notMeasurable: .yellow
    case .red, .frozen, .failure, .usage, .configuration: .red
    }
  }

  private func bar(width: Int, _ glyphs: Glyphs) -> StyledLine? {
    guard let (done, count) = phase.progress else { return nil }
    let text = "  \(done) of \(count)"
    return glyphs.bar(Double(done) / Double(count), width: max(width - text.displayWidth, 4), .plain)
      + StyledLine(text)
  }

  /// `72 s so far, about 45 s left (30 s to 60 s)`.
  func timeLine(now: Double) -> StyledLine? {
    guard let elapsed = elapsed(at: now) else { return nil }
    var line = StyledLine(elapsed >= 1 ? "\(ProgressLine.rounded(elapsed)) so far" : "just begun")
    if let remaining = remaining(at: now) { line.append(", " + Self.text(remaining)) }
    return line
  }

  static func text(_ remaining: RunProgress.Remaining) -> String {
    let text = "about \(ProgressLine.rounded(remaining.seconds)) left"
    guard let uncertainty = remaining.uncertainty else { return text }
    let ends = [max(remaining.seconds - uncertainty, 0), min(remaining.seconds + uncertainty, 1e6)]
      .map(ProgressLine.rounded)
    return ends[0] == ends[1] ? text : "\(text) (\(ends[0]) to \(ends[1]))"
  }

  // MARK: - The current benchmark

  /// The benchmark that is being measured: its name, its sessions against the threshold, and what they say.
  func currentLines(width: Int, _ glyphs: Glyphs) -> [StyledLine] {
    guard let current else { return [] }
    let name = StyledLine(summary.name(of: current.subject).cutAtBeginning(to: width))
    guard let metric = current.metric, let last = current.sessions.last else {
      return [name, StyledLine("the first session", .dim)]
    }
    var values = StyledLine("\(metric.name.shown(atMost: 24)): last \(ValueFormat.text(last, of: metric))")
    if let limit = current.limit { values.append(", threshold \(ValueFormat.text(limit, of: metric))") }
    return [name, values, sessionLine(current, width: width, glyphs)]
  }

  /// `▁▁▂▁█▁  6 sessions, 1 beyond`: the newest sessions, where all are too many.
  private func sessionLine(_ current: CurrentBenchmark, width: Int, _ glyphs: Glyphs) -> StyledLine {
    let beyond = current.sessions.count(where: current.isBeyond)
    var text = "  " + Plural.text(current.sessions.count, "session")
    if current.threshold != nil { text += beyond == 0 ? ", none beyond" : ", \(beyond) beyond" }
    let shown = current.sessions.suffix(max(width - text.displayWidth, 8))
    let ends = current.sessions + [current.threshold?.best, current.limit].compactMap { $0 }.filter(\.isFinite)
    let (low, high) = (ends.min() ?? 0, ends.max() ?? 0)
    var line = StyledLine()
    for value in shown {
      // Equal sessions are low bars.
      let height = high > low ? (value - low) / (high - low) : 0
      line.append(glyphs.level(height), current.isBeyond(value) ? .red : .green)
    }
    line.append(text, beyond > 0 ? .yellow : .plain)
    return line
  }
}
