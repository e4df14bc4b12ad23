import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("perftest forecast")
struct ForecastCommandTests {
  /// A package whose benchmark rises by 3 ns a run from 1 200 ns, with a limit in its test.
  private func rising(start: Double = 1_767_225_600, limit: Double = 1_350) throws -> ScriptedRuns {
    let runs = try ScriptedRuns(start: start)
    for number in 0..<40 {
      let level = 1_200 + 3 * Double(number)
      try runs.write(
        .init(
          revision: ScriptedRuns.revision(number), position: number + 1, times: ["decode()": [level, level]],
          budgets: [Budget(metric: "wallClock", statistic: .p50, limit: limit)]),
        number: number)
    }
    return runs
  }

  private func json(_ outcome: CommandOutcome) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any], "\(outcome)")
  }

  private func budgets(_ entries: String, in runs: ScriptedRuns) throws {
    try runs.folder.write(
      "{\"schema\": \"swift-performance-testing/budgets\", \"version\": 1, \"budgets\": [\(entries)]}",
      to: "baselines/budgets.json")
  }

  @Test("A budget that a level approaches has its runs, an interval, and the command that shows the slope")
  func approached() async throws {
    let runs = try rising()
    let outcome = await Perftest.run("forecast", in: runs.folder.url)
    #expect(outcome.status == 0 && outcome.output.hasPrefix("1 budget: 1 approached\n"), "\(outcome)")
    #expect(outcome.output.contains("about 11 runs [11, 11]  JSONPerformance/decode()"), "\(outcome)")
    #expect(
      outcome.output.contains("perftest trend 'PerfTests.JSONPerformance/decode()' --metric 'wallClock'"), "\(outcome)")
    let document = try json(await Perftest.run("forecast", "--json", in: runs.folder.url))
    let entry = try #require((document["budgets"] as? [[String: Any]])?.first)
    #expect(entry["runs"] as? Int == 11 && entry["interval"] as? [Int] == [11, 11], "\(entry)")
    #expect(document["budgetCount"] as? Int == 1)
  }

  @Test("A newest run with a filter leaves the others as they are, and a series that has ended has no row")
  func ended() async throws {
    let runs = try rising()
    func filtered(_ numbers: ClosedRange<Int>) throws {
      for number in numbers {
        let revision = ScriptedRuns.revision(number)
        try runs.write(
          .init(revision: revision, position: number + 1, times: ["encode()": [1]], filters: ["encode"]),
          number: number)
      }
    }
    try filtered(40...41)
    #expect(await Perftest.run("forecast", in: runs.folder.url).output.hasPrefix("1 budget: 1 approached\n"))
    try filtered(42...52)
    #expect(!(await Perftest.run("forecast", in: runs.folder.url).output.contains("approached")))
  }

  @Test("Limits of the file count as they are now, the exceeded ones first, and one far ahead has no row")
  func file() async throws {
    let runs = try rising(limit: 2_000)
    #expect(await Perftest.run("forecast", in: runs.folder.url).output.hasPrefix("1 budget: none exceeded, no slope"))
    try budgets(
      """
      {"id": "near", "benchmark": "*decode()", "metric": "wallClock", "limit": 1330},
      {"id": "over", "benchmark": "*decode()", "metric": "wallClock", "statistic": "maximum", "limit": 1300}
      """, in: runs)
    let outcome = await Perftest.run("forecast", in: runs.folder.url)
    #expect(outcome.output.hasPrefix("3 budgets: 1 exceeded, 1 approached\n"), "\(outcome)")
    let over = try #require(outcome.output.range(of: "over"))
    let near = try #require(outcome.output.range(of: "near"))
    #expect(over.lowerBound < near.lowerBound, "\(outcome)")
    try runs.folder.write("{", to: "baselines/budgets.json")
    #expect(await Perftest.run("forecast", in: runs.folder.url).status == 78)
  }

  @Test("Without runs and without budgets the space is shown alone")
  func nothing() async throws {
    let runs = try ScriptedRuns()
    let empty = await Perftest.run("forecast", in: runs.folder.url)
    #expect(empty.status == 0 && empty.output.hasPrefix("no number of the newest run has a budget\n"), "\(empty)")
    #expect(empty.output.contains("state folder without builds") && empty.output.contains("fewer than 4 weeks"))
    #expect(empty.output.contains("10000") || empty.output.contains("10\u{202F}000"), "\(empty)")
  }

  @Test("Series that are new each week have a date, by the limit of the team, and an alert two weeks before it")
  func series() async throws {
    let now = Date().timeIntervalSince1970
    let runs = try ScriptedRuns(start: now - 69.5 * ScriptedRuns.day)
    for number in 0..<70 {
      try runs.write(
        .init(
          revision: ScriptedRuns.revision(number), position: number + 1,
          times: ["decode()": [1_000], "new\(number)()": [1_000]]),
        number: number)
    }
    func limit(_ number: Int) throws {
      let others = ["PerfStateGrowing", "PerfDiskLow", "PerfRunnerAbsent"]
      let rules = others.map { "\"\($0)\": {\"disabled\": true}" }.joined(separator: ", ")
      try runs.folder.write(
        """
        {"schema": "swift-performance-testing/alerts", "version": 1,
         "rules": {"PerfManySeries": {"limit": \(number)}, \(rules)}}
        """, to: "baselines/alerts.json")
    }
    try limit(78)
    let outcome = await Perftest.run("forecast", in: runs.folder.url)
    #expect(outcome.output.contains(/series of the history +71 +78 +7\.0 \[7\.0, 7\.0\] +20\d\d-/), "\(outcome)")
    #expect(outcome.output.contains("usage benchmarks"), "\(outcome)")
    let document = try json(await Perftest.run("forecast", "--json", in: runs.folder.url))
    let first = try #require((document["capacity"] as? [[String: Any]])?.first)
    #expect(first["subject"] as? String == "series" && first["perWeek"] as? Double == 7, "\(first)")
    // Seven more series, at seven a week.
    let reached = try #require(first["reached"] as? Double)
    #expect((0..<3_600).contains(reached - now - 7 * ScriptedRuns.day), "\(reached - now)")
    let alert = await Perftest.run("alerts", "check", "--json", in: runs.folder.url)
    #expect(alert.output.contains("PerfCapacityAhead"), "\(alert)")
    try limit(2_000)
    let far = await Perftest.run("forecast", in: runs.folder.url)
    #expect(far.output.contains("not within a year"), "\(far)")
  }

  @Test("The alert about a budget has the runs of the forecast", arguments: [(1_350, true), (1_700, false)])
  func alert(limit: Double, fires: Bool) async throws {
    let runs = try rising(limit: limit)
    let checked = await Perftest.run("alerts", "check", "--json", in: runs.folder.url)
    #expect(checked.output.contains("PerfBudgetAhead") == fires, "\(checked)")
    if fires {
      let shown = await Perftest.run("alerts", "show", "PerfBudgetAhead", in: runs.folder.url)
      #expect(shown.output.contains("crosses its budget in about 11 runs"), "\(shown)")
    }
  }

  @Test("A file says for each of its series when it reaches a limit")
  func input() async throws {
    let folder = try TemporaryFolder()
    let rise = (0..<40).map { 100 + Double($0) }
    try folder.write("[\(rise), \(rise.map { _ in 1.0 })]", to: "several.json")
    let text = await Perftest.run("forecast", "--input", "several.json", "--limit", "149", in: folder.url)
    #expect(
      text.output == "series 0: reaches the limit in about 10 runs [10, 10]\nseries 1: no slope towards the limit\n",
      "\(text)")
    let beyond = await Perftest.run("forecast", "--input", "several.json", "--limit", "120", "--json", in: folder.url)
    let list = try #require(try JSONSerialization.jsonObject(with: Data(beyond.output.utf8)) as? [[String: Any]])
    #expect(list.map { $0["runs"] as? Int } == [0, nil], "\(beyond)")
    #expect(await Perftest.run("forecast", "--input", "several.json", in: folder.url).status == 64)
    #expect(await Perftest.run("forecast", "--limit", "3", in: folder.url).status == 64)
    #expect(await Perftest.run("forecast", "--input", "several.json", "--limit", "x", in: folder.url).status == 64)
  }
}
