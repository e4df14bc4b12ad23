import Foundation
import PerformanceMachine
import PerformanceTestSupport
import Testing

@Suite("Readings of the machine")
struct MachineReaderTests {
  private let machine: FixtureMachine

  init() throws { machine = try FixtureMachine() }

  private var reader: MachineReader {
    MachineReader(
      MachineFiles(root: machine.root) { $0 == "/state" ? DiskSpace(total: 100, used: 60, available: 30) : nil },
      pageSize: 4096, now: { 7 })
  }

  @Test("Each reading has the number of its file")
  func values() throws {
    try machine.setProcess(20, parent: 1, ticks: 7, pages: 100)
    let readings = reader.readings(below: [20], disks: ["/state", "/gone"])
    #expect(readings.time == 7)
    #expect(readings.ticks.value == ProcessorTicks(total: 1000, idle: 840, stolen: 0))
    #expect(readings.tree.value == ProcessTree(roots: [20], ticks: 7, residentBytes: 409_600))
    #expect(readings.processors.value == 2)
    #expect(readings.load.value == 0.5)
    #expect(readings.frequency.value == 2.5e9)
    #expect(readings.governors.value == ["performance"])
    #expect(readings.turbo.value == false)
    #expect(readings.quota.value == 1.5)
    #expect(readings.clockSource.value == "tsc")
    #expect(readings.pressure.compactMapValues(\.value) == [.cpu: 0.0125, .memory: 0, .io: 0.125])
    #expect(readings.memory.value == MachineMemory(total: 8_192_000_000, available: 6_144_000_000))
    #expect(readings.memory.value?.usedShare == 0.25)
    #expect(readings.disks[0].space.value?.usedShare == 60.0 / 90)
    #expect(readings.disks[1].space.absence == .unreadable("/gone"))
    #expect(readings.diskOperations.value == [DiskOperations(device: "vda", reads: 1234, writes: 890)])
    #expect(
      readings.network.value == [
        InterfaceTraffic(interface: "lo", received: 3193, sent: 3193),
        InterfaceTraffic(interface: "eth0", received: 5_903_000_000, sent: 5713),
      ])
  }

  @Test("Without its file a reading is absent, and the others are there")
  func missing() throws {
    for path in ["/proc/loadavg", "/proc/pressure/io", "/sys/block", "/sys/devices/system/cpu", "/proc/self/cgroup"] {
      try machine.set(path, nil)
    }
    try machine.set("/sys/fs/cgroup", nil)
    let readings = reader.readings(below: [4242], disks: [])
    #expect(readings.load.absence == .unreadable("/proc/loadavg"))
    #expect(readings.pressure[.io]?.absence == .unreadable("/proc/pressure/io"))
    #expect(readings.diskOperations.absence == .unreadable("/sys/block"))
    #expect(readings.frequency.absence == .unreadable("/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq"))
    #expect(readings.governors.absence == .unreadable("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"))
    #expect(readings.turbo.absence == .unreadable("/sys/devices/system/cpu/cpufreq/boost"))
    #expect(readings.quota.absence == .unlimited)
    #expect(readings.tree.absence == .noProcess)
    #expect(readings.pressure[.cpu]?.value == 0.0125)
    #expect(readings.memory.value != nil)
  }

  @Test("A machine without any of the files has no reading, and none is a zero")
  func empty() throws {
    let readings = MachineReader(MachineFiles(root: "/nowhere")).readings(below: [1], disks: [])
    #expect(readings.ticks.value == nil)
    #expect(readings.processors.absence == .unreadable("/proc/stat"))
    #expect(readings.frequency.absence == .unreadable("/proc/stat"))
    #expect(readings.memory.absence == .unreadable("/proc/meminfo"))
    #expect(readings.network.absence == .unreadable("/proc/net/dev"))
    #expect(readings.pressure.values.allSatisfy { $0.value == nil })
    #expect(readings.quota.absence == .unlimited)
  }

  @Test(
    "Nonsense in a file is an absence",
    arguments: [
      "", "\n", "cpu", "some", "-1 -1", "nan", "inf 1 1", "0x10", "some avg10=101", "MemTotal: 1 kB", "\u{0}",
    ])
  func nonsense(_ text: String) throws {
    for path in [
      "/proc/stat", "/proc/loadavg", "/proc/meminfo", "/proc/pressure/cpu", "/proc/diskstats", "/proc/net/dev",
      "/sys/devices/system/cpu/intel_pstate/no_turbo", "/sys/fs/cgroup/a/cpu.max", "/proc/1/stat",
      "/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "/sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq",
    ] {
      try machine.set(path, text)
    }
    let readings = reader.readings(below: [1], disks: [])
    #expect(readings.ticks.value == nil)
    #expect(readings.load.value == nil)
    #expect(readings.memory.value == nil)
    #expect(readings.pressure[.cpu]?.value == nil)
    #expect(readings.turbo.value == nil)
    #expect(readings.quota.value == nil)
    #expect(readings.frequency.value == nil)
    #expect(readings.diskOperations.value ?? [] == [])
    #expect(readings.network.value ?? [] == [])
    #expect(readings.tree.value == nil)
  }

  @Test("Memory of which more is available than there is, and none at all, are nonsense")
  func memory() throws {
    for text in [
      "MemTotal: 10 kB\nMemAvailable: 11 kB\n", "MemTotal: 0 kB\nMemAvailable: 0 kB\n",
      "MemTotal: 10 MB\nMemAvailable: 1 MB\n", "MemTotal: 10 kB\n",
    ] {
      try machine.set("/proc/meminfo", text)
      #expect(reader.memory.absence == .malformed("/proc/meminfo"))
    }
  }

  @Test("A file system that does not exist yet is that of the folder in which it would be created")
  func space() throws {
    let folder = try TemporaryFolder()
    let space = try #require(DiskSpace(ofFileSystemHolding: folder.url.path + "/a/b"))
    #expect(space.total > 0)
    #expect(space.used + space.available <= space.total)
    #expect(DiskSpace(total: 0, used: 0, available: 0).usedShare == nil)
  }
}
