import Foundation
import PerformanceAlerts
import PerformanceDelivery
import PerformanceExports
import PerformanceHTTP
import PerformanceSystem
import PerformanceTestSupport
import Synchronization
import Testing

/// Alertmanager and Prometheus themselves, where they are installed.
@Suite("Alerts in servers of others", .timeLimit(.minutes(60)))
struct AlertServerTests {
  private static let alertmanager = ForeignReader.program("prometheus-alertmanager")
  private static let prometheus = ForeignReader.program("prometheus")

  @Test(
    "Alertmanager takes alerts with their fingerprints, groups and silences them, and says when they are over",
    .enabled(if: alertmanager != nil, "Alertmanager is not installed"))
  func alertmanagerTakesThem() async throws {
    let program = try #require(Self.alertmanager)
    let hook = try ScriptedServer([String](repeating: "200 OK\r\nContent-Length: 0\r\n\r\n", count: 50))
    let folder = try TemporaryFolder()
    let config = try folder.write(
      """
      route: {receiver: hook, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 24h}
      receivers:
        - name: hook
          webhook_configs: [{url: "\(hook.url.absoluteString)/hook", send_resolved: true}]
      """, to: "alertmanager.yml")
    let server = try await ForeignServer(program) { address in
      [
        "--web.listen-address=\(address)", "--config.file=\(config.path)", "--storage.path=\(folder.file("data").path)",
        "--cluster.listen-address=",
      ]
    }
    let receiver = AlertmanagerReceiver(url: .value(Secret(server.url.absoluteString)))
    let firing = Self.notification(benches: ["a", "b"], over: false)
    try HTTPDispatch.patient().send(try receiver.message(firing, ExampleNotification.context()))

    // Its own fingerprints, and an end that is not five minutes away.
    let stored = try Self.alerts(try server.text("/api/v2/alerts"))
    #expect(Set(stored.compactMap { $0["fingerprint"] as? String }) == Set(firing.entries.map(\.alert.fingerprint)))
    let end = try #require(stored.first?["endsAt"] as? String)
    #expect(end.hasPrefix(String(Self.text(firing.time + 2 * 86_400).prefix(16))))

    // A busy server notifies of the first one alone before it has grouped the second.
    try await Patience.wait { try hook.requests.contains { try Self.alerts(ofRequest: $0) == 2 } }
    let first = try Self.body(#require(hook.requests.first { try Self.alerts(ofRequest: $0) == 2 }))
    let own = try #require(
      try JSONSerialization.jsonObject(
        with: WebhookReceiver(url: .value(Secret("http://h"))).message(firing, ExampleNotification.context()).body)
        as? [String: Any])
    #expect(Set(own.keys).isSubset(of: first.keys) && Set(first.keys).subtracting(own.keys).isEmpty)
    #expect(first["status"] as? String == "firing")
    #expect(first["groupLabels"] as? [String: String] == ["alertname": "PerfNoisy"])

    // A silence of its own finds one of them by a label that it was sent with.
    var silence = try receiver.message(firing, ExampleNotification.context())
    silence.address = Secret("\(server.url.absoluteString)/api/v2/silences")
    let matcher: [String: Any] = ["name": "bench", "value": Self.label("a"), "isRegex": false, "isEqual": true]
    let content: [String: Any] = [
      "matchers": [matcher], "startsAt": Self.text(firing.time) + "Z", "endsAt": Self.text(firing.time + 86_400) + "Z",
      "createdBy": "test", "comment": "known",
    ]
    silence.body = try JSONSerialization.data(withJSONObject: content)
    try HTTPDispatch.patient().send(silence)
    try await Patience.wait { try Self.silenced(server.text("/api/v2/alerts")) == [Self.label("a")] }

    let over = Self.notification(benches: ["a", "b"], over: true)
    try HTTPDispatch.patient().send(try receiver.message(over, ExampleNotification.context()))
    try await Patience.wait { try hook.requests.contains { try Self.body($0)["status"] as? String == "resolved" } }
    #expect(try Self.alerts(try server.text("/api/v2/alerts")).isEmpty)
  }

  @Test(
    "Prometheus loads the rules, and one fires on what it scrapes",
    .enabled(if: prometheus != nil, "Prometheus is not installed"))
  func prometheusFires() async throws {
    let program = try #require(Self.prometheus)
    let folder = try TemporaryFolder()
    try folder.write(AlertRuleFile(AlertSettings(), interval: 1).text, to: "rules.yml")
    let metrics = try MetricServer("# TYPE perf_disk_used_ratio gauge\nperf_disk_used_ratio{path=\"state\"} 0.97\n")
    let config = try folder.write(
      """
      global: {scrape_interval: 5s, evaluation_interval: 1s}
      rule_files: [rules.yml]
      scrape_configs:
        - job_name: perftest
          static_configs: [{targets: ["\(metrics.address)"]}]
      """, to: "prometheus.yml")
    let server = try await ForeignServer(program) { address in
      [
        "--web.listen-address=\(address)", "--config.file=\(config.path)",
        "--storage.tsdb.path=\(folder.file("data").path)",
      ]
    }
    try await Patience.wait {
      let text = try server.text("/api/v1/alerts")
      return text.contains("\"alertname\":\"PerfDiskCritical\"") && text.contains("\"state\":\"firing\"")
    }
    let rules = try server.text("/api/v1/rules")
    for rule in AlertRule.all where rule.isExported { #expect(rules.contains("\"name\":\"\(rule.name)\"")) }
    #expect(!rules.contains("\"health\":\"err\""))
  }

  // MARK: - Parts

  /// Alerts of now: Alertmanager takes none that began in the future.
  private static func notification(benches: [String], over: Bool) -> AlertNotification {
    let now = (Date().timeIntervalSince1970 - 3_600).rounded()
    let entries = benches.map { bench in
      AlertNotification.Entry(
        alert: Alert(
          rule: "PerfNoisy",
          labels: [
            "alertname": "PerfNoisy", "severity": "warning", "category": "warning", "bench": label(bench), "suite": "A",
          ],
          phase: over ? .resolved : .firing, since: now, fired: now, resolved: over ? now + 1 : nil, held: now,
          count: 1,
          value: 0.2), summary: "It is noisy", runbook: "RunbookNoisyBenchmark")
    }
    return AlertNotification(
      receiver: "am", reason: .refresh, groupLabels: [:], entries: entries, began: now, time: now)
  }

  /// A value that is escaped in JSON.
  private static func label(_ bench: String) -> String { "\(bench) ü \"x\"" }

  /// The benchmarks of the alerts that a silence mutes.
  private static func silenced(_ text: String) throws -> [String?] {
    try alerts(text).filter { alert in
      let silences = (alert["status"] as? [String: Any])?["silencedBy"] as? [String]
      return silences?.count == 1
    }.map { ($0["labels"] as? [String: String])?["bench"] }
  }

  private static func text(_ time: Double) -> String {
    Date(timeIntervalSince1970: time).text(utc: "yyyy-MM-dd'T'HH:mm:ss")
  }

  private static func alerts(_ text: String) throws -> [[String: Any]] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
  }

  private static func alerts(ofRequest request: String) throws -> Int? {
    (try body(request)["alerts"] as? [Any])?.count
  }

  private static func body(_ request: String) throws -> [String: Any] {
    let begin = try #require(request.range(of: "\r\n\r\n")?.upperBound)
    return try #require(try JSONSerialization.jsonObject(with: Data(request[begin...].utf8)) as? [String: Any])
  }
}

/// A server that gives the same metrics to every scraper.
private final class MetricServer: Sendable {
  /// Whether the server is to go on.
  private final class Permission: Sendable {
    private let state = Mutex(true)

    var holds: Bool { state.withLock { $0 } }

    func end() { state.withLock { $0 = false } }
  }

  let address: String
  private let permission = Permission()
  private let hasEnded = DispatchSemaphore(value: 0)

  init(_ text: String) throws {
    let typed = try #require(ServerAddress("127.0.0.1:0"))
    let server = try LoopbackServer(typed) { _ in HTTPResponse(.ok, type: "text/plain; version=0.0.4", text: text) }
    address = server.address.text
    Thread { [permission, hasEnded] in
      server.run { permission.holds }
      hasEnded.signal()
    }.start()
  }

  deinit {
    permission.end()
    hasEnded.wait()
  }
}
