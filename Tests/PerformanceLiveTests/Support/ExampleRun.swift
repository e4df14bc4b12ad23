import PerformanceLive
import PerformanceRecords
import PerformanceRegression
import PerformanceSystem
import PerformanceTestSupport
import PerformanceText

/// A gate in the middle of its first round.
enum ExampleRun {
  /// 2026-01-01 10:20:30 UTC.
  static let begin = 1_767_262_830.0
  static let now = begin + 72

  static let names = [
    "decode()", "encode()", "escape(characters:)", "größe(名前:)", "parseNumbers()", "skipWhitespace()", "validate()",
  ]

  private static var start: RunEvent.Body {
    var provenance = RunProvenance()
    (provenance.revision, provenance.branch, provenance.dirty) = ("3f2c91d40a17ab12", "main", true)
    return .runStarted(RunStart(mode: "gate", environment: Example.environment, provenance: provenance))
  }

  private static func attempt(_ index: Int, round: Int = 1) -> RunEvent.Body {
    .attempt(
      SessionAttempt(
        function: Example.id(names[index]).function, round: round, position: index + 1, count: names.count))
  }

  private static func session(_ index: Int, _ time: Double, side: SessionSide = .head) -> RunEvent.Body {
    .session(SessionEvent(round: 1, side: side, session: Example.session(names[index], wallClock: time)))
  }

  /// A function every twelve seconds, with verdicts on five of seven, and sessions of the sixth on both sides of its
  /// threshold.
  static let events: [RunEvent] = {
    let ids = names.map { Example.id($0) }
    var bodies: [(body: RunEvent.Body, time: Double)] = []
    func add(_ body: RunEvent.Body, _ time: Double) { bodies.append((body, time)) }
    add(start, 0)
    add(.planned(RunPlan(functions: ids.map(\.function), rounds: 1)), 1)
    let verdicts = [
      Example.same(ids[0]), Example.slower(ids[1]), Example.grew(ids[2]), Example.new(ids[3]), Example.same(ids[4]),
    ]
    let times: [Double] = [2, 12, 24, 33, 46]
    for (index, time) in times.enumerated() {
      add(attempt(index), time)
      add(session(index, 12_300_000), time + 5)
      add(.verdict(verdicts[index]), time + 6)
    }
    add(attempt(5), 60)
    let milliseconds: [Double] = [12.1, 12.4, 12.2, 18.9, 12.3, 12.2, 17.2]
    for (index, value) in milliseconds.enumerated() {
      add(session(5, value * 1e6), 61 + Double(index))
    }
    return bodies.enumerated().map { number, event in
      RunEvent(sequence: number + 1, time: begin + event.time, run: "20260101-102030000-1a2b3c4d-4711", event.body)
    }
  }()

  /// Finds a baseline of 12 ms for the sixth function.
  static let baselines: ComparisonFinder = {
    var loaded = BaselineStore.Loaded()
    loaded.times = [Example.times((0..<12).map { 12_000_000 + Double($0) * 10_000 }, test: names[5])]
    return ComparisonFinder(loaded: loaded, environment: Example.environment)
  }()

  static let machine: MachineState = {
    var state = MachineState()
    (state.processors, state.busy, state.others, state.stolen) = (8, 0.35, 0.12, 0.001)
    state.memory = .init(used: 6.2e9, total: 24e9)
    state.disk = .init(used: 93e9, total: 100e9)
    (state.processorPressure, state.memoryPressure, state.diskPressure) = (0.45, 0, 0.021)
    state.frequency = 3.124e9
    var gpu = MachineState.GPU(name: "NVIDIA H200")
    (gpu.busy, gpu.memory, gpu.temperature, gpu.power) = (0.87, .init(used: 61e9, total: 150e9), 84, 512)
    state.gpus = [gpu]
    return state
  }()

  /// The dashboard beside it.
  static func state(_ events: [RunEvent] = events, isOver: Bool = false) -> DashboardState {
    var state = DashboardState()
    let run = RunStatus(RunRecord(events), isOver: isOver, redRule: .local, baselines: baselines)
    state.run = run
    state.machine = machine
    state.activeRuns = [
      ActiveRun(
        name: "20260101-102030000-1a2b3c4d-4711", mode: "gate", phase: run.phase, process: 4711, begin: begin)
    ]
    state.holder = LockHolder(process: 4711, folder: "/home/me/app", since: begin + 1)
    return state
  }
}
