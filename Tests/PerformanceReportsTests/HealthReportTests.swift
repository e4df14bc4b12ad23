import Foundation
import PerformanceBuild
import PerformanceDiagnostics
import PerformanceHTTP
import PerformanceHealth
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Reports of health")
struct HealthReportTests {
  private let results = [
    HealthResult(id: "git", probe: .ready, findings: [.ok("git", "repository /app")], seconds: 0.25),
    HealthResult(
      id: "disk", probe: .ready,
      findings: [
        .problem("disk (state)", "1 MB (9 %) free in /app", "free some space", .init(9, "percent", limit: 10)),
        .ok("disk (temporary)", "90 GB free in /tmp"),
      ], seconds: 0.001),
    HealthResult(
      id: "load", probe: .live, findings: [.warning("load", "1.2 on 2 processors", "close other programs")],
      seconds: 0),
  ]

  @Test("are lines as Kubernetes has them")
  func text() {
    #expect(
      HealthReport(results).lines("readyz") == [
        "[+]git ok", "[-]disk failed: disk (state): 1 MB (9 %) free in /app – free some space",
        "[+]load ok, with a warning: load: 1.2 on 2 processors – close other programs", "readyz check failed",
      ])
    #expect(HealthReport([results[0], results[2]]).lines("all").last == "all check passed")
  }

  @Test("are documents of the shape of health+json")
  func document() throws {
    let document = HealthDocument(HealthReport(Array(results[1...])), time: Date(timeIntervalSince1970: 0))
    let text = String(decoding: try PrettyJSON.encode(document), as: UTF8.self)
    #expect(
      text.hasPrefix(
        """
        {
          "checks": {
            "live:load": [
              {
                "componentId": "load",
                "componentType": "system",
                "output": "1.2 on 2 processors",
                "remedy": "close other programs",
                "seconds": 0,
                "status": "warn",
                "time": "1970-01-01T00:00:00Z"
              }
            ],
            "ready:disk": [
              {
                "componentId": "disk (state)",
                "componentType": "system",
                "limit": 10,
                "observedUnit": "percent",
                "observedValue": 9,
                "output": "1 MB (9 %) free in /app",
                "remedy": "free some space",
                "seconds": 0.001,
                "status": "fail",
                "time": "1970-01-01T00:00:00Z"
              },

        """), "\(text)")
    #expect(text.contains("\n  \"status\": \"fail\","))
  }

  @Test(
    "exit by what has failed: what cannot be cured by waiting comes first",
    arguments: [
      ([], PerformanceBuild.ExitStatus.pass), ([("disk", HealthCheck.Probe.ready)], .notMeasurable),
      ([("conflicts", .ready)], .configuration), ([("disk", .ready), ("baselines", .startup)], .configuration),
      ([("disk", .ready), ("baselines", .startup), ("locks", .live)], .failure), ([("gpu", .quiet)], .notMeasurable),
    ])
  func exit(failed: [(String, HealthCheck.Probe)], status: PerformanceBuild.ExitStatus) {
    let failures = failed.map { id, probe in
      HealthResult(id: id, probe: probe, findings: [.problem(id, "x", "y")], seconds: 0)
    }
    #expect(HealthReport([results[0], results[2]] + failures).exitStatus == status)
  }
}

@Suite("Addresses of probes")
struct HealthEndpointsTests {
  private let endpoints = HealthEndpoints([
    HealthCheck("tools", .live) { .ok("tools", "there") }, HealthCheck("locks", .live) { .ok("locks", "free") },
    HealthCheck("disk", .ready) { .problem("disk", "full", "free some space") },
    HealthCheck("hooks", .startup) { .warning("hooks", "old", "replace it") },
    HealthCheck("calibration", .quiet) { .problem("calibration", "noisy", "wait") },
  ])

  private func get(_ path: String, _ query: [HTTPRequest.Parameter] = [], accept: String? = nil) -> HTTPResponse {
    endpoints.response(
      to: HTTPRequest(path: path, query: query, fields: accept.map { ["accept": $0] } ?? [:]))
  }

  private func text(_ response: HTTPResponse) -> String { String(decoding: response.body, as: UTF8.self) }

  @Test("say ok, or 503 with the reason")
  func plain() {
    #expect(get("/livez") == HTTPResponse(.ok, text: "ok\n"))
    #expect(get("/startupz") == HTTPResponse(.ok, text: "ok\n"))
    #expect(
      get("/readyz")
        == HTTPResponse(
          .serviceUnavailable, text: "[-]disk failed: disk: full – free some space\nreadyz check failed\n"))
    #expect(get("/healthz").status == .serviceUnavailable)
    #expect(!text(get("/healthz")).contains("calibration"))
  }

  @Test("show every check where that is asked for")
  func verbose() {
    #expect(text(get("/livez", [.init("verbose")])) == "[+]tools ok\n[+]locks ok\nlivez check passed\n")
  }

  @Test("leave checks out, and say which they do not know")
  func excluded() {
    #expect(get("/readyz", [.init("exclude", "disk")]).status == .ok)
    #expect(
      text(get("/livez", [.init("verbose"), .init("exclude", "tools"), .init("exclude", "x\u{1B}")]))
        == "warn: there is no check 'x\\u{1b}' to exclude\n[+]locks ok\nlivez check passed\n")
  }

  @Test("have each check, and nothing else")
  func single() {
    #expect(get("/livez/tools").status == .ok)
    #expect(get("/readyz/disk").status == .serviceUnavailable)
    #expect(get("/healthz/disk").status == .serviceUnavailable)
    for path in ["/", "/livez/disk", "/livez/", "/livez/tools/x", "/Livez", "/quietz", "livez", "//livez"] {
      #expect(get(path).status == .notFound, "\(path)")
    }
  }

  @Test("give documents to who accepts them")
  func documents() throws {
    let response = get("/readyz", accept: "text/html, application/health+json;q=0.9")
    #expect(response.status == .serviceUnavailable && response.type == "application/health+json")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any])
    #expect(object["status"] as? String == "fail")
    #expect((object["checks"] as? [String: Any])?.keys.sorted() == ["ready:disk"])
  }
}

@Suite("The checklist of a team")
struct ProductionChecklistTests {
  @Test("has ten rows, and none of what this version lacks")
  func rows() throws {
    let doctor = Doctor(ExampleMachine.probe(["/app/.github/workflows/ci.yml": "run: swift run perftest gate\n"]))
    let checklist = ProductionChecklist(doctor, HealthReport([]))
    #expect(
      checklist.rows.map(\.subject) == [
        "metrics", "logging", "health", "alerts", "dashboard", "baselines", "analytics", "documentation", "integration",
        "errors",
      ])
    for (subject, command) in ["metrics": "metrics", "logging": "log", "alerts": "alerts", "dashboard": "watch"] {
      let row = try #require(checklist.rows.first { $0.subject == subject })
      #expect((row.present != nil) == (CommandTable.abstract(of: command) != nil), "\(subject)")
    }
    #expect(checklist.rows.first { $0.subject == "integration" }?.present == "/app/.github/workflows/ci.yml measures")
    #expect(checklist.rows.first { $0.subject == "baselines" }?.present == nil)
    #expect(checklist.lines(width: 120).count == 10)
  }

  @Test("names checks that have failed, and what to do about integration")
  func missing() {
    let failed = HealthResult(id: "disk", probe: .ready, findings: [.problem("disk", "full", "x")], seconds: 0)
    let rows = ProductionChecklist(Doctor(ExampleMachine.probe()), HealthReport([failed])).rows
    #expect(rows.first { $0.subject == "health" }?.missing?.hasPrefix("failed: disk; type") == true)
    #expect(rows.first { $0.subject == "integration" }?.present == nil)
  }
}
