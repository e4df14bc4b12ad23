import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import Testing

@Suite("The progress of a run")
struct ProgressLineTests {
  private let functions = (1...4).map {
    TestFunctionID(module: "PerfTests", suite: ["JSONPerformance"], test: "decode\($0)()")
  }

  private func attempt(_ position: Int, round: Int = 1, at time: Double) -> RunEvent {
    RunEvent(
      time: time,
      .attempt(
        SessionAttempt(function: functions[position - 1], round: round, position: position, count: functions.count)))
  }

  private func progress(_ events: [RunEvent]) -> ProgressLine {
    ProgressLine(RunRecord(events).progress)
  }

  @Test("Nothing is shown before the first process and after the run")
  func silent() {
    #expect(ProgressLine().text(now: 0, width: 80) == nil)
    let ended = progress([attempt(1, at: 0), RunEvent(time: 1, .runFinished(RunEnd(seconds: 1)))])
    #expect(ended.text(now: 1, width: 80) == nil)
  }

  @Test("The first process has no estimate yet")
  func first() {
    #expect(progress([attempt(1, at: 0)]).text(now: 1, width: 80) == "[1/4] round 1: JSONPerformance/decode1()")
  }

  @Test("The estimate counts the rest of this process, of the round and of the planned rounds")
  func estimate() {
    let plan = RunEvent(time: 0, .planned(RunPlan(functions: functions, rounds: 3)))
    let progress = progress([plan, attempt(1, at: 0), attempt(2, at: 2)])
    // One second left of this process, two processes of this round, eight of two more rounds, two seconds each.
    #expect(progress.text(now: 3, width: 80) == "[2/4] round 1: JSONPerformance/decode2()  about 21 s left")
    #expect(progress.text(now: 300, width: 80) == "[2/4] round 1: JSONPerformance/decode2()  about 20 s left")
  }

  @Test("A long estimate is in minutes")
  func minutes() {
    let progress = progress([attempt(1, at: 0), attempt(2, at: 60)])
    #expect(progress.text(now: 60, width: 80)?.hasSuffix("about 3 min left") == true)
  }

  @Test("A clock that was set back, and an endless estimate, show no estimate", arguments: [-10, 1e9])
  func strangeClock(time: Double) {
    let line = progress([attempt(1, at: 0), attempt(2, at: time)]).text(now: time, width: 80)
    #expect(line == "[2/4] round 1: JSONPerformance/decode2()")
  }

  @Test("In a narrow terminal the name is cut, not the numbers")
  func narrow() {
    let progress = progress([attempt(1, at: 0), attempt(2, at: 2)])
    #expect(progress.text(now: 2, width: 45) == "[2/4] round 1: …nce/decode2()  about 6 s left")
    #expect(progress.text(now: 2, width: 10)?.count == 10)
  }

  @Test("Waiting names the holder of the machine, and is no part of the estimate")
  func waiting() {
    let holder = LockHolder(process: 123, folder: "/home/me/app", since: 50_602)
    var progress = progress([attempt(1, at: 0), attempt(2, at: 2), RunEvent(time: 4, .waiting(holder))])
    let text = "for the measurement of app (process 123 in /home/me/app, since 14:03:22 UTC)"
    #expect(progress.text(now: 4, width: 100) == "waiting " + text)
    #expect(progress.text(now: 34, width: 100) == "waiting for 30 s " + text)
    progress.progress.add(attempt(3, at: 500))
    #expect(progress.text(now: 500, width: 80)?.hasSuffix("about 4 s left") == true)
  }

  @Test("A log gets a line when waiting begins and one a minute, for the next holder as well")
  func waitingInLog() {
    func event(_ name: String, at time: Double) -> RunEvent {
      RunEvent(time: time, .waiting(LockHolder(process: 1, folder: "/" + name)))
    }
    var progress = progress([event("a", at: 100)])
    let times = [100.0, 110, 130, 159, 160, 219, 220]
    let lines = times.map { progress.plainText(now: $0) }
    #expect(lines.map { $0 != nil } == [true, false, false, false, true, false, true])
    progress.progress.add(event("b", at: 230))
    #expect(progress.plainText(now: 230) == nil)
    #expect(progress.plainText(now: 280) == "waiting for 3 min for the measurement of b (process 1 in /b)")
  }

  @Test("A log gets a line when measuring begins and one every fifteen seconds, however many rounds begin")
  func plain() {
    var progress = progress([attempt(1, at: 0)])
    #expect(progress.plainText(now: 0) == "[1/4] round 1: JSONPerformance/decode1()")
    #expect(progress.plainText(now: 14.9) == nil)
    #expect(progress.plainText(now: 15) != nil)
    for round in 2...9 {
      progress.progress.add(attempt(1, round: round, at: 15 + Double(round)))
      #expect(progress.plainText(now: 15 + Double(round)) == nil)
    }
    #expect(progress.plainText(now: 30)?.hasPrefix("[1/4] round 9: ") == true)
  }

  @Test("Counting and measuring share the lines of a log")
  func countingInLog() {
    var progress = progress([RunEvent(time: 0, .counting(CountingProgress(done: 1, count: 9, round: 1)))])
    #expect(progress.plainText(now: 0) == "[1/9] counting instructions")
    progress.progress.add(attempt(1, at: 4))
    #expect(progress.plainText(now: 4) == nil)
    #expect(progress.plainText(now: 15)?.hasPrefix("[1/4] round 1: ") == true)
  }

  @Test("A part of a run that was announced gets its first line after fifteen seconds")
  func announced() {
    var line = ProgressLine(RunRecord([attempt(1, at: 100)]).progress, announcedAt: 100)
    #expect(line.plainText(now: 100) == nil)
    #expect(line.plainText(now: 114) == nil)
    #expect(line.plainText(now: 115) == "[1/4] round 1: JSONPerformance/decode1()")
  }
}
