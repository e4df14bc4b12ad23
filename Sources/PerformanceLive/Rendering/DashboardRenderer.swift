import PerformanceSystem
import PerformanceText

/// The dashboard as the lines of a frame: a function of the state, the view, the size, the terminal and the time.
package struct DashboardRenderer {
  let state: DashboardState
  let view: DashboardView
  let size: FrameSize
  let capabilities: TerminalCapabilities
  /// Seconds since 1970.
  let now: Double

  package init(
    _ state: DashboardState, view: DashboardView = DashboardView(), size: FrameSize,
    capabilities: TerminalCapabilities, now: Double
  ) {
    self.state = state
    self.view = view
    self.size = size
    self.capabilities = capabilities
    self.now = now
  }

  var glyphs: Glyphs { capabilities.glyphs }

  /// The lines from the top, none wider than the size and no more than it has rows.
  package var frame: [StyledLine] {
    let mode = view.mode ?? DashboardMode(fitting: size)
    guard mode.smallest.fits(in: size) else { return cut(tooSmall(for: mode)) }
    if view.showsHelp { return cut(page(Self.help)) }
    switch mode {
    case .full: return cut(full)
    case .compact: return cut(compact)
    case .minimal: return cut(minimal)
    }
  }

  /// The frame as text.
  package var lines: [String] { frame.map { $0.text(capabilities) } }

  private func cut(_ lines: [StyledLine]) -> [StyledLine] {
    lines.prefix(max(size.rows, 0)).map { $0.cut(to: max(size.columns, 0)) }
  }

  private func tooSmall(for mode: DashboardMode) -> [StyledLine] {
    let needed = mode.smallest
    return [
      StyledLine("\(size.columns)×\(size.rows) is too small", .yellow),
      StyledLine("\(mode.rawValue) needs \(needed.columns)×\(needed.rows)"), StyledLine("q quits"),
    ]
  }

  // MARK: - First and last line

  /// `perftest  gate of 3f2c91d40a17 on main                    10:20:30 UTC`.
  var header: StyledLine {
    var right = StyledLine()
    if view.isPaused { right.append("paused  ", .yellow) }
    right.append(TimeOfDay.text(now) + " UTC", .dim)
    var left = StyledLine("perftest", .bold)
    left.append("  " + (state.run?.title ?? ""))
    return left.fitted(to: max(size.columns - right.width - 1, 0)) + StyledLine(" ") + right
  }

  /// The keys, or the filter while it is typed.
  var footer: StyledLine {
    guard view.hasKeys else { return StyledLine() }
    if view.isTyping {
      return StyledLine("/\(view.filter)_", .bold) + StyledLine("   Enter keeps the filter, Escape drops it", .dim)
    }
    return StyledLine("q quit  ? help  1 full  2 compact  3 minimal  p pause  / filter  ↑↓ scroll", .dim)
  }

  /// The explanation of the keys.
  static let help: [StyledLine] = [
    "q, Ctrl-C   quit; the run does not notice",
    "1 2 3 0     full, compact, minimal, chosen by the size",
    "p           stand still, and go on",
    "/           show only verdicts whose benchmark has a text; Escape drops it",
    "↑ ↓         scroll the verdicts, Page Up and Page Down by ten",
    "?           this help, and back", "",
    "✓ as it was or better    ! worth a look    ✗ turns the build red",
    "CPU others: what neither the runs of this package nor this display used",
    "time left: of the planned rounds; undecided benchmarks get further ones",
  ].map { StyledLine("  " + $0) }
}
