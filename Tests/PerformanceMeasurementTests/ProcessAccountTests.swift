import Foundation
import PerformanceMeasurement
import PerformanceSystem
import PerformanceWindow
import Testing

@Suite("The kernel's accounting of the process")
struct ProcessAccountTests {
  @Test("is subtracted and added field by field")
  func arithmetic() {
    let start = Self.account(1)
    let end = Self.account(10)
    var sum = ProcessAccount()
    sum += end - start
    sum += end - start
    #expect(Self.parts(sum) == [18, 36, 54, 72, 90, 108, 126, 144])
  }

  @Test("stays unknown where the kernel gives no value")
  func unknown() {
    var account = Self.account(5)
    account.bytesRead = nil
    account.bytesWritten = nil
    var sum = ProcessAccount()
    sum += Self.account(9) - account
    #expect(sum.bytesRead == nil && sum.bytesWritten == nil)
    #expect(sum.userNanoseconds == 4)
  }

  // The account is of the whole process, so a process without other tests makes it.
  @Test("counts the bytes of file reads and writes exactly")
  func exactBytes() async {
    await #expect(processExitsWith: .success) {
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("account-\(getpid())")
      defer { try? FileManager.default.removeItem(at: file) }
      let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      try #require(descriptor >= 0)
      defer { close(descriptor) }
      var buffer = [UInt8](repeating: 7, count: 70_001)
      for (written, read) in [(0, 0), (70_001, 0), (0, 50_000), (3, 2)] {
        var least: (read: Double, written: Double) = (.infinity, .infinity)
        // The runner's own threads may read and write in a window, which only adds to it.
        for _ in 0..<20 {
          let account = ProbeReading(WindowAccount())
          var watch = Stopwatch(probe: account.probe)
          for _ in 0..<2 {
            watch.start()
            if written > 0 { #expect(pwrite(descriptor, &buffer, written, 0) == written) }
            if read > 0 { #expect(pread(descriptor, &buffer, read, 0) == read) }
            watch.stop()
          }
          least.read = min(least.read, account.value.sum.bytesRead ?? .infinity)
          least.written = min(least.written, account.value.sum.bytesWritten ?? .infinity)
        }
        #expect(least.read == Double(2 * read))
        #expect(least.written == Double(2 * written))
      }
    }
  }

  @Test("reads small files of the kernel and rejects others")
  func systemFile() {
    #expect(SystemFile.read("/proc/self/status")?.contains("VmHWM:") == true)
    #expect(SystemFile.read("/proc/self/status", limit: 5)?.utf8.count == 5)
    #expect(SystemFile.read("/dev/null") == nil)
    #expect(SystemFile.read("/no/such/file") == nil)
    #expect(SystemFile.read("/proc") == nil)
    #expect(!SystemFile.write("5", to: "/no/such/file"))
  }

  private static func account(_ factor: Double) -> ProcessAccount {
    var account = ProcessAccount()
    account.userNanoseconds = factor
    account.systemNanoseconds = 2 * factor
    account.voluntarySwitches = 3 * factor
    account.involuntarySwitches = 4 * factor
    account.minorFaults = 5 * factor
    account.majorFaults = 6 * factor
    account.bytesRead = 7 * factor
    account.bytesWritten = 8 * factor
    return account
  }

  private static func parts(_ account: ProcessAccount) -> [Double?] {
    [
      account.userNanoseconds, account.systemNanoseconds, account.voluntarySwitches, account.involuntarySwitches,
      account.minorFaults, account.majorFaults, account.bytesRead, account.bytesWritten,
    ]
  }
}
