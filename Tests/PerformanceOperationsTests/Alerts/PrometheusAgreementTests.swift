import Foundation
import PerformanceAlerts
import PerformanceSystem
import PerformanceTestSupport
import Testing

/// The rules as Prometheus evaluates them, beside the evaluation here.
@Suite("Prometheus and the evaluation here say the same", .timeLimit(.minutes(60)))
struct PrometheusAgreementTests {
  private static let promtool = SearchPath.executable("promtool", in: ProcessInfo.processInfo.environment)
  /// Seconds between two evaluations.
  private static let interval = 60
  private static let steps = 24

  /// Some rules with more patience than they have by themselves, so that both ways of counting are compared.
  private static let settings: AlertSettings = {
    var settings = AlertSettings()
    for (index, rule) in AlertRule.all.enumerated() where rule.isExported {
      var change = AlertSettings.RuleChange()
      change.evaluations = 1 + index % 4
      change.keep = index % 3
      settings.changes[rule.name] = change
    }
    return settings
  }()

  private static var rules: [AlertRule] { settings.rules.filter(\.isExported) }

  @Test(
    "Every exported rule fires at the same evaluations with the same labels",
    .enabled(if: promtool != nil, "promtool is not installed"))
  func agreement() throws {
    let folder = try TemporaryFolder()
    let rules = AlertRuleFile(Self.settings, interval: Self.interval).text
    // Annotations have numbers as Prometheus writes them.
    let plain = rules.split(separator: "\n").filter { line in
      !line.contains(/^ {8}annotations:$/) && !line.contains(/^ {10}(summary|runbook)/)
    }
    try folder.write(plain.joined(separator: "\n") + "\n", to: "rules.yml")
    var random = SplitMix64(seed: 42)
    let groups = Self.rules.map { Scenario($0, Self.steps, Self.interval, &random) }
    try folder.write(
      "rule_files: [rules.yml]\nevaluation_interval: \(Self.interval)s\ntests:\n" + groups.map(\.yaml).joined(),
      to: "tests.yml")
    let outcome = try Self.run("test", "rules", "tests.yml", in: folder)
    #expect(outcome.contains("SUCCESS"), "\(outcome.prefix(4_000))")
    #expect(groups.allSatisfy { $0.firings > 0 } && groups.reduce(0) { $0 + $1.firings } > 150)
  }

  @Test(
    "promtool accepts the file, with addresses of runbooks", .enabled(if: promtool != nil, "promtool is not installed"))
  func check() throws {
    let folder = try TemporaryFolder()
    var settings = Self.settings
    settings.runbooks = "https://example.org/docs/"
    let text = AlertRuleFile(settings, interval: 60).text
    #expect(text.contains("runbook_url: \"https://example.org/docs/runbooksystemdown\""))
    try folder.write(text, to: "rules.yml")
    #expect(try Self.run("check", "rules", "rules.yml", in: folder).contains("SUCCESS: \(Self.rules.count) rules"))
  }

  private static func run(_ arguments: String..., in folder: TemporaryFolder) throws -> String {
    let executable = try #require(promtool)
    let output = folder.file("output")
    let process = try ChildProcess(
      executable, arguments: [executable] + arguments, environment: ProcessInfo.processInfo.environment,
      folder: folder.url, output: .file(output))
    _ = process.wait(seconds: 1800)
    return try folder.text(of: "output")
  }

  /// Samples of a rule over some evaluations, as Prometheus reads them, with what the evaluation here says of each.
  private struct Scenario {
    let yaml: String
    let firings: Int

    init(_ rule: AlertRule, _ steps: Int, _ interval: Int, _ random: inout SplitMix64) {
      let evaluator = AlertEvaluator([rule])
      let fixture = AlertFixture(rule)
      var state = AlertState()
      var series: [String: [String]] = [:]
      var expected = ""
      var firings = 0
      // Runs of good and bad evaluations, the first ones good.
      var (isBad, left) = (false, 2)
      for step in 0..<steps {
        if left == 0 { (isBad, left) = (!isBad, Int.random(in: 1...7, using: &random)) }
        left -= 1
        let time = step * interval
        for (name, labels, value) in fixture.samples(at: Double(time), step: step, isBad: isBad) {
          series[Self.name(name, labels), default: []].append("\(value)")
        }
        let input = fixture.input(AlertInput(time: Double(time)), step: step, isBad: isBad)
        state = evaluator.evaluate(input, after: state).0
        let firing = state.alerts.filter { $0.phase == .firing }
        firings += firing.count
        expected += "      - eval_time: \(time)s\n        alertname: \(rule.name)\n        exp_alerts:"
        expected += firing.isEmpty ? " []\n" : "\n"
        for alert in firing {
          let labels = alert.labels.filter { $0.key != "alertname" }.sorted { $0.key < $1.key }
          let list = labels.map { "\($0.key): \"\($0.value)\"" }.joined(separator: ", ")
          expected += "          - exp_labels: {\(list)}\n"
        }
      }
      self.firings = firings
      yaml =
        "  - interval: \(interval)s\n    input_series:\n"
        + series.sorted { $0.key < $1.key }.map { name, values in
          "      - series: '\(name)'\n        values: '\(values.joined(separator: " "))'\n"
        }.joined() + "    alert_rule_test:\n" + expected
    }

    private static func name(_ name: String, _ labels: [String: String]) -> String {
      let list = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ",")
      return "\(name){\(list)}"
    }
  }
}
