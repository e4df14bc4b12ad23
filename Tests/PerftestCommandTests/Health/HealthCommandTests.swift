import Foundation
import PerformanceAlerts
import PerformanceDiagnostics
import PerformanceHealth
import PerformanceHistory
import PerformanceHistoryCommands
import PerformanceOperations
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The health of a machine and a package")
struct HealthCommandTests {
  /// On a busy machine a check may take longer than the usual limit.
  private static let patience = ["--timeout", "600"]

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n// .testTarget(\n", to: "Package.swift")
  }

  private func health(_ arguments: String..., environment: [String: String] = [:]) async -> CommandOutcome {
    await Perftest.run(["health"] + arguments + Self.patience, environment: environment, in: folder.url)
  }

  @Test("is a line for each check of a probe, and one about all")
  func live() async throws {
    for arguments in [["live"], ["--quick"]] {
      let outcome = await Perftest.run(["health"] + arguments + Self.patience, in: folder.url)
      let lines = outcome.output.split(separator: "\n").map(String.init)
      let ids = lines.dropLast().compactMap { try? /\[[+-]\]([a-z-]+) .*/.wholeMatch(in: $0)?.1 }.map(String.init)
      #expect(ids == ["git-repository", "tools", "state-folder", "locks", "load"], "\(outcome)")
      #expect(lines.last == "live check passed" && outcome.status == 0 && outcome.error.isEmpty, "\(outcome)")
    }
  }

  @Test("is a document for programs")
  func json() async throws {
    let outcome = await health("startup", "--json")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(["pass", "warn"].contains(object["status"] as? String), "\(outcome)")
    let checks = try #require(object["checks"] as? [String: [[String: Any]]])
    #expect(checks.keys.sorted().first == "startup:baselines" && checks.count == 5)
  }

  @Test("ends with 78 for files that only people can repair, and with 70 for a folder that cannot be written")
  func failures() async throws {
    try folder.write("<<<<<<< ours\n", to: "baselines/accepted.json")
    let conflict = await health("ready")
    #expect(conflict.status == 78 && conflict.output.contains("[-]conflicts failed: checked-in files: "), "\(conflict)")
    #expect(conflict.output.contains("has a merge-conflict marker – "), "\(conflict)")
    #expect(conflict.output.contains("[-]configuration failed: settings: "), "\(conflict)")
    let state = await health("live", environment: ["PERFTEST_STATE": "Package.swift"])
    #expect(state.status == 70, "\(state)")
    #expect(state.output.contains("[-]state-folder failed: state folder: a file in "), "\(state)")
    #expect(state.output.contains("could not be created (Not a directory) – make it writable, or set "), "\(state)")
    let variable = await health("ready", environment: ["PERFTEST_MODE": "fast"])
    #expect(variable.status == 78, "\(variable)")
  }

  @Test(
    "takes only arguments that go together",
    arguments: [
      ["sometimes"], ["--quick", "ready"], ["--serve", "example.com:80"], ["--serve", "0", "live"],
      ["--serve", "0", "--json"], ["--timeout", "0"],
    ])
  func usage(arguments: [String]) async {
    let outcome = await Perftest.run(["health"] + arguments, in: folder.url)
    #expect(outcome.status == 64 && outcome.output.isEmpty, "\(outcome)")
  }

  // MARK: - Serving

  /// A server in a process of its own, and its port.
  private func server(_ environment: [String: String] = [:]) async throws -> (RunningCommand, port: UInt16) {
    let command = try BuiltCommand.start(
      ["health", "--serve", "127.0.0.1:0"] + Self.patience, environment: environment, in: folder.url)
    try await command.wait { $0.outputSoFar.hasSuffix("\n") }
    let port = command.outputSoFar.firstMatch(of: /^http:\/\/127\.0\.0\.1:(\d+)\n$/).flatMap { UInt16($0.1) }
    return (command, try #require(port, "\(command.outputSoFar)"))
  }

  private func get(_ target: String, _ port: UInt16) throws -> String {
    let client = try HTTPClient(port: port)
    client.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return try client.answer()
  }

  @Test("is served until SIGTERM, which is no failure; a supervisor gets signs of life")
  func serving() async throws {
    let socket = try SupervisorSocket("/tmp/perftest-\(UUID().uuidString.prefix(12))")
    let (command, port) = try await server(["NOTIFY_SOCKET": socket.name, "WATCHDOG_USEC": "1000000"])
    let live = try await OwnThread.run { try get("/livez", port) }
    #expect(live.statusCode == 200 && live.body == "ok\n", "\(live)")
    let verbose = try await OwnThread.run { try get("/livez?verbose&exclude=load", port) }
    #expect(verbose.body.hasPrefix("[+]git-repository ok") && !verbose.body.contains("load"), "\(verbose)")
    let (one, none) = try await OwnThread.run { (try get("/livez/tools", port), try get("/livez/disk", port)) }
    #expect(one.statusCode == 200 && none.statusCode == 404)
    let startup = try await OwnThread.run { try get("/startupz?verbose", port) }
    #expect(startup.statusCode == 200 && startup.body.hasSuffix("startupz check passed\n"), "\(startup)")
    var messages: [String] = []
    try await Patience.wait {
      messages += socket.messages
      return messages.contains("WATCHDOG=1")
    }
    #expect(messages.first == "READY=1" && messages.contains("STATUS=answering at 127.0.0.1:\(port)"), "\(messages)")
    kill(command.process, SIGTERM)
    let outcome = try await command.outcome()
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.error == "answering /livez, /readyz, /startupz, /healthz until Ctrl-C\n", "\(outcome)")
  }

  private static let curlPath = SearchPath.executable("curl", in: ProcessInfo.processInfo.environment)

  /// The answer that curl prints: the body, a line of its own for the status, and the type.
  private func curl(_ arguments: String..., target: String, _ port: UInt16) async throws -> String {
    let typed =
      ["curl", "-sS", "-w", "\n%{http_code} %{content_type}"] + arguments + ["http://127.0.0.1:\(port)\(target)"]
    return try await OwnThread.run { try TestTool.run(typed) }
  }

  @Test("is read by curl at every address, with and without parameters", .enabled(if: curlPath != nil, "no curl"))
  func readByCurl() async throws {
    try folder.write("{}", to: "baselines/accepted.json")
    let (command, port) = try await server()
    let (plain, ok) = (" text/plain; charset=utf-8", "ok\n\n200 text/plain; charset=utf-8")
    #expect(try await curl(target: "/livez", port) == ok)
    #expect(try await curl(target: "/startupz", port) == ok)
    #expect(try await curl(target: "/livez/tools", port) == ok)
    #expect(try await curl(target: "/healthz/tools", port) == ok)
    #expect(try await curl(target: "/readyz/configuration?exclude=configuration", port) == ok)
    for target in ["/readyz", "/healthz", "/readyz/configuration", "/readyz?exclude=load"] {
      let broken = try await curl(target: target, port)
      #expect(broken.contains("[-]configuration failed: "), "\(broken)")
      #expect(
        broken.hasSuffix("\(target.split { "/?".contains($0) }[0]) check failed\n\n503" + plain)
          || target.contains("/configuration"), "\(broken)")
    }
    let verbose = try await curl(target: "/livez?verbose", port)
    #expect(verbose.split(separator: "\n").count == 7 && verbose.contains("[+]tools ok"), "\(verbose)")
    #expect(verbose.hasSuffix("livez check passed\n\n200" + plain), "\(verbose)")
    let excluded = try await curl(target: "/livez?verbose&exclude=load&exclude=tools&exclude=none", port)
    #expect(excluded.hasPrefix("warn: there is no check 'none' to exclude\n[+]git-repository"), "\(excluded)")
    #expect(!excluded.contains("load") && !excluded.contains("tools"), "\(excluded)")
    let document = try await curl("-H", "Accept: application/health+json", target: "/livez", port)
    #expect(document.contains("\"status\": \"pass\"") || document.contains("\"status\": \"warn\""), "\(document)")
    #expect(document.hasSuffix("\n200 application/health+json"), "\(document)")
    for target in ["/livez/disk", "/livez/", "/livez/tools/more", "/", "/metrics"] {
      #expect(try await curl(target: target, port).split(separator: "\n").last?.hasPrefix("404") == true, "\(target)")
    }
    #expect(try await curl("-I", target: "/livez", port).hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(try await curl("-X", "POST", target: "/livez", port).contains("\n405"))
    kill(command.process, SIGTERM)
    #expect(try await command.outcome().status == 0)
  }

  @Test("shows what is wrong while it is wrong")
  func repaired() async throws {
    try folder.write("{}", to: "baselines/accepted.json")
    let (command, port) = try await server()
    let broken = try await OwnThread.run { try get("/readyz/configuration", port) }
    #expect(broken.statusCode == 503 && broken.body.contains("is no JSON object with a schema"), "\(broken)")
    try FileManager.default.removeItem(at: folder.file("baselines/accepted.json"))
    #expect(try await OwnThread.run { try get("/readyz/configuration", port) }.statusCode == 200)
    kill(command.process, SIGTERM)
    #expect(try await command.outcome().status == 0)
  }

  @Test("cannot be served at a port that is in use")
  func used() async throws {
    let (command, port) = try await server()
    let second = await health("--serve", "127.0.0.1:\(port)")
    #expect(second.status == 78, "\(second)")
    #expect(
      second.error
        == "perftest: 127.0.0.1:\(port): is in use by another process. Name another port, or 0 for any free one.\n")
    kill(command.process, SIGINT)
    #expect(try await command.outcome().status == 0)
  }

  // MARK: - What it knows of others

  @Test("knows the newest version of the history's index")
  func knownVersion() {
    #expect(HistoryHeader.newest == IndexSchema.version)
  }

  @Test("knows the keys of every file of decisions: those that its reader allows", arguments: SettingsSchema.allCases)
  func knownKeys(schema: SettingsSchema) throws {
    let text = #"{"schema": "\#(schema.rawValue)", "version": 1, "unknown": 1}"#
    let name = try #require(schema.rawValue.split(separator: "/").last)
    try Data(text.utf8).write(to: folder.file("\(name).json"))
    let error = try #require(
      #expect(throws: InputError.self) {
        switch schema {
        case .accepted: _ = try AcceptanceFile(in: folder.url).read()
        case .budgets: _ = try BudgetFile(in: folder.url).read()
        case .objectives: _ = try ObjectiveFile(in: folder.url).read()
        case .alerts: _ = try AlertSettingsFile(in: folder.url).read()
        case .history: _ = try HistorySettingsFile(in: folder.url).read()
        }
      })
    for key in schema.keys { #expect("\(error)".contains(key), "\(error)") }
  }
}
