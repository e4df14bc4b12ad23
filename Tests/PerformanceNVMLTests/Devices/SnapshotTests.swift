import PerformanceNVML
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("A snapshot of a GPU")
struct SnapshotTests {
  private func reader(_ driver: FakeDriver) throws -> GPUSnapshotReader { try GPUSnapshotReader(driver.session()) }

  @Test("has a reading for every quantity, in the quantity's unit")
  func quantities() throws {
    let driver = try FakeDriver(
      "clock manual\nfield.74 u64 2500000000\necc.corrected 7\nprocesses 41:1048576\npower.limit 600000\nthrottle 4"
    )
    let reader = try reader(driver)
    driver.advance(milliseconds: 1000)
    let snapshot = try #require(reader.read().first)
    #expect(snapshot.name == "NVIDIA H200")
    #expect(snapshot.answers.count == GPUQuantity.allCases.count)
    #expect(snapshot.number(.energy) == 300)
    #expect(snapshot.number(.power) == 300)
    #expect(snapshot.number(.powerLimit) == 600)
    #expect(snapshot.number(.powerLimitDefault) == 700)
    #expect(snapshot.number(.throttledByPower) == 2.5e9)
    #expect(snapshot.number(.utilization) == 0.97)
    #expect(snapshot.number(.eccCorrected) == 7)
    #expect(snapshot.number(.memoryUsed) == 1_048_576_000)
    #expect(snapshot[.throttleReasons] == .names(["power cap"]))
    #expect(snapshot.processes == [.init(pid: 41, usedMemory: 1_048_576)])
    #expect(snapshot.text(.architecture) == "Hopper")
    #expect(snapshot.flag(.persistence) == true)
  }

  @Test("has activity and faults since the reader began")
  func between() throws {
    let driver = try FakeDriver("gpm.2 80\nclock manual\nxid 0 @1000 79 @2000 79 31")
    let reader = try reader(driver)
    #expect(reader.read().first?.number(.xids) == 0)
    driver.advance(milliseconds: 1500)
    #expect(reader.read().first?.number(.xids) == 1)
    driver.advance(milliseconds: 1000)
    let snapshot = reader.read().first
    #expect(snapshot?.number(.xids) == 2)
    #expect(snapshot?.number(.smActivity).map { abs($0 - 0.8) < 1e-9 } == true)
    #expect(snapshot?[.tensorActivity] == nil)
    reader.end()
    #expect(driver.calls(of: "nvmlGpmSampleAlloc") == driver.calls(of: "nvmlGpmSampleFree"))
    #expect(driver.calls(of: "nvmlEventSetFree") == 1)
  }

  @Test("keeps readings from before a hang, and reads constant quantities first")
  func hang() async throws {
    let driver = try FakeDriver("hang.nvmlDeviceGetClockInfo 1")
    let session = driver.session(deadlines: NVMLDeadlines(start: .seconds(60), call: .seconds(1)))
    let reading = Task.detached { try GPUSnapshotReader(session).read().first }
    try await Patience.wait { driver.hanging > 0 }
    driver.clock.advance(by: .seconds(1))
    let snapshot = try #require(try await reading.value)
    let reason = "NVML did not answer in 1 s: nvmlDeviceGetClockInfo; it is left alone"
    #expect(snapshot.text(.vbios) == "96.00.A5.00.01")
    #expect(snapshot.number(.power) == 300)
    #expect(snapshot.answers[.smClock] == .unavailable(reason))
    #expect(snapshot.answers[.processes] == .unavailable(reason))
  }

  @Test("of a lost GPU is invalid, and those of others are not")
  func lost() throws {
    let snapshots = try reader(FakeDriver("count 2\ngpu0.lost.after 12")).read()
    #expect(snapshots.map(\.index) == [0, 1])
    guard case .invalid(let reason)? = snapshots[0].answers[.power] else {
      Issue.record("\(String(describing: snapshots[0].answers[.power]))")
      return
    }
    #expect(reason.hasPrefix("the GPU fell off the bus"))
    #expect(snapshots[1].number(.power) == 300)
  }

  @Test("includes each instance of a GPU, with the GPU's number and its own")
  func instances() throws {
    let snapshots = try reader(FakeDriver("count 2\ngpu1.mig 1\ngpu1.mig.instances 2")).read()
    #expect(snapshots.map(\.index) == [0, 1, 1, 1])
    #expect(snapshots.map(\.instance) == [nil, nil, 5, 6])
    #expect(snapshots[2].flag(.mig) == true)
    #expect(snapshots[2].number(.power) == nil)
    #expect(snapshots[2].number(.memoryTotal) != nil)
  }

  @Test("fails without a GPU")
  func absent() throws {
    #expect(throws: NVMLFailure.noDevice) { try reader(FakeDriver("count 0")) }
    for (failure, isAbsence) in [
      (NVMLFailure.noDevice, true), (.libraryNotFound("x"), true), (.notStarted(code: 9), true),
      (.notStarted(code: 18), false), (.unanswered(call: "x", seconds: 2), false), (.overrideNotLoaded("x"), false),
    ] { #expect(failure.isAbsence == isAbsence) }
  }
}
