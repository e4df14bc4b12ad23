import Foundation
import PerformanceLive
import PerformanceSystem
import PerformanceTerminal
import PerformanceText
import PerformanceWorkflows

/// The dashboard on a terminal: reads the run, the machine and the keys, and renders a frame when something has changed.
struct DashboardDisplay {
  /// Between two frames at least; a key waits no longer for its frame.
  private static let shortestPause = Duration.milliseconds(100)
  /// Between two frames without a key, unless readings are requested more often: a fast run would cause ten frames a
  /// second.
  private static let usualPause = Duration.milliseconds(400)
  /// Between two looks at the run.
  private static let look = Duration.milliseconds(100)
  /// How long events are read at a time, so that keys are answered meanwhile.
  private static let reading = Duration.milliseconds(40)

  private let terminal: FullScreen
  private let capabilities: TerminalCapabilities
  private let interval: Duration
  /// Between two frames without a key.
  private let pause: Duration
  private var runs: RunWatcher
  private var machine: MachineObserver
  private var promises: PromiseReader
  private var view: DashboardView
  private var state = DashboardState()
  /// The time of the state, in seconds since 1970.
  private var time = 0.0
  private var nextReading = ContinuousClock.now

  init(
    on terminal: FullScreen, capabilities: TerminalCapabilities, mode: DashboardMode?, interval: Duration,
    runs: RunWatcher, machine: MachineObserver, promises: PromiseReader
  ) {
    (self.terminal, self.capabilities, self.interval) = (terminal, capabilities, interval)
    pause = max(min(Self.usualPause, interval), Self.shortestPause)
    (self.runs, self.machine, self.promises) = (runs, machine, promises)
    view = DashboardView(mode: mode)
    view.hasKeys = terminal.hasKeys
  }

  /// Shows frames until a key, a signal, or the end of the terminal ends it.
  /// - Throws: ``InputError`` for a line of a log that is no event.
  mutating func run() throws {
    time = Date().timeIntervalSince1970
    guard render() else { return }
    var lastFrame = ContinuousClock.now
    // The first frame has neither a run nor readings yet: the next one follows as soon as it may.
    var due: ContinuousClock.Instant? = lastFrame + Self.shortestPause
    while true {
      let wait = min(Self.look, due.map { $0 - .now } ?? Self.look)
      for event in terminal.wait(milliseconds: max(Int(wait / .milliseconds(1)), 0)) {
        guard handle(event) else { return }
        due = Self.earlier(due, lastFrame + Self.shortestPause)
      }
      if try runs.read(until: .now + Self.reading) { due = Self.earlier(due, lastFrame + pause) }
      if .now >= nextReading {
        readMachine()
        due = Self.earlier(due, lastFrame + pause)
      }
      guard let frame = due, .now >= frame else { continue }
      updateState()
      guard render() else { return }
      (lastFrame, due) = (.now, nil)
    }
  }

  private static func earlier(
    _ first: ContinuousClock.Instant?, _ second: ContinuousClock.Instant
  ) -> ContinuousClock.Instant {
    first.map { min($0, second) } ?? second
  }

  // MARK: - State

  private mutating func readMachine() {
    let readings = machine.read(runs: runs.processes)
    if !view.isPaused {
      state.machine = readings
      state.holder = MachineLock.currentHolder()
      promises.add(to: &state)
    }
    nextReading = .now + interval
  }

  private mutating func updateState() {
    guard !view.isPaused else { return }
    runs.add(to: &state)
    time = Date().timeIntervalSince1970
  }

  /// - Returns: Whether the terminal took the frame.
  private mutating func render() -> Bool {
    let size = terminal.currentSize
    let renderer = DashboardRenderer(
      state, view: view, size: FrameSize(columns: size.columns, rows: size.rows), capabilities: capabilities, now: time)
    let taken = terminal.show(renderer.frame.map { ($0.text(capabilities), $0.width) })
    // While the state exists, each further event would copy the whole record of the run.
    if !view.isPaused { state.run = nil }
    return taken
  }

  // MARK: - Keys

  /// - Returns: Whether the display goes on.
  private mutating func handle(_ event: FullScreen.Event) -> Bool {
    switch event {
    case .end: return false
    case .redraw: return true
    case .key(let key): return view.handle(key)
    }
  }
}
