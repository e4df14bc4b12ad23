import Foundation
import PerformanceNVML
import Testing

@Suite("The processes on a GPU")
struct ProcessTests {
  @Test("are none on an idle GPU")
  func none() async throws {
    #expect(try await FakeDriver().device().processes == .value([]))
  }

  @Test("include a neighbour that appears")
  func neighbour() async throws {
    let driver = try FakeDriver("clock manual\nprocesses self:1000 @3000 self:1000 4242:2000")
    let device = try await driver.device()
    let own = GPUProcess(pid: getpid(), usedMemory: 1000)
    #expect(await device.processes == .value([own]))
    driver.advance(milliseconds: 3000)
    let both = try #require(await device.processes.value)
    #expect(Set(both) == [own, GPUProcess(pid: 4242, usedMemory: 2000)])
  }

  @Test("that compute and render count once, with the larger memory")
  func both() async throws {
    let device = try await FakeDriver("processes 7:100 8:50\nprocesses.graphics 7:300 9:10").device()
    #expect(
      await device.processes
        == .value([
          GPUProcess(pid: 7, usedMemory: 300), GPUProcess(pid: 8, usedMemory: 50), GPUProcess(pid: 9, usedMemory: 10),
        ]))
  }

  @Test("with unknown memory have no memory rather than all ones")
  func unknownMemory() async throws {
    #expect(
      try await FakeDriver("processes 7:0xffffffffffffffff").device().processes
        == .value([GPUProcess(pid: 7, usedMemory: nil)]))
  }

  @Test("are all listed, however many they are")
  func many() async throws {
    let driver = try FakeDriver("processes " + (1...100).map { "\($0):1" }.joined(separator: " "))
    #expect(try await driver.device().processes.value?.map(\.pid) == Array(1...100))
  }

  @Test("are those that compute, where the driver lists no graphics processes")
  func computeOnly() async throws {
    let driver = try FakeDriver(
      """
      processes 7:100
      return.nvmlDeviceGetGraphicsRunningProcesses_v3 3
      return.nvmlDeviceGetGraphicsRunningProcesses_v2 3
      return.nvmlDeviceGetGraphicsRunningProcesses 3
      """)
    let device = try await driver.device()
    for _ in 0..<2 { #expect(await device.processes.value?.map(\.pid) == [7]) }
    #expect(driver.calls(of: "nvmlDeviceGetGraphicsRunningProcesses") == 1)
  }
}
