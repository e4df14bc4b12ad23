import PerformanceAlerts
import PerformanceTestSupport
import Testing

@Suite("The evaluation of alert rules")
struct AlertEvaluatorTests {
  private static let rule = AlertRule.named("PerfCriticalCPU").with(keep: 0)

  @Test("An alert is pending until the condition has held for its evaluations, fires once, and is resolved once")
  func phases() {
    var script = AlertScript([Self.rule.with(evaluations: 3)])
    #expect(script.evaluate(busy: 0.5) == [])
    #expect(script.evaluate(busy: 0.99) == ["pending"])
    #expect(script.evaluate(busy: 0.99) == [])
    #expect(script.evaluate(busy: 0.99) == ["firing"])
    #expect(script.evaluate(busy: 0.99) == [])
    #expect(script.evaluate(busy: 0.5) == ["resolved"])
    #expect(script.evaluate(busy: 0.5) == [])
    let alert = script.state.alerts[0]
    #expect(
      alert.resolved == 1_800_000_000 + 5 * AlertScript.hour && alert.fired == 1_800_000_000 + 3 * AlertScript.hour)
  }

  @Test("One that ceases before that leaves nothing, and begins to count anew")
  func pendingEnds() {
    var script = AlertScript([Self.rule.with(evaluations: 2)])
    script.evaluate(busy: 0.99)
    #expect(script.evaluate(busy: 0.5) == ["ended"])
    #expect(script.state.alerts.isEmpty)
    #expect(script.evaluate(busy: 0.99) == ["pending"])
  }

  @Test("It keeps firing for some evaluations after the condition held last, so that it does not flap")
  func keep() {
    var script = AlertScript([Self.rule.with(evaluations: 1, keep: 2)])
    #expect(script.evaluate(busy: 0.99) == ["firing"])
    #expect(script.evaluate(busy: 0.5) == [])
    #expect(script.evaluate(busy: 0.99) == [])
    #expect(script.evaluate(busy: 0.5) == [])
    #expect(script.evaluate(busy: 0.5) == [])
    #expect(script.evaluate(busy: 0.5) == ["resolved"])
  }

  @Test(
    "A rule that becomes more severe makes no second alert of one that fires, and the next one has the new severity")
  func severity() {
    var rule = Self.rule.with(evaluations: 1)
    var script = AlertScript([rule])
    #expect(script.evaluate(busy: 0.99) == ["firing"])
    rule.severity = .info
    script.replace(rules: [rule])
    #expect(script.evaluate(busy: 0.99) == [])
    #expect(script.state.alerts.map(\.severity) == [.critical])
    #expect(script.evaluate(busy: 0.5) == ["resolved"])
    #expect(script.evaluate(busy: 0.99) == ["firing"])
    #expect(script.state.alerts.map(\.severity) == [.info] && script.state.alerts.map(\.returns) == [1])
  }

  @Test("No data is neither healthy nor a cause: what fires goes on, and the rule says since when it has none")
  func noData() {
    var script = AlertScript([Self.rule.with(evaluations: 1)])
    #expect(script.evaluate(busy: nil) == ["noData"])
    #expect(script.state.withoutData == [Self.rule.name: 1_800_000_000])
    #expect(script.evaluate(busy: 0.99) == ["dataAgain", "firing"])
    #expect(script.evaluate(busy: nil) == ["noData"])
    #expect(script.evaluate(busy: nil) == [])
    #expect(script.state.alerts.map(\.phase) == [.firing])
    #expect(script.evaluate(busy: 0.5) == ["dataAgain", "resolved"])
    #expect(script.state.withoutData.isEmpty)
  }

  @Test("A source that was not read is no data, also where the absence of samples means that nothing happened")
  func noSource() {
    var script = AlertScript([AlertRule.named("PerfRegression")])
    #expect(script.evaluate(script.input(sources: [])) == ["noData"])
    #expect(script.evaluate(script.input(sources: [.run])) == ["dataAgain"])
  }

  @Test("An alert that comes back is a new one, and the state forgets resolved ones after seven days")
  func returns() {
    var script = AlertScript([Self.rule.with(evaluations: 1)])
    script.evaluate(busy: 0.99)
    script.evaluate(busy: 0.5)
    #expect(script.evaluate(busy: 0.99) == ["firing"])
    #expect(script.state.alerts.map(\.returns) == [1])
    script.evaluate(busy: 0.5, hours: 24 * 7 - 1)
    #expect(script.state.alerts.map(\.phase) == [.resolved])
    script.evaluate(busy: 0.5, hours: 1)
    #expect(script.state.alerts.map(\.phase) == [.resolved])
    script.evaluate(busy: 0.5)
    #expect(script.state.alerts.isEmpty)
  }

  @Test("A rule that is turned off or gone resolves what it has fired")
  func turnedOff() {
    var script = AlertScript([Self.rule.with(evaluations: 1)])
    script.evaluate(busy: 0.99)
    let (state, transitions) = AlertEvaluator([]).evaluate(script.input(), after: script.state)
    #expect(transitions.map(\.kind) == [.resolved] && state.alerts.map(\.phase) == [.resolved])
  }

  @Test("A run counts once, however often it is looked at; the age of the last one grows without another")
  func sameRun() {
    var script = AlertScript([AlertRule.named("PerfNoisy"), AlertRule.named("PerfRunnerAbsent")])
    let begin = script.time
    func evaluate(_ run: String, hours: Double = 1) -> [String] {
      var input = script.input()
      input.run = run
      input.add("perf_bench_noise_ratio", AlertSample(["bench": "a", "suite": "A"], 0.3))
      input.add("perf_run_timestamp_seconds", AlertSample([:], begin))
      return script.evaluate(hours: hours, input)
    }
    #expect(evaluate("1") == ["pending"])
    for _ in 0..<5 { #expect(evaluate("1") == []) }
    #expect(evaluate("2") == [])
    #expect(evaluate("3", hours: 100) == ["firing"])
    #expect(evaluate("3") == ["firing"])
    #expect(script.state.alerts.map(\.rule) == ["PerfNoisy", "PerfRunnerAbsent"])
  }

  @Test("An interval that reaches 0 is no regression; a count without an interval is")
  func exception() {
    let labels = ["bench": "A/b()", "suite": "A", "metric": "wallClock"]
    func phases(point: Double, low: Double?) -> [Alert.Phase] {
      var script = AlertScript([AlertRule.named("PerfRegression")])
      var input = script.input()
      input.add("perf_bench_regression_ratio", AlertSample(labels.merging(["bound": "point"]) { $1 }, point))
      if let low { input.add("perf_bench_regression_ratio", AlertSample(labels.merging(["bound": "low"]) { $1 }, low)) }
      script.evaluate(input)
      return script.state.alerts.map(\.phase)
    }
    #expect(phases(point: 0.3, low: 0.1) == [.firing])
    #expect(phases(point: 0.3, low: nil) == [.firing])
    #expect(phases(point: 0.3, low: -0.1) == [])
    #expect(phases(point: 0.2, low: 0.1) == [])
  }

  @Test("A counter that began anew has grown by what it has, and its growth is over a day later")
  func counters() {
    var script = AlertScript([AlertRule.named("PerfValidationFailures")])
    func evaluate(_ value: Double, hours: Double = 1) -> [String] {
      var input = script.input()
      input.add("perf_validation_failures_total", AlertSample(["kind": "baseline"], value))
      return script.evaluate(hours: hours, input)
    }
    #expect(evaluate(7) == [])
    #expect(evaluate(7) == [])
    #expect(evaluate(8, hours: 12) == ["firing"])
    #expect(evaluate(8, hours: 13) == [])
    #expect(evaluate(8) == ["resolved"])
    #expect(evaluate(1) == ["firing"])
  }

  @Test("Readings of a counter are thinned, and its growth stays the same")
  func thinning() throws {
    var script = AlertScript([AlertRule.named("PerfValidationFailures")])
    for step in 0..<1_440 {
      var input = script.input()
      input.add("perf_validation_failures_total", AlertSample(["kind": "baseline"], Double(step)))
      script.evaluate(hours: 1 / 60, input)
    }
    let alert = try #require(script.state.alerts.first)
    #expect(alert.phase == .firing && abs(alert.value - 1_439) < 31)
  }

  @Test("A counter that begins anew between thinned readings has grown by all that it counted")
  func thinnedBeginning() throws {
    var script = AlertScript([AlertRule.named("PerfValidationFailures")])
    for step in 0..<300 {
      var input = script.input()
      // After its new beginning it soon has more than it had before.
      let value = step < 60 ? 2 * step : 8 * (step - 60)
      input.add("perf_validation_failures_total", AlertSample(["kind": "baseline"], Double(value)))
      script.evaluate(hours: 1 / 60, input)
    }
    #expect(try #require(script.state.alerts.first).value == 2 * 59 + 8 * 239)
  }

  @Test(
    "One command in twenty is slow when the line within its bucket reaches the limit, and of twenty commands at least",
    arguments: [(94, 6, true), (97, 3, false), (0, 19, false), (0, 20, true)])
  func quantile(fast: Int, slow: Int, fires: Bool) {
    var script = AlertScript([AlertRule.named("PerfCommandsSlow")])
    for count in [0, 1] {
      var input = script.input()
      let buckets = [("0.1", fast), ("10.0", fast + slow), ("+Inf", fast + slow)]
      for (bound, number) in buckets {
        input.add(
          "perf_command_duration_seconds_bucket", AlertSample(["command": "show", "le": bound], Double(count * number)))
      }
      input.add(
        "perf_command_duration_seconds_count", AlertSample(["command": "show"], Double(count * (fast + slow))))
      script.evaluate(input)
    }
    #expect(script.state.alerts.map(\.phase) == (fires ? [.firing] : []))
    // By a line from 0.1 to 10 s, of whose six commands one is below: 0.1 + 9.9 / 6.
    if fast == 94 { #expect(script.state.alerts.map { ($0.value * 1_000).rounded() } == [1_750]) }
  }

  @Test("Two failures are an accident, however few commands there were; three are a share", arguments: [2, 3])
  func share(failed: Int) {
    var script = AlertScript([AlertRule.named("PerfHighErrorRate")])
    for count in [0, 1] {
      var input = script.input()
      input.add("perf_commands_total", AlertSample(["command": "gate"], Double(10 * count)))
      input.add(
        "perf_commands_failed_total", AlertSample(["command": "gate", "exit": "78"], Double(failed * count)))
      script.evaluate(input)
    }
    #expect(script.state.alerts.map(\.value) == (failed == 3 ? [0.3] : []))
  }

  @Test("An alert counts the evaluations in which it fires, also those in which it only goes on")
  func firingCount() {
    var script = AlertScript([Self.rule.with(evaluations: 2, keep: 3)])
    for busy in [0.99, 0.99, 0.5, 0.5, 0.99] { script.evaluate(busy: busy) }
    #expect(script.state.alerts.map(\.firingCount) == [4] && script.state.alerts.map(\.misses) == [0])
  }

  @Test("In any sequence each alert fires and is resolved in turn, and no evaluation depends on anything else")
  func sequences() {
    var random = SplitMix64(seed: 15)
    for _ in 0..<200 {
      let rule = Self.rule.with(
        evaluations: Int.random(in: 1...4, using: &random), keep: Int.random(in: 0...3, using: &random))
      var (script, again) = (AlertScript([rule]), AlertScript([rule]))
      for _ in 0..<100 {
        let busy = [nil, 0.5, 0.99].randomElement(using: &random) ?? nil
        let hours = Double.random(in: 0.1...60, using: &random)
        script.evaluate(busy: busy, hours: hours)
        again.evaluate(busy: busy, hours: hours)
      }
      #expect(script.state == again.state)
      let kinds = script.transitions.map(\.kind).filter { $0 == .firing || $0 == .resolved }
      for (first, second) in zip(kinds, kinds.dropFirst()) { #expect(first != second) }
      #expect(kinds.first != .resolved)
    }
  }

  @Test("The fingerprint of labels is that of Alertmanager")
  func fingerprint() {
    // As `amtool alert add` and the webhook of Alertmanager 0.25 have it for these labels.
    #expect(AlertLabels.fingerprint([:]) == "cbf29ce484222325")
    #expect(AlertLabels.fingerprint(["alertname": "x"]) != AlertLabels.fingerprint(["alertname": "y"]))
  }
}
