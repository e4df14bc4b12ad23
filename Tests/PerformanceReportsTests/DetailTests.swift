import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import Testing

@Suite("The details of a baseline, a run and a benchmark")
struct DetailTests {
  private func loaded(_ times: [Double]) -> BaselineStore.Loaded {
    var loaded = BaselineStore.Loaded()
    loaded.times = [Example.times(times)]
    loaded.counts = [Example.counts([12])]
    return loaded
  }

  @Test("A baseline file is a table with its recordings below")
  func baseline() {
    #expect(
      BaselineTable(Example.times([100, 101, 110])).lines() == [
        "PerfTests.JSONPerformance: times of epyc, swift6.3, methodology 2",
        "benchmark  metric       best  median  sessions  spread  detectable  recorded",
        "decode()   wallClock  100 ns  101 ns         3    10 %       +20 %  2026-01-31",
        "recorded 2026-01-31 from 35d4ac87b665, 1 benchmark: first numbers",
      ])
    #expect(
      BaselineTable(Example.counts([12, 13, 15])).lines()[2]
        == "decode()   allocations    12      13         –    by 3           –  2026-01-31")
  }

  @Test("A run's sessions are a row for each metric")
  func sessions() {
    let sessions = [Example.session("decode()", wallClock: 110), Example.session("decode()", wallClock: 105)]
    #expect(
      SessionsTable(RunRecord(Example.events([], sessions: sessions))).lines().prefix(3) == [
        "benchmark                 metric         best  median   spread  sessions  waited up to",
        "JSONPerformance/decode()  wallClock    105 ns  108 ns    4.8 %         2          10 %",
        "JSONPerformance/decode()  allocations      12      12  repeats         2             –",
      ])
  }

  @Test("Sessions with counted instructions are apart from those with times")
  func countedAndTimed() {
    let instructions = MetricDescription(name: "instructions", unit: .count, kind: .exact)
    let counted = BenchmarkSession(
      id: Example.id("decode()"), location: Example.location(), iterations: 1,
      readings: [MetricReading(instructions, values: [12_345])])
    let unavailable = BenchmarkSession(
      id: Example.id("decode()"), location: Example.location(), iterations: 1,
      readings: [MetricReading(Example.wallClock, unavailable: .external("no clock"))])
    let timed = [Example.session("decode()", wallClock: 110), Example.session("decode()", wallClock: 105)]
    let events = Example.events([], sessions: [counted] + timed + [unavailable])
    let counts = SessionsTable(RunRecord(events)).rows.map { "\($0.metric.name) \($0.sessions ?? -1)" }
    #expect(counts == ["instructions 1", "wallClock 2", "allocations 2", "cpuUser 2"], "\(counts)")
    let lines = BenchmarkDetail(Example.id("decode()"), in: RunRecord(events), baselines: loaded([100])).lines()
    func last(_ metric: String) -> Substring? {
      lines.first { $0.hasPrefix(metric) && $0.contains(" now ") }?.split(separator: " ").last
    }
    #expect(last("wallClock") == "2" && last("allocations") == "2" && last("instructions") == "1", "\(lines)")
  }

  @Test("A benchmark is shown with verdicts, numbers, a chart and the conditions")
  func benchmark() {
    let sessions = [Example.session("decode()", wallClock: 130), Example.session("decode()", wallClock: 131)]
    var verdict = Example.slower(Example.id("decode()"))
    (verdict.baseline, verdict.now, verdict.sessions) = (100, 130, 2)
    let detail = BenchmarkDetail(
      Example.id("decode()"), in: RunRecord(Example.events([verdict], sessions: sessions)),
      baselines: loaded([100, 101, 101]))
    let space = String(repeating: " ", count: 60)
    func bar(_ name: String, _ marks: [Int: Character]) -> String {
      name + " ┤" + String(space.enumerated().map { marks[$0.offset] ?? " " }) + "├"
    }
    #expect(
      detail.lines(width: 140) == [
        "PerfTests.JSONPerformance/decode()", "at /home/me/app/PerfTests/JSON.swift:12",
        "baseline recorded 2026-01-31 from 35d4ac87b665, reason given: “first numbers”", "",
        "regressed  decode() wallClock: 100 ns → 130 ns, +30.0 % [+28 %, +35 %] (tolerance 20 %); "
          + "each of 2 fresh processes was slower", "",
        "metric       of          best  median   worst   spread  sessions",
        "wallClock    baseline  100 ns  101 ns  101 ns      1 %         3",
        "wallClock    now       130 ns  131 ns  131 ns    0.8 %         2",
        "allocations  baseline      12      12      12  repeats         –",
        "allocations  now           12      12      12  repeats         2",
        "cpuUser      now       260 ns  261 ns  262 ns    0.8 %         2", "",
        "wallClock, the best sample of each session:",
        bar("baseline ", [0: "1", 2: "2"]), bar("now      ", [57: "1", 59: "1"]), bar("tolerance", [38: "^"]),
        "           100 ns" + String(repeating: " ", count: 48) + "131 ns", "",
        "while sampling, its threads waited for a processor 10 % of the time; "
          + "the host gave 0 % of the processor time to other virtual machines",
        "10 iterations a sample, of which the loop itself takes 1.4 ns each",
      ])
  }

  @Test("A baseline that is newer than the verdict is marked")
  func rerecorded() {
    var verdict = Example.slower(Example.id("decode()"))
    (verdict.baseline, verdict.now) = (100, 130)
    let events = Example.events([verdict], sessions: [Example.session("decode()", wallClock: 130)])
    func isSaid(_ times: [Double]) -> Bool {
      BenchmarkDetail(Example.id("decode()"), in: RunRecord(events), baselines: loaded(times)).lines()
        .contains("the baseline was recorded again since: the verdicts are about the older one")
    }
    #expect(isSaid([120, 121]))
    #expect(!isSaid([100, 121]))
  }

  @Test("Without a run the baseline is shown, without a baseline the run")
  func halves() {
    let onFile = BenchmarkDetail(Example.id("decode()"), in: RunRecord([]), baselines: loaded([100])).lines()
    #expect(onFile.contains("not in any run that is kept"))
    let events = Example.events([], sessions: [Example.session("decode()", wallClock: 130)])
    let fresh = BenchmarkDetail(Example.id("decode()"), in: RunRecord(events), baselines: BaselineStore.Loaded())
      .lines()
    #expect(fresh.contains("no baseline for this machine and toolchain"))
    #expect(fresh.contains("recorded, not judged"))
  }

  @Test("Names are escaped, and no line is wider than the terminal", arguments: [80, 120])
  func hostile(width: Int) {
    let test = "a\u{1B}[2J\nb()" + String(repeating: "x", count: 300)
    let session = Example.session(test, wallClock: 130, allocations: 2)
    let events = Example.events([Example.slower(Example.id(test))], sessions: [session])
    let lines =
      BenchmarkDetail(Example.id(test), in: RunRecord(events), baselines: loaded([100])).lines(width: width).dropFirst()
      + SessionsTable(RunRecord(events)).lines(width: width)
      + BaselineTable(Example.times([100], test: test)).lines(width: width)
    #expect(lines.allSatisfy { !$0.contains("\u{1B}") && !$0.contains("\n") && $0.count <= width })
  }

  @Test(
    "A benchmark is found by its id, its function, the end of its id, or any part",
    arguments: [
      ("PerfTests.JSONPerformance/sort()/10", ["10"]), ("PerfTests.JSONPerformance/sort()", ["1", "10"]),
      ("JSONPerformance/sort()/1", ["1"]), ("jsonperformance/SORT()", ["1", "10"]), ("sort()/1", ["1"]),
      ("ort()/1", ["1", "10"]), ("nothing", []), ("", []),
    ])
  func query(text: String, labels: [String]) {
    let ids = ["10", "1"].map { Example.id("sort()", label: $0) } + [Example.id("decode()")]
    #expect(BenchmarkQuery(text).matches(in: ids).compactMap(\.label) == labels)
  }
}
