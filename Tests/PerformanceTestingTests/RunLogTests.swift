import Foundation
import PerformanceRecords
import PerformanceTestSupport
import PerformanceTesting
import Testing

@Suite("The log of a run in its own process")
struct RunLogTests {
  private let folder: TemporaryFolder
  private let log: RunLog

  init() throws {
    folder = try TemporaryFolder()
    log = try RunLog(file: folder.file("runs/a.jsonl"))
    try log.append(.runStarted(RunStart(mode: "gate", environment: Example.environment)))
    try log.append(.verdict(Example.same(Example.id)))
    try log.append(.runFinished(RunEnd(seconds: 1)))
  }

  @Test("is on file and in the record")
  func both() throws {
    #expect(log.record.verdicts == [Example.same(Example.id)] && log.record.isFinished)
    #expect(try RunRecord(log: log.file).verdicts == log.record.verdicts)
    let closing = ClosingSummary.closing(of: log, .local)
    #expect(!closing.isRed && closing.lines.contains { $0.contains("1 same") }, "\(closing.lines)")
  }

  @Test("makes a green run red where the file is missing or truncated, with the reason")
  func lost() throws {
    let handle = try FileHandle(forWritingTo: log.file)
    try handle.truncate(atOffset: 9)
    try handle.close()
    for _ in 1...2 {
      let closing = ClosingSummary.closing(of: log, .local)
      #expect(closing.isRed)
      #expect(closing.lines.last?.hasPrefix("RED: the log of this run is incomplete") == true, "\(closing.lines)")
      #expect(closing.lines.last?.contains(log.file.path) == true)
      try? FileManager.default.removeItem(at: log.file)
    }
  }

  @Test("makes a run red in which an event could not be written")
  func unwritable() throws {
    #expect(throws: (any Error).self) { try log.append(.runFinished(RunEnd(seconds: .nan))) }
    #expect(ClosingSummary.closing(of: log, .local).isRed)
  }
}
