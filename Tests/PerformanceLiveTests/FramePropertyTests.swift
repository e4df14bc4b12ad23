import PerformanceLive
import PerformanceRecords
import PerformanceTestSupport
import PerformanceText
import Testing

/// What holds for every frame, whatever a log has.
@Suite("Frames of any log")
struct FramePropertyTests {
  /// A log of events in any order, with names that break a terminal that is not protected from them.
  private struct Fuzz {
    var random: SplitMix64

    mutating func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int(random.next() % UInt64(elements.count))]
    }

    mutating func number() -> Double {
      pick([0, 1, 12.5e6, -3, .nan, .infinity, -.infinity, 1e300, .leastNonzeroMagnitude, random.number(in: 0...1e9)])
    }

    mutating func integer() -> Int { pick([0, 1, 7, 84, -1, .max, .min, Int(random.next() % 100)]) }

    mutating func name() -> String { pick(Self.hostile) }

    private static let hostile = HostileText.some(400) + ["\u{1B}[2J", "\u{202E}desrever", "a\u{1B}]0;title\u{7}"]

    mutating func function() -> TestFunctionID {
      TestFunctionID(module: pick(["A", name()]), suite: [name()], test: pick(["f()", name()]))
    }

    mutating func metric() -> MetricDescription { pick([Example.wallClock, Example.allocations, Example.throughput]) }

    mutating func verdict(of function: TestFunctionID) -> Verdict {
      Verdict(
        benchmark: BenchmarkID(function, label: pick([nil, name()])), metric: pick([nil, metric()]),
        outcome: pick([.same, .regressed, .new, .failed, .improved, .missing, .contaminated]),
        reason: pick([.withinTolerance, .everySessionWorse, .notInBaseline]), baseline: pick([nil, number()]),
        now: pick([nil, number()]), sessions: integer())
    }

    mutating func event(of functions: [TestFunctionID]) -> RunEvent.Body {
      let function = pick(functions)
      switch random.next() % 9 {
      case 0:
        var provenance = RunProvenance()
        (provenance.revision, provenance.branch) = (name(), name())
        return .runStarted(RunStart(mode: name(), environment: Example.environment, provenance: provenance))
      case 1: return .planned(RunPlan(functions: functions, rounds: integer()))
      case 2, 3:
        return .attempt(
          SessionAttempt(function: function, round: integer(), position: integer(), count: integer()))
      case 4, 5:
        let session = BenchmarkSession(
          id: BenchmarkID(function, label: pick([nil, name()])), location: Example.location, iterations: 1,
          readings: [MetricReading(metric(), values: pick([[], [number(), number()]]))])
        return .session(SessionEvent(round: 1, side: pick([.head, .base]), session: session))
      case 6: return .verdict(verdict(of: function))
      case 7: return .counting(CountingProgress(done: integer(), count: integer(), round: integer()))
      default: return pick([.runFinished(RunEnd(seconds: number())), .waiting(.init(process: 1, folder: name()))])
      }
    }

    mutating func state() -> DashboardState {
      let functions = (0..<4).map { _ in function() }
      let events = (0..<Int(random.next() % 40)).map { number -> RunEvent in
        RunEvent(sequence: number, time: ExampleRun.begin + self.number(), run: name(), event(of: functions))
      }
      var state = ExampleRun.state(events, isOver: pick([true, false]))
      var machine = MachineState()
      (machine.others, machine.frequency) = (pick([nil, number()]), pick([nil, number()]))
      machine.memory = pick([nil, .init(used: number(), total: number())])
      state.machine = pick([nil, machine, ExampleRun.machine])
      state.newestRun = pick([nil, name()])
      let alert = AlertOverview.Firing(
        rule: name(), severity: pick(["critical", "info", name()]), subject: name(), since: number(),
        acknowledgedBy: pick([nil, name()]))
      state.alerts = pick([nil, AlertOverview(evaluated: number(), firing: [alert])])
      let objective = ObjectiveOverview.Entry(
        id: name(), remaining: pick([nil, number()]), burnRate: pick([nil, number()]), state: pick(["ok", name()]))
      let broken = ObjectiveOverview.Condition(id: name(), isBroken: true)
      state.objectives = pick([nil, ObjectiveOverview(time: number(), objectives: [objective], invariants: [broken])])
      if pick([true, false]) { state.run = nil }
      return state
    }

    mutating func view() -> DashboardView {
      var view = DashboardView(mode: pick([nil, .full, .compact, .minimal]))
      (view.showsHelp, view.isTyping) = (pick([false, false, true]), pick([true, false]))
      view.isPaused = pick([true, false])
      (view.filter, view.offset) = (pick(["", name()]), pick([0, 3, 1000]))
      view.hasKeys = pick([true, true, false])
      return view
    }
  }

  private static let capabilities = [
    TerminalCapabilities(colour: .on, glyphs: .unicode), TerminalCapabilities(colour: .off, glyphs: .unicode),
    TerminalCapabilities(colour: .on, glyphs: .ascii), TerminalCapabilities(colour: .off, glyphs: .ascii),
  ]

  @Test("No line is wider than the terminal, no frame is higher, and no character acts on it but styles")
  func bounded() {
    var fuzz = Fuzz(random: SplitMix64(seed: 20_260_201))
    for _ in 0..<400 {
      let (state, view) = (fuzz.state(), fuzz.view())
      let size = FrameSize(
        columns: Int(fuzz.random.next() % 220) + 1, rows: Int(fuzz.random.next() % 70) + 1)
      for capabilities in Self.capabilities {
        let renderer = DashboardRenderer(
          state, view: view, size: size, capabilities: capabilities, now: ExampleRun.begin + fuzz.number())
        let lines = renderer.lines
        #expect(lines.count <= size.rows)
        for line in lines {
          let plain = line.replacing(/\u{1B}\[[0-9]+m/, with: "")
          #expect(plain.displayWidth <= size.columns, "\(plain.debugDescription) in \(size)")
          #expect(plain == plain.printable, "\(plain.debugDescription)")
          #expect(capabilities.glyphs == .unicode || plain.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "\(plain)")
          #expect(capabilities.colour == .on || line == plain)
        }
      }
    }
  }

  @Test("A bar has its width and a height its one column, whatever the share is")
  func shapes() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<2_000 {
      let share = [random.number(in: -0.5...1.5), .nan, .infinity, 0, 1][Int(random.next() % 5)]
      let width = Int(random.next() % 90)
      for glyphs in [Glyphs.unicode, .ascii] {
        #expect(glyphs.bar(share, width: width, .plain).width == width)
        #expect(glyphs.level(share).displayWidth == 1)
      }
    }
  }

  @Test("A cut line ends with what stands for the rest, and wide characters are never halved", arguments: 0...12)
  func cut(columns: Int) {
    var line = StyledLine("日本語", .red)
    line.append("abc", .dim)
    let cut = line.cut(to: columns)
    #expect(cut.width <= columns && line.fitted(to: columns).width == columns)
    let text = cut.text(TerminalCapabilities(colour: .off, glyphs: .unicode))
    #expect(columns >= 9 ? text == "日本語abc" : columns == 0 ? text.isEmpty : text.hasSuffix("…"), "\(text)")
  }
}
