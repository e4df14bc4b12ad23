import Foundation
import PerformanceLive
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The dashboard")
struct DashboardTests {
  private static let plain = TerminalCapabilities(colour: .off, glyphs: .unicode)

  private func text(
    _ state: DashboardState, view: DashboardView = DashboardView(), columns: Int = 120, rows: Int = 40,
    now: Double = ExampleRun.now
  ) -> String {
    DashboardRenderer(
      state, view: view, size: FrameSize(columns: columns, rows: rows), capabilities: Self.plain, now: now
    ).lines.joined(separator: "\n")
  }

  private func event(_ time: Double, _ body: RunEvent.Body) -> RunEvent {
    RunEvent(time: ExampleRun.begin + time, run: "r", body)
  }

  private func attempt(_ position: Int, of count: Int = 40, at time: Double) -> RunEvent {
    event(time, .attempt(SessionAttempt(function: Example.id.function, round: 1, position: position, count: count)))
  }

  // MARK: - Modes

  @Test(
    "The size chooses the mode",
    arguments: [
      (100, 30, DashboardMode.full), (200, 60, .full), (99, 30, .compact), (100, 29, .compact), (60, 15, .compact),
      (59, 15, .minimal), (60, 14, .minimal), (20, 3, .minimal), (5, 1, .minimal),
    ])
  func sizes(columns: Int, rows: Int, mode: DashboardMode) {
    #expect(DashboardMode(fitting: FrameSize(columns: columns, rows: rows)) == mode)
  }

  @Test("A mode that does not fit says what it needs, and that q quits")
  func tooSmall() {
    let lines = text(ExampleRun.state(), view: DashboardView(mode: .full), columns: 59, rows: 20)
    #expect(lines == "59×20 is too small\nfull needs 60×18\nq quits")
  }

  @Test("Panels without data are absent")
  func absent() {
    let empty = text(DashboardState())
    #expect(empty.contains("no run is under way") && empty.contains("the machine is free"))
    #expect(!empty.contains("Machine") && !empty.contains("Verdicts"))
    for mode in DashboardMode.allCases {
      let frame = text(DashboardState(), view: DashboardView(mode: mode))
      #expect(!frame.contains("CPU") && !frame.contains("GPU") && !frame.contains("Verdicts"))
    }
    var state = ExampleRun.state()
    state.machine?.gpus = []
    #expect(!text(state).contains("GPU") && text(state).contains("CPU others"))
  }

  // MARK: - The run

  @Test("Time left has an uncertainty when four processes have ended, and none where all took equally long")
  func uncertainty() {
    func left(_ times: [Double], now: Double) -> RunProgress.Remaining? {
      RunRecord(times.enumerated().map { attempt($0.offset + 1, at: $0.element) }).progress
        .remaining(at: ExampleRun.begin + now)
    }
    #expect(left([0], now: 1) == nil)
    #expect(left([0, 2], now: 3)?.seconds == 77 && left([0, 2, 5, 9], now: 9)?.uncertainty == nil)
    let steady = left([0, 2, 4, 6, 8, 10], now: 10)
    #expect(steady?.seconds == 70 && steady?.uncertainty == 0)
    let scattered = left([0, 1, 4, 5, 8, 9, 12], now: 12)
    let uncertainty = scattered?.uncertainty ?? 0
    #expect(uncertainty > 10 && uncertainty < scattered?.seconds ?? 0, "\(scattered as Any)")
  }

  @Test("The frame shows it as a range, and the elapsed time goes on without events")
  func timeLine() {
    let state = ExampleRun.state()
    #expect(text(state).contains("72 s so far, about 11 s left (7 s to 16 s)"))
    #expect(text(state, now: ExampleRun.begin + 300).contains("5 min so far, about 11 s left (7 s to 16 s)"))
  }

  @Test("The current benchmark is compared with its baseline, with the other build, or with its verdict")
  func thresholds() throws {
    let onFile = try #require(ExampleRun.state().run?.current)
    #expect(onFile.subject == .benchmark(Example.id("skipWhitespace()")) && onFile.sessions.count == 7)
    #expect(onFile.limit == 14_400_000 && onFile.sessions.filter(onFile.isBeyond) == [18_900_000, 17_200_000])

    let id = Example.id("decode()")
    func current(_ bodies: RunEvent.Body...) -> CurrentBenchmark? {
      let attempt = SessionAttempt(function: id.function, round: 1, position: 1, count: 1)
      let events = [.attempt(attempt)] + bodies + [.attempt(attempt)]
      return RunStatus(RunRecord(events.map { event(1, $0) }), isOver: false, redRule: .local).current
    }
    func session(_ time: Double, _ side: SessionSide) -> RunEvent.Body {
      .session(SessionEvent(round: 1, side: side, session: Example.session("decode()", wallClock: time)))
    }
    #expect(current()?.subject == .function(id.function) && current()?.metric == nil)
    #expect(current(session(130, .head))?.limit == nil)
    #expect(current(session(130, .head), session(100, .base), session(110, .base))?.limit == 120)
    #expect(current(session(130, .head), .verdict(Example.same(id)))?.limit == 1_200_000)
  }

  @Test("Its phase is that of the last event; an ended run is finished or broke off")
  func phases() {
    func phase(_ events: [RunEvent], isOver: Bool = false) -> String {
      RunPhase(RunRecord(events), isOver: isOver).name
    }
    let start = event(0, .runStarted(RunStart(mode: "gate", environment: Example.environment)))
    let end = event(9, .runFinished(RunEnd(seconds: 7)))
    #expect(phase([start]) == "starting")
    #expect(phase([start, event(1, .waiting(.init(process: 1, folder: "/")))]) == "waiting")
    #expect(phase([start, attempt(1, at: 1)]) == "measuring")
    #expect(phase([start, event(1, .counting(.init(done: 1, count: 2, round: 1)))]) == "counting")
    #expect(phase([start, attempt(1, at: 1)], isOver: true) == "brokenOff")
    #expect(phase([start, attempt(1, at: 1), end]) == "finished")
    var candidate = Example.slower(Example.id)
    candidate.confirmation = Verdict.Confirmation(state: .awaited)
    let awaiting = [start, event(2, .verdict(candidate)), end]
    #expect(phase(awaiting) == "awaiting" && phase(awaiting, isOver: true) == "finished")
    #expect(phase([start, end, start, attempt(1, at: 10)]) == "confirming")
    #expect(phase([start, end, start, attempt(1, at: 10), end], isOver: true) == "finished")
  }

  @Test("A run that broke off, and one that has ended, are said to be so")
  func ends() {
    let state = ExampleRun.state(isOver: true)
    #expect(text(state).contains("the run broke off"))
    let ended = ExampleRun.events + [event(80, .runFinished(RunEnd(seconds: 79)))]
    let frame = text(ExampleRun.state(ended), now: ExampleRun.begin + 500)
    #expect(frame.contains("RED, measured") && frame.contains("80 s so far"), "\(frame)")
    #expect(!frame.contains("threshold"))
  }

  // MARK: - Verdicts

  @Test("They are filtered by name, scrolled, and counted where there is no room")
  func verdicts() throws {
    var view = DashboardView()
    view.filter = "ENCODE"
    let filtered = text(ExampleRun.state(), view: view)
    #expect(filtered.contains("Verdicts of 'ENCODE': 1 regressed") && !filtered.contains("escape(characters:)"))
    view = DashboardView(mode: .compact)
    let low = text(ExampleRun.state(), view: view, columns: 80, rows: 17)
    #expect(low.contains("encode()") && low.contains("… 2 more"), "\(low)")
    view.offset = 3
    let scrolled = text(ExampleRun.state(), view: view, columns: 80, rows: 17)
    #expect(!scrolled.contains("encode()") && scrolled.contains("decode()"), "\(scrolled)")
  }

  @Test("Keys, the filter that is typed, and a pause are shown")
  func views() {
    var view = DashboardView()
    view.showsHelp = true
    #expect(text(ExampleRun.state(), view: view).contains("Ctrl-C   quit; the run does not notice"))
    view = DashboardView()
    (view.isTyping, view.filter, view.isPaused) = (true, "dec", true)
    let frame = text(ExampleRun.state(), view: view)
    #expect(frame.contains("/dec_") && frame.contains("paused"))
    view = DashboardView()
    view.hasKeys = false
    #expect(!text(ExampleRun.state(), view: view).contains("q quit"))
  }

  // MARK: - JSON

  @Test("The document has what the frame shows")
  func document() throws {
    let data = try PrettyJSON.encode(StatusDocument(ExampleRun.state(), at: ExampleRun.now))
    let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(document["schema"] as? String == "swift-performance-testing/status")
    let run = try #require(document["run"] as? [String: Any])
    #expect(run["phase"] as? String == "measuring" && run["done"] as? Int == 5 && run["count"] as? Int == 7)
    #expect(run["seconds"] as? Double == 72 && run["secondsLeftUncertainty"] as? Double ?? 0 > 0)
    let current = try #require(run["current"] as? [String: Any])
    #expect(current["threshold"] as? Double == 14_400_000 && current["beyond"] as? Int == 2)
    #expect((current["sessions"] as? [Double])?.count == 7)
    let report = try #require(run["report"] as? [String: Any])
    #expect(report["counts"] as? [String: Int] == ["regressed": 2, "new": 1, "same": 2])
    let machine = try #require(document["machine"] as? [String: Any])
    #expect(machine["others"] as? Double == 0.12 && (machine["gpus"] as? [Any])?.count == 1)
    #expect((document["activeRuns"] as? [[String: Any]])?.first?["process"] as? Int == 4711)
    #expect((document["holder"] as? [String: Any])?["folder"] as? String == "/home/me/app")
  }
}
