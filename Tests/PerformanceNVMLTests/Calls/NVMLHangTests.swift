import Foundation
import PerformanceNVML
import PerformanceTestSupport
import Synchronization
import Testing

@Suite("A call that hangs")
struct NVMLHangTests {
  /// Long enough that a call which does not hang is never taken for one that does, on a machine under load.
  private static let short = NVMLDeadlines(start: .milliseconds(300), call: .milliseconds(300))

  private static func failure(of session: NVMLSession) async -> NVMLFailure? {
    do {
      try await session.perform { _ in }
      return nil
    } catch {
      return error
    }
  }

  @Test("at the start gives the library up, by name and with the seconds that were waited")
  func start() async throws {
    let driver = try FakeDriver("hang.nvmlInit_v2 1")
    let failure = try #require(await Self.failure(of: driver.session(deadlines: Self.short)))
    #expect(failure.problem == "NVML did not answer in 0.3 s: nvmlInit_v2; it is left alone.")
    #expect(failure.remedy.contains("a reset of the GPU or a reboot"))
    #expect(driver.hanging == 1)
  }

  @Test("at the start is waited for as long as starting may take, not as long as a call may")
  func slowStart() async throws {
    let driver = try FakeDriver("delay.nvmlInit_v2 500")
    let deadlines = NVMLDeadlines(start: .seconds(60), call: .milliseconds(100))
    #expect(await Self.failure(of: driver.session(deadlines: deadlines)) == nil)
  }
}
