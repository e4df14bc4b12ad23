import Foundation
import PerformanceNVML
import Testing

@Suite("A session with NVML")
struct NVMLSessionTests {
  @Test("It may end on NVML's own thread, with the last request, whose closure kept it")
  func lastReference() throws {
    let driver = try FakeDriver("")
    for _ in 0..<200 {
      let session = driver.session()
      let keeper = LateKeeper(session)
      #expect(try session.perform { _ in withExtendedLifetime(keeper) { 1 } } == 1)
    }
  }

  /// Keeps a session until whoever asked is likely to have let it go.
  private final class LateKeeper: Sendable {
    private let session: NVMLSession

    init(_ session: NVMLSession) { self.session = session }

    deinit { usleep(1_000) }
  }
}
