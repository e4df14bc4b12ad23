import PerformanceNVML
import Testing

@Suite("A GPU that MIG has divided")
struct MIGTests {
  private static let script = "mig 1\nmig.instances 2\nmig.memory.total 0x11c0000000\nmig.memory.used 4096"

  @Test("is one device with its instances")
  func instances() async throws {
    let devices = try await FakeDriver(Self.script).session().devices()
    let device = try #require(devices.first)
    #expect(devices.count == 1)
    #expect(await device.isMIGEnabled == .value(true))
    #expect(!device.isMIGInstance)
    let instances = try #require(await device.instances.value)
    #expect(instances.map(\.index) == [5, 6])
    #expect(instances.allSatisfy { $0.isMIGInstance && $0.uuid.hasPrefix("MIG-") && $0.pciBusID == nil })
    #expect(Set(instances.map(\.uuid)).count == 2)
    #expect(instances.first?.name == "NVIDIA H200 MIG 3g.71gb")
  }

  @Test("has no utilization, and its power is the whole board's")
  func board() async throws {
    let device = try await FakeDriver(Self.script).device()
    #expect(
      await device.utilization
        == .unavailable("this device does not support it (nvmlDeviceGetUtilizationRates: 3 NOT_SUPPORTED)"))
    #expect(await device.power == .value(300))
    #expect(await device.energy.value != nil)
  }

  @Test("may refuse to read the memory of the whole")
  func memory() async throws {
    let device = try await FakeDriver(
      Self.script + "\nreturn.nvmlDeviceGetMemoryInfo_v2 4\nreturn.nvmlDeviceGetMemoryInfo 4"
    ).device()
    #expect(await device.memory.reason?.contains("4 NO_PERMISSION") == true)
    #expect(await device.instances.value?.first?.memory.value?.used == 4096)
  }

  @Test("has instances with their own memory and processes, and no reading of the board")
  func instance() async throws {
    let device = try await FakeDriver(Self.script + "\nmig.processes 77:4096\nprocesses 77:4096 78:1").device()
    let instance = try #require(await device.instances.value?.first)
    #expect(await instance.memory.value?.total == 0x11_c000_0000)
    #expect(await instance.processes.value?.map(\.pid) == [77])
    #expect(await instance.power.value == nil)
    #expect(await instance.energy.value == nil)
    #expect(await instance.clock(.sm).value == nil)
    #expect(await instance.temperature.value == nil)
    #expect(await instance.utilization.value == nil)
    #expect(await instance.isMIGEnabled.value == nil)
  }

  @Test("has instances that are found by their UUID and know their GPU")
  func parent() async throws {
    let device = try await FakeDriver(Self.script).device()
    let instance = try #require(await device.instances.value?.last)
    let uuid = instance.uuid
    let found = try await device.ask { calls, _ in calls.device(uuid: uuid) }
    #expect(found == .value(instance.handle))
    #expect(try await instance.ask { $0.parent(ofInstance: $1) } == .value(device.handle))
  }

  @Test("that could be divided and is not has no instances")
  func undivided() async throws {
    let device = try await FakeDriver("mig 0").device()
    #expect(await device.isMIGEnabled == .value(false))
    #expect(await device.instances == .value([]))
  }

  @Test("that cannot be divided reports that")
  func unsupported() async throws {
    let device = try await FakeDriver().device()
    #expect(await device.isMIGEnabled.reason?.contains("3 NOT_SUPPORTED") == true)
  }
}
