import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("Whether a log may still grow")
struct LogPresenceTests {
  @Test("is known while its writer is there, and afterwards while a command keeps it open")
  func lifetime() throws {
    let folder = try TemporaryFolder()
    let log = folder.file("run.jsonl")
    #expect(!LogPresence.isGiven(in: log) && LogPresence(in: log) == nil)
    var writer: EventLogWriter? = try EventLogWriter(file: log)
    try writer?.append(.runFinished(RunEnd(seconds: 1)))
    #expect(LogPresence.isGiven(in: log))
    var presence = LogPresence(in: log)
    #expect(presence != nil)
    writer = nil
    #expect(LogPresence.isGiven(in: log))
    presence = nil
    #expect(!LogPresence.isGiven(in: log))
  }
}
