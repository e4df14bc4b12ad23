import PerformanceLog
import PerformanceSystem
import Testing

@Suite("Where a record goes")
struct LogOutletTests {
  @Test("depends on its level and the thresholds of the files and of standard error")
  func matrix() throws {
    for fileLevel in LogLevel.allCases {
      for shownLevel in LogLevel.allCases {
        var settings = LogOutlet.Settings()
        (settings.fileLevel, settings.shownLevel) = (fileLevel, shownLevel)
        let scripted = try ScriptedLog(settings: settings)
        for level in LogLevel.allCases {
          scripted.log.record(level, .commandStarted, level.name)
          scripted.log.record(level, .commandStarted, level.name, for: .file)
        }
        let kept = LogLevel.allCases.filter { $0 >= fileLevel }
        #expect(try scripted.records().map(\.level) == kept.flatMap { [$0, $0] })
        #expect(scripted.shown.map(\.level) == LogLevel.allCases.filter { $0 >= shownLevel })
      }
    }
  }

  @Test("is, unless set, debug and above in files and notice and above on standard error")
  func usual() {
    #expect(LogOutlet.Settings().fileLevel == .debug && LogOutlet.Settings().shownLevel == .notice)
  }

  @Test("is, from error on, the category of errors as well")
  func errors() throws {
    let scripted = try ScriptedLog()
    for level in LogLevel.allCases {
      scripted.log.record(level, .commandStarted, level.name)
      scripted.log.record(level, .phaseFinished, level.name, category: .performance)
    }
    #expect(try scripted.records(.application).map(\.level) == LogLevel.allCases.filter { $0 > .trace })
    #expect(try scripted.records(.performance).count == 7)
    let errors = try scripted.records(.errors)
    #expect(errors.map(\.level) == [.error, .error, .critical, .critical, .fatal, .fatal])
    #expect(
      errors.map(\.category) == [.application, .performance, .application, .performance, .application, .performance])
  }

  @Test("has the details of the log, and its own over them")
  func details() throws {
    let scripted = try ScriptedLog()
    scripted.log.adding(["command.name": "gate", "run.id": "1"]).record(
      .info, .commandStarted, "", ["run.id": "2", "benchmark.name": "a"])
    let record = try #require(try scripted.records().first)
    #expect(record.text("command.name") == "gate" && record.text("run.id") == "2" && record.process == 7)
  }

  @Test("Parts of a command have their duration and their outcome")
  func phases() throws {
    struct Failed: Error {}
    let scripted = try ScriptedLog()
    let value = scripted.log.phase("build", ["run.id": "1"]) {
      scripted.advance(seconds: 12.5)
      return 3
    }
    #expect(value == 3)
    #expect(throws: Failed.self) { try scripted.log.phase("measure") { throw Failed() } }
    let records = try scripted.records(.performance)
    #expect(records.map { $0.text("phase.name") } == ["build", "measure"])
    #expect(records.map { $0.number("duration.seconds") } == [12.5, 0])
    #expect(records.map { $0.text("outcome") } == ["ok", "failed"])
    #expect(records[0].id == .phaseFinished && records[0].text("run.id") == "1")
  }

  @Test("A log that keeps nothing makes nothing of a record")
  func none() {
    func text() -> String {
      Issue.record("made")
      return ""
    }
    RunLog.none.record(.fatal, .errorShown, text())
    RunLog.none.audit(.baselineRecorded, text())
    #expect(RunLog.none.phase("build") { 1 } == 1)
    RunLog.none.finish()
  }
}
