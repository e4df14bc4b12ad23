import Foundation
import PerformanceSystem
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("What a log shows of long steps")
struct WaitingTests {
  private let clock = ManualClock(at: 0)
  private let log = RecordedLines()

  private var seconds: Double { Double(clock.now) / 1e9 }

  @Test("is a line every fifteen seconds, with how long the step takes")
  func elapsed() {
    let status = ElapsedStatus("measuring Catalog/size()", output: log.output) { seconds }
    for _ in 0..<(4 * 61) {
      clock.advance(by: .milliseconds(250))
      status.poll()
    }
    clock.advance(by: .seconds(20))
    status.poll("counting instructions")
    status.end()
    #expect(
      log.lines == [
        "measuring Catalog/size(), 15 s", "measuring Catalog/size(), 30 s", "measuring Catalog/size(), 45 s",
        "measuring Catalog/size(), 60 s", "measuring Catalog/size(): counting instructions, 81 s",
      ])
  }

  @Test("of waiting for a lock is who has it, at once and after each minute")
  func lock() throws {
    let folder = try TemporaryFolder()
    var holder: LockKeeper? = LockKeeper(
      try MachineLock.take(file: folder.file("lock"), waiting: { _ in }, isWanted: { false }))
    // Time passes when somebody asks for it, and after some minutes the lock is free.
    let wait = LockWait(folder.file("lock"), holderActivity: "changes the baselines", output: log.output) {
      clock.advance(by: .seconds(7))
      if seconds > 170 { holder = nil }
      return seconds
    }
    #expect(try wait.alone { 7 } == 7)
    #expect(holder == nil)
    #expect(log.lines.count == 3, "\(log.lines)")
    for (line, begin) in zip(log.lines, ["waiting for ", "waiting for 1 min ", "waiting for 2 min "]) {
      #expect(line.hasPrefix(begin) && line.hasSuffix("), which changes the baselines"), "\(line)")
      #expect(line.contains("(process \(getpid()) in "), "\(line)")
    }
  }
}

/// Keeps a lock as long as somebody keeps it.
private final class LockKeeper {
  private let lock: MachineLock?

  init(_ lock: consuming MachineLock?) { self.lock = lock }
}
