import Foundation
import PerformanceAlerts
import PerformanceDelivery
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Secrets of receivers")
struct AlertSecretTests {
  private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")

  private static func secret(_ random: inout SplitMix64) -> String {
    "S"
      + String((0..<Int.random(in: 12...60, using: &random)).map { _ in letters.randomElement(using: &random) ?? "x" })
  }

  /// All kinds of receivers with secrets in every place that may have one.
  private static func settings(_ secrets: [String], _ file: String) throws -> (AlertSettings, [String: String]) {
    let folder = try TemporaryFolder()
    let document = """
      {"schema": "swift-performance-testing/alerts", "version": 1, "receivers": {
        "webhook": {"kind": "webhook", "url": "https://\(secrets[0]):\(secrets[1])@h.example/x?t=\(secrets[2])",
                    "authorization": "Bearer \(secrets[3])"},
        "slack": {"kind": "slack", "url": "https://h.example/services/T1/B1/\(secrets[4])"},
        "discord": {"kind": "discord", "url": {"environment": "DISCORD"}},
        "teams": {"kind": "teams", "url": {"file": "\(file)"}},
        "pager": {"kind": "pagerduty", "key": "\(secrets[7])", "url": "https://h.example/v2/enqueue"},
        "am": {"kind": "alertmanager", "url": "https://h.example/\(secrets[8])", "authorization": "\(secrets[9])"}}}
      """
    try folder.write(document, to: AlertSettingsFile.name)
    try (secrets[6].isEmpty ? "" : "https://h.example/hook/\(secrets[6])\n").write(
      toFile: file, atomically: true, encoding: .utf8)
    return (
      try AlertSettingsFile(in: folder.url).read(), ["DISCORD": "https://h.example/api/webhooks/1/\(secrets[5])"]
    )
  }

  @Test("No secret is in any text, error, file or description, whatever servers answer")
  func everywhere() throws {
    var random = SplitMix64(seed: 7)
    for round in 0..<60 {
      let folder = try TemporaryFolder()
      let secrets = (0..<10).map { _ in Self.secret(&random) }
      let (settings, environment) = try Self.settings(secrets, folder.file("teams-secret").path)
      let store = AlertStore(folder: folder.file("alerts"))
      let context = MessageContext(environment: environment, settings: settings, host: "h")
      var texts = ["\(settings)", String(reflecting: settings), "\(context.cadence)"]
      dump(settings, to: &texts[0])
      let status = [400, 404, 500, 503, 200, 0][round % 6]
      let http = HTTPDispatch(retries: DeliveryRetries(limit: 0)) { (request) throws(HTTPExchange.Failure) in
        // A server, or a library, that says everything it got.
        let body = String(decoding: request.httpBody ?? Data(), as: UTF8.self)
        let echo = "\(request.url?.absoluteString ?? "") \(request.allHTTPHeaderFields ?? [:]) \(body)"
        let long = String(repeating: "x", count: round * 7) + echo
        guard status > 0 else { throw HTTPExchange.Failure(text: long, isTransient: false) }
        return HTTPExchange.Answer(status: status, body: status == 200 ? "{\"ok\": false, \"error\": \"x\"}" : long)
      }
      let dispatcher = NotificationDispatcher(settings, context: context, folder: store.folder, http: http) { _ in }
      let check = AlertCheck(settings, store, dispatcher.delivery)
      for step in 0..<2 {
        var input = AlertInput(time: 1_800_000_000 + Double(step) * 60)
        input.add("perf_host_memory_used_ratio", AlertSample([:], 0.95))
        let result = try check.run(input)
        texts += result.failures.flatMap { [$0.cause.text, "\($0)", String(reflecting: $0)] }
        if status != 200, step == 1 { #expect(result.failures.count >= 6) }
      }
      for file in try FileManager.default.contentsOfDirectory(atPath: store.folder.path) {
        texts.append((try? String(contentsOf: store.folder.appendingPathComponent(file), encoding: .utf8)) ?? "")
      }
      for secret in secrets {
        for text in texts { #expect(!text.contains(secret), "\(text.prefix(300))") }
        // A part of a secret that an ellipsis was put into is as bad.
        let part = secret.prefix(9)
        for text in texts { #expect(!text.contains(part)) }
      }
    }
  }

  @Test("Settings that cannot be read have no secret in the error")
  func errors() throws {
    let folder = try TemporaryFolder()
    let secret = "SecretSecretSecret"
    let documents = [
      "{\"receivers\": {\"a\": {\"kind\": \"slack\", \"url\": [\"\(secret)\"]}}}",
      "{\"receivers\": {\"a\": {\"kind\": \"slack\", \"url\": \"\(secret)\"}}",
      "{\"receivers\": {\"a\": {\"kind\": \"slack\", \"url\": \"\(secret)\", \"x\": 1}}}",
      "{\"receivers\": {\"a\": {\"kind\": \"pagerduty\", \"key\": {\"value\": \"\(secret)\"}}}}",
    ]
    for document in documents {
      try folder.write(
        "{\"schema\": \"swift-performance-testing/alerts\", \"version\": 1, " + document.dropFirst(), to: "alerts.json")
      #expect { try AlertSettingsFile(in: folder.url).read() } throws: { error in !"\(error)".contains(secret) }
    }
  }
}
