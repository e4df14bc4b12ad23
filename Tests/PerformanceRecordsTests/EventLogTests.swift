import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The event log")
struct EventLogTests {
  private let folder: TemporaryFolder
  private let file: URL

  init() throws {
    folder = try TemporaryFolder()
    file = folder.url.appendingPathComponent("runs/a.jsonl")
  }

  static let session = BenchmarkSession(
    id: Example.id, location: Example.location, iterations: 10,
    readings: [
      MetricReading(Example.wallClock, values: [1.5, 2]),
      MetricReading(Example.hits, unavailable: .external("no counter")),
    ],
    budgets: [Budget(metric: "wallClock", statistic: .p95, limit: 3)],
    conditions: SessionConditions(waitShare: 0.1), overhead: 1,
    warnings: [
      .tooShort(nanoseconds: 12, overhead: 1), .removedByOptimiser(nanoseconds: 1, overhead: 1), .knownIssue,
      .failedAfterwards("1 == 2"),
    ])

  static let bodies: [RunEvent.Body] = [
    .runStarted(
      RunStart(
        mode: "gate", environment: Example.environment, provenance: RunProvenance(environment: ["GITLAB_CI": "true"]),
        configuration: .init(
          filters: ["^a\n"], skips: ["b"],
          counting: .on(
            CountingTool(valgrind: "/v", version: "3.19.0", bundle: "/b", simulatesCaches: false, scope: .only)),
          against: "0123abc (main)", unpaired: .noPair, timeLimit: 90, slowdown: PlantedSlowdown(.time, factor: 1.5)))),
    .waiting(LockHolder(process: 7, folder: "elsewhere")),
    .planned(RunPlan(functions: [Example.id.function], rounds: 1)),
    .attempt(SessionAttempt(function: Example.id.function, round: 1, position: 1, count: 1)),
    .session(SessionEvent(round: 1, session: session)),
    .verdict(Verdict(benchmark: Example.id, metric: Example.wallClock, outcome: .same, reason: .withinTolerance)),
    .runFinished(RunEnd(seconds: 1.25)), .counting(CountingProgress(done: 2, count: 3, round: 1)),
    .profile(
      ProfiledBenchmark(
        id: Example.id, profile: BenchmarkProfile(functions: ["f()": .init(own: 5, inclusive: 9)], rest: 4))),
    .confirmed(
      ConfirmationCost(
        against: "3f2c91d", candidates: 2, buildSeconds: 26, measureSeconds: 14.5, outside: ["/a/Shared"])),
    .unmeasured(UnmeasuredFunction(function: Example.id.function, cause: .noCases)),
    .bodyRun(BodyRun(function: Example.id.function, state: .timedOut)),
    .acceptanceUnused(
      UnusedAcceptance(
        benchmark: Example.id, metric: "allocations", until: Day(Date(timeIntervalSince1970: 0)), cause: .notRegressed)),
    .budgetUnused(
      UnusedBudget(
        BudgetRule(id: "decode", benchmark: BenchmarkPattern("Catalog*"), metric: "instructions", percent: 10),
        because: .noBenchmark)),
  ]

  /// The kind of an event. A new one is an error here until it is among the bodies.
  private static func kind(of body: RunEvent.Body) -> Int {
    switch body {
    case .runStarted: 0
    case .waiting: 1
    case .planned: 2
    case .attempt: 3
    case .counting: 4
    case .session: 5
    case .profile: 6
    case .verdict: 7
    case .acceptanceUnused: 8
    case .runFinished: 9
    case .unmeasured: 10
    case .bodyRun: 11
    case .confirmed: 12
    case .budgetUnused: 13
    }
  }

  private func append(_ text: String) throws {
    let old = (try? Data(contentsOf: file)) ?? Data()
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try (old + Data(text.utf8)).write(to: file)
  }

  private func line(_ body: RunEvent.Body) throws -> String {
    String(decoding: try JSONEncoder().encode(RunEvent(time: 1, body)), as: UTF8.self)
  }

  @Test("Events are read back, one line an event")
  func roundTrip() throws {
    for half in [Self.bodies[..<3], Self.bodies[3...]] {
      let writer = try EventLogWriter(file: file)
      for body in half { try writer.append(body) }
    }
    #expect(try EventLogReader.all(of: file).map(\.body) == Self.bodies)
    #expect(Set(Self.bodies.map(Self.kind)) == Set(0...13), "of every kind there is one")
    #expect(try folder.text(of: "runs/a.jsonl").split(separator: "\n").count == Self.bodies.count)
  }

  @Test("A missing log has no events")
  func missing() throws {
    var reader = EventLogReader(file: file)
    #expect(try reader.next() == [])
    try append(try line(Self.bodies[1]) + "\n")
    #expect(try reader.next().map(\.body) == [Self.bodies[1]])
    #expect(try reader.next() == [])
  }

  @Test("An incomplete last line is read once it is complete")
  func incomplete() throws {
    let (first, second) = (try line(Self.bodies[0]), try line(Self.bodies[6]))
    try append(first + "\n" + second.prefix(20))
    var reader = EventLogReader(file: file)
    #expect(try reader.next().map(\.body) == [Self.bodies[0]])
    #expect(try reader.next() == [])
    try append(String(second.dropFirst(20)))
    #expect(try reader.next() == [], "complete only with its line feed")
    try append("\n" + first + "\n")
    #expect(try reader.next().map(\.body) == [Self.bodies[6], Self.bodies[0]])
    #expect(try EventLogReader.all(of: file).count == 3)
  }

  @Test("A kind of a newer build is skipped")
  func newerKind() throws {
    try append(
      #"{"v":2,"seq":1,"time":5,"run":"r","kind":"telepathy","body":{"x":[1]}}"# + "\n" + line(Self.bodies[2]) + "\n")
    #expect(try EventLogReader.all(of: file).map(\.body) == [Self.bodies[2]])
  }

  @Test(
    "A line that is no event of this version is refused with its number",
    arguments: [
      (#"{"v":2,"seq":3,"time":5,"run":"r","kind":"waiting","body":{"folder":"x"}}"#, "body.process", "is missing"),
      (#"{"v":2,"seq":3,"run":"r","kind":"waiting","body":{"process":1,"folder":"x"}}"#, "time", "is missing"),
      (#"{"v":2,"time":5,"run":"r","kind":"waiting","body":{"process":1,"folder":"x"}}"#, "seq", "is missing"),
      (#"{"time":5}"#, "v", "is missing"), (#"{"v":1,"ti"#, nil, "is not valid JSON"), ("", nil, "is not valid JSON"),
    ])
  func invalidLine(text: String, key: String?, problem: String) throws {
    try append(
      try line(Self.bodies[1]) + "\n" + line(Self.bodies[2]) + "\n" + text + "\n" + line(Self.bodies[6]) + "\n")
    var reader = EventLogReader(file: file)
    let error = try #require(throws: InputError.self) { try reader.next() }
    #expect(error.file == file.path + ":3")
    #expect(error.key == key)
    #expect(error.problem.contains(problem), "\(error)")
    #expect(!error.remedy.isEmpty)
  }

  @Test(
    "A log of another version is refused with a message that names its writer",
    arguments: [
      (#"{"v":1,"time":5,"kind":"waiting","body":{"process":1,"folder":"x"}}"#, "is 1: a perftest before 0.10 wrote"),
      (#"{"v":3,"at":5,"what":"telepathy"}"#, "is 3: a newer perftest wrote"),
      (#"{"v":3,"kind":"runStarted","body":{"tool":"2.7.1"}}"#, "is 3: perftest 2.7.1 wrote"),
    ])
  func otherVersion(text: String, problem: String) throws {
    try append(text + "\n")
    let error = try #require(throws: InputError.self) { try RunRecord(log: file) }
    #expect(error.file == file.path + ":1" && error.key == "v")
    #expect(error.problem == problem + " this log, and this one reads version 2")
    #expect(error.remedy.contains("elete it: everything in its folder can be made again"))
  }

  @Test("Lines are numbered consecutively over all processes and carry the id of the run")
  func sequence() throws {
    let first = try EventLogWriter(file: file)
    try first.append(Self.bodies[0])
    try first.append(Self.bodies[1])
    let event = try EventLogWriter(file: file).append(Self.bodies[2])
    let events = try EventLogReader.all(of: file)
    #expect(events.map(\.sequence) == [1, 2, 3])
    #expect(events.allSatisfy { $0.run == "a" })
    #expect(events.last == event)
  }

  @Test("Values of a newer build in known kinds are kept, shown and written unchanged")
  func unknownValues() throws {
    let id = #"{"module":"M","suite":["S"],"test":"a()"}"#
    let session =
      #"{"id":\#(id),"location":{"fileID":"M/F.swift","filePath":"/F.swift","line":1,"column":1},"iterations":1,"#
      + #""readings":[],"budgets":[],"conditions":{},"overhead":0,"warnings":[{"kind":"tooHot","celsius":99}],"more":1}"#
    let bodies = [
      ("session", #"{"pass":"telepathy","round":1,"side":"left","session":\#(session)}"#),
      ("unmeasured", #"{"function":\#(id),"cause":"tooShy"}"#), ("bodyRun", #"{"function":\#(id),"state":"sleeping"}"#),
      ("acceptanceUnused", #"{"benchmark":\#(id),"metric":"m","until":"2026-01-31","cause":"tooOld"}"#),
      ("budgetUnused", #"{"id":"decode","benchmark":"*","metric":"m","cause":"tooHigh"}"#),
    ]
    for (index, (kind, body)) in bodies.enumerated() {
      try append(#"{"v":2,"seq":\#(index + 1),"time":5,"run":"r","kind":"\#(kind)","body":\#(body),"more":[]}"# + "\n")
    }
    let events = try EventLogReader.all(of: file)
    let texts = try events.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    for (text, value) in zip(texts, ["telepathy", "tooShy", "sleeping", "tooOld", "tooHigh"]) {
      #expect(text.contains("\"\(value)\""), "\(text)")
    }
    #expect(texts[0].contains("\"left\"") && texts[0].contains("\"tooHot\""))
    guard case .session(let taken) = events[0].body else { return #expect(Bool(false), "\(events[0])") }
    #expect(taken.session.warnings == [.other("tooHot")])
    let record = RunRecord(events)
    #expect(record.sessions(of: taken.session.id).isEmpty, "neither build is meant")
    #expect(record.unmeasured.map(\.cause.name) == ["tooShy"] && record.brokenBodies.isEmpty)
  }

  @Test("The file has no synthesised keys")
  func noSynthesisedKeys() throws {
    for body in Self.bodies { #expect(try !line(body).contains("\"_0\"")) }
  }

  @Test("A log of many megabytes is read a block at a time")
  func longLog() throws {
    let text = try line(Self.bodies[4]) + "\n"
    let count = 600_000 / text.utf8.count + 2
    try append(String(repeating: text, count: count))
    var reader = EventLogReader(file: file)
    var lengths = 0
    try reader.forEach { if case .session = $0.body { lengths += 1 } }
    #expect(lengths == count)
    #expect(try reader.next() == [])
  }

  @Test("Events are read one by one, whatever the length of their lines")
  func oneByOne() throws {
    let function = TestFunctionID(module: String(repeating: "m", count: 600_000), suite: [], test: "f()")
    let long = RunEvent.Body.unmeasured(UnmeasuredFunction(function: function, cause: .noCases))
    let bodies = [Self.bodies[1], long, Self.bodies[2], long]
    try append(try bodies.map { try line($0) + "\n" }.joined())
    var reader = EventLogReader(file: file)
    for body in bodies { #expect(try reader.nextEvent()?.body == body) }
    #expect(try reader.nextEvent() == nil)
    try append(try line(Self.bodies[3]) + "\n")
    #expect(try reader.nextEvent()?.body == Self.bodies[3])
    #expect(try reader.nextEvent() == nil)
  }

  @Test("A writer detects that its file has changed")
  func check() throws {
    let writer = try EventLogWriter(file: file)
    try writer.append(Self.bodies[1])
    try writer.append(Self.bodies[2])
    try writer.check()
    let whole = try Data(contentsOf: file)
    try FileHandle(forWritingTo: file).truncate(atOffset: 10)
    #expect(try #require(throws: InputError.self) { try writer.check() }.file == file.path)
    try FileManager.default.removeItem(at: file)
    #expect(throws: InputError.self) { try writer.check() }
    try whole.write(to: file)
    #expect(throws: InputError.self, "another file has its name") { try writer.check() }
  }

  @Test("The line number is right when the log is read in parts")
  func numberInParts() throws {
    var reader = EventLogReader(file: file)
    for _ in 1...3 {
      try append(try line(Self.bodies[1]) + "\n")
      #expect(try reader.next().count == 1)
    }
    try append("x\n")
    #expect(try #require(throws: InputError.self) { try reader.next() }.file.hasSuffix(":4"))
  }

  @Test("A folder that cannot be written is named, with the option that moves it")
  func unwritableFolder() throws {
    try folder.write("", to: "runs")
    let error = try #require(throws: InputError.self) { try EventLogWriter(file: file) }
    #expect(error.file == file.deletingLastPathComponent().path)
    #expect(error.problem == "cannot be written")
    #expect(error.remedy.contains("PERFTEST_STATE"))
  }

  @Test("A folder with the log's name is refused")
  func folderAtLog() throws {
    try folder.write("", to: "runs/a.jsonl/inside")
    #expect(try #require(throws: InputError.self) { try EventLogWriter(file: file) }.file == file.path)
  }

  @Test("An endless device with the log's name has no events")
  func endlessDevice() throws {
    var reader = EventLogReader(appendingTo: URL(fileURLWithPath: "/dev/zero"))
    #expect(try reader.next() == [])
  }

  @Test("A full disk is an error, not a silent loss")
  func fullDisk() throws {
    let writer = try EventLogWriter(file: URL(fileURLWithPath: "/dev/full"))
    #expect(throws: InputError.self) { try writer.append(Self.bodies[6]) }
  }

  @Test("A number that JSON cannot hold is an error that names the log")
  func notFinite() throws {
    let writer = try EventLogWriter(file: file)
    #expect(throws: InputError.self) { try writer.append(.runFinished(RunEnd(seconds: .nan))) }
    try writer.append(Self.bodies[6])
    #expect(try EventLogReader.all(of: file).map(\.body) == [Self.bodies[6]])
  }
}

@Suite("The state folder")
struct StateFolderTests {
  @Test("It is the folder of PERFTEST_STATE, else one in the package")
  func location() {
    let package = URL(fileURLWithPath: "/package")
    #expect(StateFolder(package: package, environment: [:]).url.path == "/package/.perftest")
    #expect(StateFolder(package: package, environment: ["PERFTEST_STATE": "/other"]).url.path == "/other")
    #expect(StateFolder(package: package, environment: ["PERFTEST_STATE": "x/y"]).url.path == "/package/x/y")
  }

  @Test("Creating it twice keeps the user's changes to its gitignore")
  func createdTwice() throws {
    let folder = try TemporaryFolder()
    let state = StateFolder(package: folder.url, environment: [:])
    try state.create()
    #expect(try folder.text(of: ".perftest/.gitignore") == "*\n")
    try folder.write("mine\n", to: ".perftest/.gitignore")
    try state.create()
    #expect(try folder.text(of: ".perftest/.gitignore") == "mine\n")
  }

  @Test("A file with its name is an error")
  func fileAtFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: ".perftest")
    let error = try #require(throws: InputError.self) {
      try StateFolder(package: folder.url, environment: [:]).create()
    }
    #expect(error.remedy.contains("PERFTEST_STATE"))
  }

  @Test("Ids of runs sort by time within a second too, end with their process, and differ where both are the same")
  func runIDs() {
    let times = [0, 0.25, 0.5, 59, 86_400, 1_800_000_000]
    let names = zip(times, [0xBEEF, 9, 8, 7, 6, 5] as [UInt32]).map {
      StateFolder.newRunName(now: Date(timeIntervalSince1970: $0), random: $1, process: 12)
    }
    #expect(names.prefix(2) == ["19700101-000000000-0000beef-12", "19700101-000000250-00000009-12"])
    #expect(names == names.sorted())
    let now = Date()
    #expect(StateFolder.newRunName(now: now, process: 12) != StateFolder.newRunName(now: now, process: 12))
  }
}
