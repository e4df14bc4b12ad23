import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceReports
import PerformanceStatistics
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("What a page says once, in order and without contradiction")
struct PageReadingTests {
  private static func text(_ page: some StringProtocol) -> String {
    String(page).replacing(/<[^>]*>/, with: " ").split(separator: " ").joined(separator: " ")
  }

  private static func page(
    _ verdicts: [Verdict], sessions: [BenchmarkSession] = [], ending: Example.Ending = .finished
  ) throws -> String {
    let events = Example.events(verdicts, sessions: sessions, ending: ending)
    return try HTMLExporter.text(of: ReportedRun(RunSummary(RunRecord(events), redRule: .local)))
  }

  private static func id(_ index: Int, suite: String = "Suite") -> BenchmarkID {
    BenchmarkID(module: "M", suite: [suite], test: "f\(index)()")
  }

  // MARK: - Baselines

  @Test("Where verdicts have numbers of baselines whose files are absent, no part says that there is no baseline")
  func absentFiles() throws {
    let text = Self.text(
      try Self.page([Example.slower(Example.id("a()"))], sessions: [Example.session("a()", wallClock: 130)]))
    #expect(text.contains("baselines whose files are missing"))
    #expect(text.contains("times compared with the baselines of this machine"))
    #expect(text.contains("the file of its baseline is missing") && !text.contains("no baseline"))
  }

  @Test("Where nothing was compared, no part says that numbers were compared or judged")
  func withoutBaselines() throws {
    let text = Self.text(
      try Self.page([Example.new(Example.id("a()"))], sessions: [Example.session("a()", wallClock: 130)]))
    #expect(text.contains("nothing: this machine and toolchain have no baseline"))
    #expect(text.contains("nothing was compared with a baseline") && text.contains("No number was compared"))
    #expect(!text.contains("were judged") && !text.contains("times compared with"))
  }

  @Test("Rows of a baseline and pictures of then and now are only where a baseline has values")
  func rowsOfBaselines() throws {
    let verdict = Example.slower(Example.id("a()"))
    let sessions = [Example.session("a()", wallClock: 130), Example.session("a()", wallClock: 131)]
    let absent = try Self.page([verdict], sessions: sessions)
    #expect(!absent.contains("<td>baseline</td>") && !absent.contains("then and now"))
    var run = ReportedRun(RunSummary(RunRecord(Example.events([verdict], sessions: sessions)), redRule: .local))
    var entry = Example.benchmark(test: "a()", Example.sampled([]))
    let empty = BaselineDocument(
      module: "PerfTests", suite: ["JSONPerformance"], toolchain: "t", machine: "m", benchmarks: [entry])
    run.baselines.times = [empty]
    #expect(try !HTMLExporter.text(of: run).contains("<td>baseline</td>"))
    entry.metrics = [Example.sampled([100, 101])]
    run.baselines.times[0].benchmarks = [entry]
    let full = try HTMLExporter.text(of: run)
    #expect(full.contains("<td>baseline</td>") && full.contains("wallClock then and now"))
  }

  // MARK: - Changes

  @Test("Changes with the same commits and functions stand below one row that states their cause once")
  func groups() throws {
    let causes = [("Parser.next()", 0..<3), ("Cart.sum()", 3..<4)]
    let verdicts = causes.flatMap { function, indices in
      indices.map { index in
        var verdict = Example.slower(Self.id(index))
        verdict.cause = ChangeCause(ratio: 1.2, functions: [.init(name: function, change: 100 * (index + 1))])
        return verdict
      }
    }
    let text = Self.text(try Self.page(verdicts))
    #expect(text.contains("Same cause, 3 changes of 3 benchmarks why: Parser.next() "))
    #expect(
      text.contains(
        "f0() wallClock: +31 % (12.3 ms → 16.1 ms), regressed (tolerance 20 %), why: +20.0 % instructions: Parser.next() +100; "
          + "2 more with the same cause"))
    #expect(text.matches(of: /why:/).count == 4 && text.contains("why: +20.0 % instructions: Cart.sum() +400"))
  }

  @Test("Changes that only began together are not said to have one cause")
  func together() throws {
    let verdicts = (0..<3).map { index in
      var verdict = Example.slower(Self.id(index))
      verdict.confirmation = .init(
        state: .confirmed, commit: "3f2c91d05c1b (main)", pairs: 9, ratio: 1.3, interval: nil)
      return verdict
    }
    let text = Self.text(try Self.page(verdicts))
    #expect(text.contains("Began together, 3 changes of 3 benchmarks, since: after 3f2c91d05c1b (main)"))
    #expect(
      text.contains("; 2 more that began together") && !text.contains("same cause") && !text.contains("Same cause"))
  }

  @Test("A run that was slowed on purpose says so before its numbers")
  func plantedSlowdown() throws {
    func text(_ slowdown: PlantedSlowdown) throws -> String {
      var events = Example.events([Example.slower(Example.id("a()"))])
      events[0].body = .runStarted(
        RunStart(mode: "gate", environment: Example.environment, configuration: .init(slowdown: slowdown)))
      return Self.text(try HTMLExporter.text(of: ReportedRun(RunSummary(RunRecord(events), redRule: .local))))
    }
    let note = "Planted slowdown: PERFTEST_SLOWDOWN made "
    let end = " This run tests the gate; it says nothing about the code."
    let time = try text(PlantedSlowdown(.time, factor: 1.5))
    let work = try text(PlantedSlowdown(.work, factor: 1.5))
    #expect(time.contains(note + "every time 1.5 times as long." + end))
    #expect(work.contains(note + "every benchmark do 1.5 times its work." + end))
    for page in [time, work] { #expect(page.contains("RED (planted slowdown): 1 regressed"), "\(page.prefix(300))") }
    let usual = try text(.none)
    #expect(!usual.contains("PERFTEST_SLOWDOWN") && !usual.contains("lanted slowdown"))
  }

  @Test("The page of a planted slowdown has the command that measures without it, and none that records or searches")
  func plantedCommands() throws {
    var verdict = Example.slower(Example.id("a()"))
    verdict.confirmation = .init(
      state: .confirmed, commit: "3f2c91d05c1b (main)", pairs: 9, ratio: 1.3, interval: nil)
    var events = Example.events([verdict, Example.new(Example.id("b()")), Example.elsewhere(Example.id("c()"))])
    var provenance = RunProvenance()
    (provenance.revision, provenance.dirty) = (String(repeating: "b", count: 40), false)
    events[0].body = .runStarted(
      RunStart(
        mode: "gate", environment: Example.environment, provenance: provenance,
        configuration: .init(filters: ["JSON"], slowdown: PlantedSlowdown(.work, factor: 1.5))))
    let page = try HTMLExporter.text(of: ReportedRun(RunSummary(RunRecord(events), redRule: .local)))
    let head = page[..<(try #require(page.firstRange(of: "<section")).lowerBound)]
    let commands = head.matches(of: /<code class="command">([^<]*)</).map { String($0.1) }
    #expect(commands == ["env -u PERFTEST_SLOWDOWN swift run perftest gate --filter &#39;JSON&#39;"])
    let all = page.matches(of: /<code class="command">([^<]*)</).map { String($0.1) }
    #expect(!all.contains { $0.contains(/^git\ |perftest (?:record|accept|bisect)\b/) }, "\(all)")
  }

  @Test("Changes of which nothing is known stand for themselves")
  func unknownOrigins() throws {
    let text = Self.text(try Self.page((0..<3).map { Example.slower(Self.id($0)) }))
    #expect(!text.contains("Began together") && !text.contains("2 more") && !text.contains("ame cause"))
  }

  @Test("Without a history a change began after the build that it was confirmed against")
  func originByPair() throws {
    var verdict = Example.slower(Example.id("a()"))
    verdict.confirmation = .init(
      state: .confirmed, commit: "3f2c91d05c1b (main)", pairs: 9, ratio: 1.3,
      interval: RatioInterval(lower: 1.27, upper: 1.34, coverage: 0.95))
    var events = Example.events([verdict])
    var provenance = RunProvenance()
    (provenance.revision, provenance.dirty) = (String(repeating: "b", count: 40), false)
    let start = RunStart(mode: "gate", environment: Example.environment, provenance: provenance)
    events[0] = RunEvent(time: 0, .runStarted(start))
    let page = try HTMLExporter.text(of: ReportedRun(RunSummary(RunRecord(events), redRule: .local)))
    #expect(Self.text(page).contains("since: after 3f2c91d05c1b (main)"))
    #expect(page.contains("git log -p 3f2c91d05c1b..bbbbbbbbbbbb</code>"))
  }

  @Test(
    "A change against a build of the run's own commit began after it only where files are changed",
    arguments: [false, true])
  func originAtOwnCommit(isDirty: Bool) throws {
    var verdict = Example.slower(Example.id("a()"))
    verdict.confirmation = .init(
      state: .confirmed, commit: "bbbbbbbbbbbb (HEAD)", pairs: 9, ratio: 1.3, interval: nil)
    var events = Example.events([verdict])
    var provenance = RunProvenance()
    (provenance.revision, provenance.dirty) = (String(repeating: "b", count: 40), isDirty)
    let start = RunStart(mode: "gate", environment: Example.environment, provenance: provenance)
    events[0] = RunEvent(time: 0, .runStarted(start))
    let page = try HTMLExporter.text(of: ReportedRun(RunSummary(RunRecord(events), redRule: .local)))
    #expect(Self.text(page).contains("since: after bbbbbbbbbbbb (HEAD)") == isDirty)
    #expect(Self.text(page).contains("look at the files changed since bbbbbbbbbbbb: git diff bbbbbbbbbbbb") == isDirty)
    #expect(page.contains("git diff") == isDirty)
  }

  @Test("Without a history and a pair a change began after the commit of its baseline, unless that was recorded again")
  func originByBaseline() throws {
    var run = ReportedRun(RunSummary(RunRecord(Example.events([Example.grew(Example.id("a()"))])), redRule: .local))
    for (count, isKnown) in [(12.0, true), (11, false)] {
      let entry = Example.benchmark(test: "a()", Example.exact(count...count))
      run.baselines.counts = [
        BaselineDocument(
          module: "PerfTests", suite: ["JSONPerformance"], toolchain: "t", machine: nil, benchmarks: [entry])
      ]
      let text = Self.text(try HTMLExporter.text(of: run))
      #expect(text.contains("since: after 0123abc of its baseline") == isKnown)
    }
  }

  @Test("A revision that is no hash does not become a part of a command", arguments: ["$(id)", "--help", "abc", ""])
  func foreignRevisions(revision: String) throws {
    var verdict = Example.slower(Example.id("a()"))
    verdict.confirmation = .init(state: .confirmed, commit: revision, pairs: 9, ratio: 1.3)
    var events = Example.events([verdict])
    var provenance = RunProvenance()
    provenance.revision = String(repeating: "b", count: 40)
    let start = RunStart(mode: "gate", environment: Example.environment, provenance: provenance)
    events[0] = RunEvent(time: 0, .runStarted(start))
    let page = try HTMLExporter.text(of: ReportedRun(RunSummary(RunRecord(events), redRule: .local)))
    #expect(!page.contains(/<code class="command">git/))
  }

  // MARK: - The machine

  @Test("A busy machine, one session only and a common shift stand where the page says why to believe it")
  func machine() throws {
    let verdicts = (0..<8).map { index in
      var verdict = Example.same(Self.id(index))
      verdict.now = index == 0 ? 990_000 : 1_120_000
      return verdict
    }
    let sessions = (0..<8).map { index in
      BenchmarkSession(
        id: Self.id(index), location: Example.location, iterations: 1,
        readings: [MetricReading(Example.wallClock, values: [1])],
        conditions: SessionConditions(waitShare: index == 3 ? 0.4 : 0.01, stealShare: 0.05))
    }
    let text = Self.text(try Self.page(verdicts, sessions: sessions))
    for part in [
      "the machine was busy in 8 of 8 sessions, each benchmark was timed in 1 session, all times shifted together",
      "Few sessions: each benchmark was timed in 1 session. One is enough for ",
      "each a fresh process, 1 for each of 8 benchmarks",
      "waited for a free processor 1 % of the time in the median, 40 % at worst",
      "the host gave them 5 % of the time of all processors (steal)",
      "7 of 8 times are slower than their baselines, by +12 % in the median",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    let calm = BenchmarkSession(
      id: Self.id(3), location: Example.location, iterations: 1, readings: [],
      conditions: SessionConditions(waitShare: 0.01))
    let disturbed = Self.text(try Self.page([Example.busy(Self.id(3))], sessions: [calm]))
    #expect(disturbed.contains("the machine disturbed 1 number") && !disturbed.contains("the machine was quiet"))
    let quiet = Self.text(try Self.page((0..<8).map { Example.same(Self.id($0)) }))
    #expect(!quiet.contains("Common shift") && !quiet.contains("shifted together"))
  }

  @Test("Sessions that count are named apart from sessions that time")
  func kindsOfSessions() throws {
    var events = Example.events(
      ["a()", "b()"].map { Example.same(Example.id($0)) },
      sessions: [
        Example.session("a()", wallClock: 130), Example.session("b()", wallClock: 130),
        Example.session("b()", wallClock: 131),
      ])
    let counting = ["a()", "b()"].map { test in
      RunEvent(
        time: 2, .session(SessionEvent(pass: .counting, round: 1, session: Example.session(Example.id(test)))))
    }
    events.insert(contentsOf: counting, at: 2)
    let text = Self.text(try HTMLExporter.text(of: ReportedRun(RunSummary(RunRecord(events), redRule: .local))))
    for part in [
      "5 sessions, each a fresh process", "1 to 2 of times and 1 of counts for each of 2 benchmarks",
      "1 of 2 benchmarks was timed in 1 session",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test("A spread of one session is named so, and a largest change names its metric")
  func oneSession() throws {
    let sessions = [
      Example.session("a()", wallClock: 130), Example.session("b()", wallClock: 130),
      Example.session("b()", wallClock: 131),
    ]
    let text = Self.text(
      try Self.page([Example.same(Example.id("a()")), Example.same(Example.id("b()"))], sessions: sessions))
    #expect(text.contains("+1.0 % wallClock one session 1") && text.contains("+1.0 % wallClock 0.8 % 2"))
  }

  @Test("The time of a benchmark whose instructions were counted first stands in the column of times")
  func timeAfterCounting() throws {
    let id = Example.id("a()")
    let instructions = MetricDescription(name: "instructions", unit: .count, kind: .exact)
    let counting = BenchmarkSession(
      id: id, location: Example.location(), iterations: 1,
      readings: [MetricReading(instructions, values: [507_100_679])])
    let page = try Self.page([Example.same(id)], sessions: [counting, Example.session("a()", wallClock: 1_010_000)])
    let row = try #require(page.firstMatch(of: /<details class="suite"(?s).*?<\/details>/)).output
    #expect(Self.text(row).contains("1.01 ms +1.0 % wallClock 1"), "\(Self.text(row))")
  }

  @Test("The method and the meanings of verdicts are plain sentences")
  func meanings() throws {
    let text = Self.text(try HTMLExporter.text(of: PageTests.emptyRun)).replacing("&#39;", with: "'")
    for sentence in [
      "A time is 'same' as soon as sessions come near the baseline. It becomes a candidate for red only when none does, in "
        + "enough sessions to make chance unlikely.",
      "Regressed, but accepted until a given day, for a stated reason.",
      "The data do not decide; the smallest change they could have shown is given.",
      "No regression once the machine's share is subtracted: the machine was busy, or slower than at the recording.",
    ] {
      #expect(text.contains(sentence), "\(sentence)")
    }
  }

  @Test("Counts are not said to repeat exactly: some differ within their tolerance")
  func countsVary() throws {
    let text = Self.text(try HTMLExporter.text(of: PageTests.emptyRun))
    #expect(text.contains("repeat or vary little: a difference beyond the tolerance is final"))
    #expect(!text.contains("repeat exactly"))
  }

  // MARK: - Order

  @Test("Suites and benchmarks are in the order of their numbers")
  func naturalOrder() throws {
    let suites = ["Suite10", "Suite2", "Suite1"]
    let page = try Self.page(
      suites.flatMap { suite in [11, 9, 100].map { Example.same(Self.id($0, suite: suite)) } },
      sessions: suites.flatMap { suite in
        [11, 9, 100].map {
          BenchmarkSession(id: Self.id($0, suite: suite), location: Example.location, iterations: 1, readings: [])
        }
      })
    let names = page.matches(of: /<h3>([^<]*)</).map { String($0.1) }
    #expect(names == ["Suite1", "Suite2", "Suite10"].flatMap { suite in [9, 11, 100].map { "\(suite)/f\($0)()" } })
    #expect(page.matches(of: /<span class="name">([^<]*)</).map { $0.1 } == ["M.Suite1", "M.Suite2", "M.Suite10"])
  }

  @Test("A report of a period has the style sheet of the page, and the policy that allows it and no script")
  func sharedStyle() throws {
    let document = ReportDocument(
      title: "Week <1>", summary: [.commands(["find the commit: swift run perftest bisect 'x'"])], sections: [])
    func style(_ page: String) throws -> [Substring] {
      [
        try #require(page.firstMatch(of: /<style>((?s).*?)<\/style>/)).1,
        try #require(page.firstMatch(of: /style-src &#39;([^&]*)&#39;/)).1,
      ]
    }
    #expect(try style(document.html) == style(HTMLExporter.text(of: PageTests.emptyRun)))
    #expect(document.html.contains("script-src &#39;none&#39;") && document.html.contains("<h1>Week &lt;1&gt;</h1>"))
    #expect(document.html.contains("<code class=\"command\">swift run perftest bisect &#39;x&#39;</code>"))
  }

  @Test("The links to sections have the texts of their headings")
  func navigation() throws {
    for run in [PageExample.run(), PageTests.emptyRun] {
      let page = try HTMLExporter.text(of: run)
      let headings = page.matches(of: /<h2 id="([a-z]+)-title">([^<]*)</).map { "\($0.1) \($0.2)" }
      let links = page.matches(of: /<li><a href="#([a-z]+)">([^<]*)<\/a><\/li>\n/).map { "\($0.1) \($0.2)" }
      #expect(links == headings)
    }
  }

  // MARK: - Odd runs

  private static let numbers: [Double] = [
    .nan, .infinity, -.infinity, 0, -1, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 1e300, 1e-300,
  ]

  @Test("A page of numbers that are none, endless, negative or huge has only finite positions, and no 'nan'")
  func oddNumbers() throws {
    var verdicts: [Verdict] = []
    var sessions: [BenchmarkSession] = []
    for (index, first) in Self.numbers.enumerated() {
      for (place, second) in Self.numbers.enumerated() {
        let id = Self.id(index * 100 + place)
        var verdict = place % 2 == 0 ? Example.slower(id) : Example.same(id)
        (verdict.baseline, verdict.now, verdict.smallestDetectableChange) = (first, second, first)
        verdict.interval = RatioInterval(lower: second, upper: first, coverage: second)
        verdict.confirmation = .init(
          state: .confirmed, commit: "3f2c91d", pairs: 3, ratio: first, interval: verdict.interval)
        verdicts.append(verdict)
        sessions += (0..<3).map { _ in
          BenchmarkSession(
            id: id, location: Example.location, iterations: 1,
            readings: [
              MetricReading(Example.wallClock, values: [first, second]), MetricReading(Example.hits, values: [second]),
            ], budgets: [Budget(metric: "wallClock", statistic: .p95, limit: first)],
            conditions: SessionConditions(
              waitShare: first, stealShare: second, pressureShare: first, frequency: second),
            overhead: second)
        }
      }
    }
    let page = try Self.page(verdicts, sessions: sessions)
    #expect(!page.contains(/\ (x|y|cx|cy|d|points|width|height)="[^"]*(nan|inf|e\+)/))
    #expect(!Self.text(page).contains(/\b-?(nan|inf)\b/))
  }

  @Test("A run without readings, with one benchmark, or that was interrupted, has a page that says so")
  func poorRuns() throws {
    let id = Example.id("a()")
    let silent = BenchmarkSession(
      id: id, location: Example.location(), iterations: 1,
      readings: [MetricReading(Example.wallClock, unavailable: .cannotCount)])
    let unread = Self.text(try Self.page([], sessions: [silent]))
    #expect(unread.contains("1 session, each a fresh process") && unread.contains("Nothing was judged."))
    let interrupted = try Self.page([], sessions: [Example.session("a()", wallClock: 5)], ending: .brokenOff)
    #expect(Self.text(interrupted).contains("the run broke off; what it did not reach is unknown"))
    #expect(interrupted.contains("<title>BROKE OFF: nothing was judged</title>"))
    #expect(try !Self.page([Example.same(id)]).contains("class=\"brief\"><li></li>"))
  }
}
