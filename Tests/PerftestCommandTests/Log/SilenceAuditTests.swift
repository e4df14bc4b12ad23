import PerformanceLog
import PerformanceLogReading
import PerformanceTestSupport
import Testing

@Suite("Silences of alerts are in the audit log")
struct SilenceAuditTests {
  @Test("Who muted what, why and for how long, and that it was ended")
  func silences() async throws {
    let folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    let logs = LogFolder(folder.file("logs"))
    let log = RunLog(LogOutlet(logs, process: 7, actor: LogActor(environment: [:])))
    func silence(_ words: String...) async -> CommandOutcome {
      await Perftest.run(["alerts", "silence"] + words, in: folder.url, openLog: { _ in log })
    }
    let made = await silence(
      "alertname=PerfNoisy,suite=A*", "--author", "Kim", "--comment", "a new runner", "--hours", "48")
    #expect(made.status == 0, "\(made)")
    let id = try #require(made.output.split(separator: " ").dropFirst().first).description
    #expect(await silence("--list").status == 0)
    #expect(await silence("--end", "--id", id).status == 0)
    #expect(await silence("--end", "--id", id).status == 78)
    var records: [LogRecord] = []
    try LogReader(.audit, in: logs).poll { records.append($0) }
    #expect(records.map(\.id) == [.alertsSilenced, .alertsSilenced])
    for (record, hours) in zip(records, [48.0, 0]) {
      #expect(record.text("silence.id") == id && record.number("silence.hours") == hours)
      #expect(record.text("silence.matchers") == "alertname=PerfNoisy,suite=A*")
      #expect(record.text("silence.author") == "Kim" && record.text("silence.comment") == "a new runner")
      #expect(record.number("user.id") != nil)
    }
  }
}
