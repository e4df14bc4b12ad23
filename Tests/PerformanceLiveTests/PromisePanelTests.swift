import Foundation
import PerformanceLive
import PerformanceSystem
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("Alerts and objectives on the dashboard")
struct PromisePanelTests {
  private static let hour = 3_600.0

  private static let exampleAlerts = AlertOverview(
    evaluated: ExampleRun.now - 90,
    firing: [
      .init(rule: "PerfNoisy", severity: "warning", subject: "A.B/c()", since: ExampleRun.now - 50 * hour),
      .init(rule: "PerfImprovement", severity: "info", subject: "A.B/d()", since: ExampleRun.now - 60 * hour),
      .init(
        rule: "PerfRegression", severity: "critical", subject: "A.B/e()", since: ExampleRun.now - 3 * hour,
        acknowledgedBy: "Kim"),
    ])

  private static let exampleObjectives = ObjectiveOverview(
    time: ExampleRun.now - 3 * hour,
    objectives: [
      .init(id: "compliance", remaining: 0.8, burnRate: 0.2, state: "ok"),
      .init(id: "green-main", remaining: -0.4, burnRate: 1.4, state: "exhausted", stopsReleases: true),
      .init(id: "unchanged-code", remaining: nil, burnRate: nil, state: "noData"),
    ], invariants: [.init(id: "correctness", isBroken: true), .init(id: "kept", isBroken: false)])

  private var state: DashboardState {
    var state = ExampleRun.state()
    (state.alerts, state.objectives) = (Self.exampleAlerts, Self.exampleObjectives)
    return state
  }

  private func lines(
    _ state: DashboardState, _ mode: DashboardMode, columns: Int = 200, rows: Int = 60
  ) -> [String] {
    DashboardRenderer(
      state, view: DashboardView(mode: mode), size: FrameSize(columns: columns, rows: rows),
      capabilities: TerminalCapabilities(colour: .off, glyphs: .unicode), now: ExampleRun.now
    ).lines
  }

  @Test("A full frame has the alerts, the most urgent first, with their age, who looks after them, and the runbook")
  func alerts() throws {
    let lines = lines(state, .full)
    let title = try #require(lines.firstIndex { $0.contains("Alerts: 1 critical, 1 warning, 1 info") })
    let expected = [
      "✗ PerfRegression 3 h  A.B/e() (Kim looks after it)", "! PerfNoisy 2 d  A.B/c()",
      "✓ PerfImprovement 2 d  A.B/d()", "runbook: perftest alerts show PerfRegression", "evaluated 90 s ago",
    ]
    for (line, text) in zip(lines[(title + 1)...], expected) { #expect(line.contains("│ \(text)"), "\(line)") }
  }

  @Test("Of many alerts the most urgent five have lines, and the others are counted")
  func many() {
    var state = state
    let firing = (1...8).map {
      AlertOverview.Firing(rule: "R\($0)", severity: "warning", subject: "", since: Double($0))
    }
    state.alerts = AlertOverview(evaluated: ExampleRun.now, firing: firing)
    let text = lines(state, .full).joined(separator: "\n")
    #expect(text.contains("! R5 ") && !text.contains("! R6 ") && text.contains("… 3 more"))
  }

  @Test("A full frame has the objectives, the least budget first, and what is broken before all")
  func objectives() throws {
    let lines = lines(state, .full)
    let title = try #require(lines.firstIndex { $0.contains("Objectives, counted 3 h ago") })
    let shown = lines[(title + 1)...].prefix(4)
    let starts = ["✗ correctness is broken", "✗ green-main", "✓ compliance", "! unchanged-code"]
    for (line, start) in zip(shown, starts) { #expect(line.contains("│ \(start)"), "\(line)") }
    #expect(shown.contains { $0.contains("−40 % left, burns 1.4 times, exhausted") })
    #expect(shown.contains { $0.contains("████") && $0.contains("80 % left, burns 0.2 times, ok") })
    #expect(shown.last?.contains("  no data") == true)
  }

  @Test(
    "Smaller frames have one line about both",
    arguments: [(DashboardMode.compact, 80, 24), (.minimal, 100, 10), (.full, 84, 40)])
  func small(mode: DashboardMode, columns: Int, rows: Int) {
    let text = lines(state, mode, columns: columns, rows: rows).joined(separator: "\n")
    #expect(text.contains("✗ objectives: 1 exhausted, 1 no data, 1 ok, 1 broken (green-main, correctness)"), "\(text)")
  }

  @Test("Where no rule was evaluated and nothing was counted, nothing is shown", arguments: DashboardMode.allCases)
  func absent(mode: DashboardMode) {
    let text = lines(ExampleRun.state(), mode).joined(separator: "\n").lowercased()
    #expect(!text.contains("alerts") && !text.contains("objectives") && !text.contains("promises"))
  }

  @Test("No alert is said to be none, and when that was found")
  func none() {
    var state = ExampleRun.state()
    state.alerts = AlertOverview(evaluated: ExampleRun.now - 600, firing: [])
    let text = lines(state, .full).joined(separator: "\n")
    #expect(text.contains("Alerts: none") && text.contains("evaluated 10 min ago") && !text.contains("runbook"))
    #expect(lines(state, .compact).contains { $0.hasPrefix("✓ alerts: none") })
  }

  @Test("A state of another version, or without an evaluation, is none")
  func versions() {
    func read(_ members: String) -> AlertOverview? {
      let text = "{\"schema\": \"swift-performance-testing/alert-state\", \(members), \"alerts\": []}"
      return try? JSONDecoder().decode(AlertOverview.self, from: Data(text.utf8))
    }
    #expect(read("\"version\": 1, \"evaluated\": 7") == AlertOverview(evaluated: 7, firing: []))
    #expect(read("\"version\": 2, \"evaluated\": 7") == nil && read("\"version\": 1") == nil)
  }

  @Test("The document has both")
  func document() throws {
    let data = try PrettyJSON.encode(StatusDocument(state, at: ExampleRun.now))
    let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let alerts = try #require(document["alerts"] as? [String: Any])
    let first = (alerts["firing"] as? [[String: Any]])?.first
    #expect(first?["rule"] as? String == "PerfRegression" && first?["acknowledgedBy"] as? String == "Kim")
    let objectives = try #require((document["objectives"] as? [String: Any])?["objectives"] as? [[String: Any]])
    #expect(objectives.map { $0["state"] as? String } == ["ok", "exhausted", "noData"])
  }
}
