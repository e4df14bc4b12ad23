import PerformanceText

extension DashboardRenderer {
  /// The columns from which a full frame has two columns of boxes.
  private static let twoColumns = 90
  /// The columns that the edges of a box take.
  private static let edges = 4
  /// The rows from which boxes below each other leave room for the verdicts.
  private static let roomForMachine = 26

  /// The rows between the first line and the last one.
  private var height: Int { size.rows - 2 }

  /// Lines between the first one and that of the keys.
  func page(_ body: [StyledLine]) -> [StyledLine] {
    guard view.hasKeys else { return [header] + body }
    let blank = Array(repeating: StyledLine(), count: max(height - body.count, 0))
    return [header] + body.prefix(height) + blank + [footer]
  }

  // MARK: - Full

  /// Boxes: the run and its verdicts, and beside them, or between them, the machine, the runs, alerts and objectives.
  var full: [StyledLine] {
    guard size.columns >= Self.twoColumns else {
      let width = size.columns
      let machine = height >= Self.roomForMachine ? machine(width: width - Self.edges) : nil
      let promises = machine == nil ? nil : promiseLine.map { Panel(title: "Promises", lines: [$0]) }
      return page(stack([run(width: width - Self.edges)] + [machine, promises].compactMap { $0 }, width: width))
    }
    let right = min(max(size.columns * 2 / 5, 40), 60)
    let left = size.columns - right
    let runs = stack([run(width: left - Self.edges)], width: left)
    let inner = right - Self.edges
    let side = [machine(width: inner), activity(width: inner), alerts, objectives(width: inner)].compactMap { $0 }
    let others = side.stacked(width: right, height: height, glyphs)
    return page(
      (0..<max(runs.count, others.count)).map { row in
        let line = row < runs.count ? runs[row] : StyledLine()
        return row < others.count ? line.fitted(to: left) + others[row] : line
      })
  }

  /// Panels below each other, with the verdicts in what is left.
  private func stack(_ panels: [Panel], width: Int) -> [StyledLine] {
    let used = panels.map { $0.lines.count + Panel.border }.reduce(0, +)
    let verdicts = verdicts(width: width - Self.edges, height: height - used - Panel.border)
    return (panels + [verdicts].compactMap { $0 }).stacked(width: width, height: height, glyphs)
  }

  /// The run and its current benchmark.
  private func run(width: Int) -> Panel {
    guard let run = state.run else { return Panel(title: "Run", lines: noRun) }
    let progress = run.progressLines(width: width, now: now, glyphs)
    let current = run.currentLines(width: width, glyphs)
    let name = run.record.id.map { "Run \($0.shown(atMost: 80))" } ?? "Run"
    return Panel(title: name, lines: progress + (current.isEmpty ? [] : [StyledLine()]) + current)
  }

  private var noRun: [StyledLine] {
    let last = state.newestRun.map { StyledLine("the last one was \($0.shown(atMost: 80))", .dim) }
    return [StyledLine("no run is under way")] + [last].compactMap { $0 }
  }

  // MARK: - Compact

  /// Sections without boxes: the run, objectives and alerts in a line, the machine in a few lines, and the verdicts.
  var compact: [StyledLine] {
    let width = size.columns
    var lines: [StyledLine] = noRun
    if let run = state.run {
      lines = run.progressLines(width: width, now: now, glyphs) + run.currentLines(width: width, glyphs)
    }
    let readings = machineLines(width: width, height: size.rows >= 20 ? 3 : 2)
    if !readings.isEmpty { lines += Panel(title: "Machine", lines: readings).section(width: width, glyphs) }
    if let promiseLine { lines.append(promiseLine) }
    let room = height - lines.count - 1
    if room > 1, let verdicts = verdicts(width: width, height: room) {
      lines += verdicts.section(width: width, glyphs)
    }
    return page(lines)
  }

  // MARK: - Minimal

  /// Three lines: the run, the worst verdict with the counts of all, and the machine; a fourth one has objectives and
  /// alerts.
  var minimal: [StyledLine] {
    let lines =
      [state.run.map(runLine) ?? StyledLine("no run is under way")] + [verdictLine].compactMap { $0 }
      + machineLines(width: size.columns, height: 1) + [promiseLine].compactMap { $0 }
    return lines.count < height ? page(lines) : lines
  }

  private func runLine(_ run: RunStatus) -> StyledLine {
    switch run.phase {
    case .measuring, .confirming, .counting:
      return StyledLine(ProgressLine(run.record.progress).text(now: now, width: size.columns) ?? "")
    case .starting, .waiting, .awaiting, .finished, .brokenOff:
      let (text, style) = run.phaseText(now: now)
      return StyledLine(text, style)
    }
  }
}
