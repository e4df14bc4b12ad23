import Foundation
import PerformanceMeasurement
import PerformanceRecords
import PerformanceWindow
import Synchronization
import Testing

@Suite("The pass that reads peak resident memory")
struct PeakMemoryPassTests {
  private static func definition(_ pass: PassReference) -> MetricDefinition {
    var definition = Metric.peakResidentMemory.definition
    definition.pass = pass
    return definition
  }

  @Test("resets the peak before its one window and reads it afterwards")
  func course() {
    let calls = Mutex<[String]>([])
    let pass = PassReference(
      PeakMemoryPass(
        lower: {
          calls.withLock { $0.append("lower") }
          return true
        },
        read: {
          calls.withLock { $0.append("read") }
          return 4096
        }))
    let settings = SessionSettings(metrics: [Self.definition(pass)])
    let session = FabricatedSession(settings, cost: 1000)
    #expect(session.windows(of: PeakMemoryPass.self).map(\.iterations) == [64])
    #expect(calls.withLock { $0 } == ["lower", "read"])
    #expect(session.session.reading("peakResidentMemory")?.values == [4096])
  }

  @Test("runs nothing where the peak cannot be reset, and the reading has the reason")
  func unavailable() throws {
    let settings = SessionSettings(
      metrics: [Self.definition(PassReference(PeakMemoryPass(lower: { false }, read: { 4096 })))])
    let session = FabricatedSession(settings, cost: 1000)
    let reading = try #require(session.session.reading("peakResidentMemory"))
    #expect(session.windows(of: PeakMemoryPass.self).isEmpty)
    #expect(reading.values.isEmpty && reading.unavailable == .noHighWaterMark)
  }

  /// The mark after a window in which a body runs.
  private static func peak(_ body: () throws -> Void) throws -> Double? {
    var session = SessionState(settings: SessionSettings(metrics: []), clock: { 1 })
    var pass = PeakMemoryPass()
    guard let window = pass.next(session) else { return nil }
    try body()
    pass.finish(window, &session)
    #expect(pass.next(session)?.iterations == nil)
    return pass.bytes
  }

  // The mark is that of the whole process, so a process without other tests reads it.
  @Test("counts memory that was touched and freed in its window")
  func touched() async {
    await #expect(processExitsWith: .success) {
      let size = 32 << 20
      let slack = 1_048_576.0  // the kernel counts pages in batches for each processor
      guard let before = try PeakMemoryPassTests.peak({}) else { return }
      let peak = try PeakMemoryPassTests.peak {
        let memory = try #require(mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | Int32(MAP_ANONYMOUS), -1, 0))
        memset(memory, 1, size)
        munmap(memory, size)
      }
      let during = try #require(peak)
      #expect(during - before >= Double(size) - slack)
      #expect(during - before < Double(size) * 1.5)
      let after = try #require(PeakMemoryPassTests.peak {})
      #expect(after < during - Double(size) / 2)
    }
  }
}
