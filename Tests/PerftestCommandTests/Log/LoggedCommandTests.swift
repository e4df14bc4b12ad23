import Foundation
import PerformanceBuild
import PerformanceGit
import PerformanceLog
import PerformanceLogReading
import PerformanceSystem
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("What a command logs")
struct LoggedCommandTests {
  @Test("Its beginning and its end, with its name, its duration and its exit status")
  func ends() async throws {
    let kept = try KeptLog()
    #expect(await kept.run("accept", "--list").status == 0)
    let records = try kept.records()
    #expect(records.map(\.id) == [.commandStarted, .commandFinished])
    #expect(records.allSatisfy { $0.text("command.name") == "accept" && $0.level == .info })
    #expect(records[0].attributes["command.arguments"] == .array(["--list"]))
    #expect(records[1].number("exit.status") == 0 && (records[1].number("duration.seconds") ?? -1) >= 0)
  }

  @Test("An error about an input, which standard error shows once")
  func inputError() async throws {
    let kept = try KeptLog()
    let outcome = await kept.run("follow", "2031")
    #expect(outcome.status == 78 && outcome.error.split(separator: "\n").count == 1, "\(outcome)")
    let failed = try #require(try kept.records().dropFirst().first)
    #expect(failed.id == .validationFailed && failed.level == .error)
    #expect(failed.text("input.file") == "'2031'" && failed.text("input.problem")?.contains("is no run") == true)
    #expect(try kept.records().last?.number("exit.status") == 78)
    #expect(try kept.records(.errors) == [failed])
  }

  @Test("Invalid arguments")
  func usageError() async throws {
    let kept = try KeptLog()
    #expect(await kept.run("follow", "--nothing").status == 64)
    let records = try kept.records()
    #expect(records.map(\.id) == [.commandStarted, .validationFailed, .commandFinished])
    #expect(records[1].text("input.file") == "arguments" && records[2].number("exit.status") == 64)
  }

  @Test("A secret in an argument not")
  func secret() async throws {
    let kept = try KeptLog()
    _ = await kept.run("follow", "--token", "hunter2hunter2", "https://me:hunter2@host/x")
    let text = try kept.package.text(of: ".perftest/logs/application/application.jsonl")
    #expect(!text.contains("hunter2") && text.contains(Redaction.mark))
  }

  @Test("A warning, which standard error shows once")
  func warning() async throws {
    let kept = try KeptLog()
    try kept.package.write("nonsense\n", to: ".perftest/logs/application/application.jsonl")
    let outcome = await kept.run("log", "search")
    #expect(outcome.error.components(separatedBy: "warning: 1 line of the log").count == 2, "\(outcome)")
    let warning = try #require(try kept.records().first { $0.id == .warningShown })
    #expect(warning.level == .warning && warning.message.hasPrefix("1 line of the log cannot be read"))
  }

  @Test("An error that no one has foreseen, before it ends the process with 70")
  func fatal() async throws {
    struct Unforeseen: Error {}
    struct Failing: Command {
      static let name = "follow"
      static let syntax = Syntax()
      init(_ arguments: Arguments, in context: CommandContext) {}
      func run() throws -> PerformanceBuild.ExitStatus { throw Unforeseen() }
    }
    let kept = try KeptLog()
    let output = Output.Stream { _ in true }
    let context = CommandContext(
      output: Output(results: output, messages: output), environment: [:], folder: kept.package.url
    ) { RunLog(LogOutlet(LogFolder(state: $0), process: 7)) }
    let status = CommandRunner(CommandTable.live.commands, [Failing.self]).run(["follow"], in: context)
    #expect(status == .failure)
    let errors = try kept.records(.errors)
    #expect(errors.map(\.level) == [.fatal] && errors[0].number("exit.status") == 70)
  }

  @Test("Commands of git, with their duration and whether they failed: 1 is the answer no")
  func git() throws {
    let repository = try ScratchRepository()
    try repository.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    try repository.commit()
    let state = LogFolder(repository.state.appendingPathComponent("logs"))
    let git = GitTool(
      folder: repository.url, scratch: repository.state, environment: BuiltCommand.environment(),
      log: RunLog(LogOutlet(state, process: 7)))
    _ = try git.text(["rev-parse", "HEAD"])
    #expect(throws: GitTool.Failure.self) { try git.text(["show", "https://me:hunter2@host/x"]) }
    #expect(throws: GitTool.Failure.self) { try git.text(["config", "--get", "no.such"]) }
    var records: [LogRecord] = []
    try LogReader(.performance, in: state).poll { records.append($0) }
    #expect(records.allSatisfy { $0.id == .gitFinished && $0.level == .debug && $0.number("duration.seconds") != nil })
    #expect(records.map { $0.text("git.operation") } == ["rev-parse", "show", "config"])
    #expect(records.map { $0.text("outcome") } == ["ok", "failed", "ok"])
    #expect(records.map { $0.number("git.status") } == [0, 128, 1])
    #expect(records[1].text("error.message")?.contains("hunter2") == false)
  }

  @Test("Who changed which checked-in file, with its hashes")
  func audit() throws {
    let kept = try KeptLog()
    try kept.package.write("old", to: "baselines/key/counts/A.json")
    try kept.package.write("same", to: "baselines/key/counts/B.json")
    try kept.package.write("{}", to: "baselines/accepted.json")
    let output = Output.Stream { _ in true }
    var context = CommandContext(
      output: Output(results: output, messages: output), environment: [:], folder: kept.package.url)
    context.log = kept.log()
    try PackageFolder(containing: kept.package.url.path, in: context).changingBaselines { _ in
      try kept.package.write("new", to: "baselines/key/counts/A.json")
      try kept.package.write("", to: "baselines/budgets.json")
      try FileManager.default.removeItem(at: kept.package.file("baselines/accepted.json"))
    }
    let records = try kept.records(.audit)
    #expect(records.map(\.id) == [.acceptanceChanged, .budgetChanged, .baselineRecorded])
    #expect(records.allSatisfy { $0.text("user.name") == "me" && $0.number("user.id") == 1000 })
    let hashes = records.map { [$0.attributes["file.hash.before"], $0.attributes["file.hash.after"]] }
    func hash(_ text: String) -> JSONValue { .string(SHA256.hexadecimal(of: text.utf8)) }
    #expect(hashes == [[hash("{}"), .null], [.null, hash("")], [hash("old"), hash("new")]])
    #expect(records[2].text("file.path")?.hasSuffix("baselines/key/counts/A.json") == true)
    #expect(try AuditVerification(kept.folder).findings.isEmpty)
  }

  // MARK: - Variables

  @Test("nothing where it is switched off, and from the level on that a variable has")
  func threshold() async throws {
    let kept = try KeptLog()
    #expect(try await BuiltCommand.run("log", "stats", in: kept.package.url).status == 0)
    #expect(!FileManager.default.fileExists(atPath: kept.folder.url.path))
    let errors = try await BuiltCommand.run(
      "log", "stats", "--none", environment: ["PERFTEST_LOG": "error", "PERFTEST_LOG_DAYS": "0"], in: kept.package.url)
    #expect(errors.status == 64)
    #expect(try kept.records().map(\.id) == [.validationFailed])
    #expect(try kept.package.text(of: ".perftest/.gitignore") == "*\n")
  }

  @Test("and shows on standard error what a variable wants, besides what the command prints")
  func shown() async throws {
    let kept = try KeptLog()
    let outcome = try await BuiltCommand.run(
      "log", "stats", environment: ["PERFTEST_LOG": "info", "PERFTEST_LOG_SHOWN": "info"], in: kept.package.url)
    let lines = outcome.error.split(separator: "\n")
    #expect(
      lines.count == 2 && lines[0].contains("log stats began") && lines[1].contains("exit.status=0"), "\(outcome)")
    let usual = try await BuiltCommand.run("log", "stats", environment: ["PERFTEST_LOG": "info"], in: kept.package.url)
    #expect(usual.error.isEmpty, "\(usual)")
  }

  @Test(
    "An invalid variable is named with what it can be",
    arguments: ["PERFTEST_LOG", "PERFTEST_LOG_SHOWN", "PERFTEST_LOG_DAYS"])
  func invalid(variable: String) async throws {
    let kept = try KeptLog()
    let outcome = try await BuiltCommand.run(
      "log", "stats", environment: ["PERFTEST_LOG": "info"].merging([variable: "loud"]) { $1 }, in: kept.package.url)
    #expect(outcome.status == 78 && outcome.error.contains(variable) && outcome.error.contains("'loud'"), "\(outcome)")
  }

  @Test("A log that cannot be written is one warning, and the command goes on")
  func unwritable() async throws {
    let kept = try KeptLog()
    try kept.package.write("", to: ".perftest/logs")
    let outcome = try await BuiltCommand.run(
      "accept", "--list", environment: ["PERFTEST_LOG": "info"], in: kept.package.url)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.error.components(separatedBy: "what perftest does is not logged").count == 2, "\(outcome)")
  }
}
