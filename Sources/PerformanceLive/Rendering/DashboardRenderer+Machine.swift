import PerformanceSystem
import PerformanceText

extension DashboardRenderer {
  /// The machine, a row for each reading; `nil` without any.
  func machine(width: Int) -> Panel? {
    guard let rows = state.machine?.rows, !rows.isEmpty else { return nil }
    let valueWidth = rows.map(\.value.displayWidth).max() ?? 0
    let title = state.machine?.processors.map { "Machine, \(Plural.text($0, "processor"))" } ?? "Machine"
    return Panel(title: title, lines: rows.map { $0.line(width: width, valueWidth: valueWidth, glyphs) })
  }

  /// The readings one after the other, those that deserve attention first, in as many lines as given.
  func machineLines(width: Int, height: Int) -> [StyledLine] {
    let rows = state.machine?.rows ?? []
    let texts = (rows.filter { $0.grade != .fine } + rows.filter { $0.grade == .fine }).map { $0.shortText(glyphs) }
    var lines: [StyledLine] = []
    for text in texts {
      if let last = lines.last, last.width + 3 + text.width <= width {
        lines[lines.count - 1] = last + StyledLine("   ") + text
      } else if lines.count < height {
        lines.append(text)
      } else {
        break
      }
    }
    return lines
  }

  /// The runs of the package that are under way, and who holds the machine.
  func activity(width: Int) -> Panel {
    Panel(title: "Runs", lines: state.activeRuns.map(line) + holderLines(width: width))
  }

  private func line(_ run: ActiveRun) -> StyledLine {
    let progress = run.phase.progress.map { " \($0.done) of \($0.count)" } ?? ""
    let process = run.process.map { ", process \($0)" } ?? ""
    let time = run.begin.map { ", \(ProgressLine.rounded(max(now - $0, 0)))" } ?? ""
    return StyledLine("\(run.mode?.shown(atMost: 20) ?? "run"): \(run.phase.name)\(progress)\(process)\(time)")
  }

  private func holderLines(width: Int) -> [StyledLine] {
    guard let holder = state.holder else { return [StyledLine("the machine is free", .dim)] }
    return "measuring: \(holder.text)".wrapped(to: max(width, 8)).prefix(3).map { StyledLine($0) }
  }
}
