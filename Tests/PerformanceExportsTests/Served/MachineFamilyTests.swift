import PerformanceExports
import PerformanceMetrics
import PerformanceNVML
import PerformanceTestSupport
import Testing

@Suite("Metrics of the machine")
struct MachineFamilyTests {
  private let package: ServedPackage

  init() throws { package = try ServedPackage() }

  @Test("Each reading has its series, and shares of the processors are about the time between two calls")
  func values() throws {
    let collector = package.collector()
    // Of 100 ticks 30 are busy, 10 of them with this process, and 10 stolen.
    try package.machine.setTicks([120, 0, 60, 850, 50, 5, 5, 10])
    try package.machine.setProcess(20, parent: 1, ticks: 10)
    package.pass(1)
    let families = collector.families()
    #expect(
      try families.lines(beginning: "perf_host") == [
        #"perf_host_info{clock_source="tsc",governor="performance",turbo="off"} 1"#,
        "perf_host_cpus 2",
        "perf_host_cpu_quota_cpus 1.5",
        #"perf_host_cpu_busy_ratio{kind="total"} 0.3"#,
        #"perf_host_cpu_busy_ratio{kind="foreign"} 0.19999999999999998"#,
        "perf_host_cpu_steal_ratio 0.1",
        "perf_host_cpu_frequency_hertz 2.5e+09",
        "perf_host_load_ratio 0.25",
        #"perf_host_pressure_ratio{resource="cpu"} 0.0125"#,
        #"perf_host_pressure_ratio{resource="memory"} 0"#,
        #"perf_host_pressure_ratio{resource="io"} 0.125"#,
        "perf_host_memory_used_ratio 0.25",
        #"perf_host_disk_operations_total{device="vda",direction="read"} 1234"#,
        #"perf_host_disk_operations_total{device="vda",direction="write"} 890"#,
        #"perf_host_network_bytes_total{direction="receive",interface="lo"} 3193"#,
        #"perf_host_network_bytes_total{direction="transmit",interface="lo"} 3193"#,
        #"perf_host_network_bytes_total{direction="receive",interface="eth0"} 5.903e+09"#,
        #"perf_host_network_bytes_total{direction="transmit",interface="eth0"} 5713"#,
      ])
    #expect(try families.lines(beginning: "perf_process_resident") == ["perf_process_resident_memory_bytes 40960"])
    #expect(
      try families.lines(beginning: "perf_disk") == [
        #"perf_disk_used_ratio{path="state"} 0.75"#, #"perf_disk_used_ratio{path="cache"} 0.01"#,
        #"perf_disk_used_ratio{path="tmp"} 0.01"#,
      ])
  }

  @Test("A reading that the machine does not have is absent, and never 0")
  func absent() throws {
    for path in ["/proc", "/sys"] { try package.machine.set(path, nil) }
    let collector = package.collector()
    package.pass(1)
    #expect(try collector.families().lines(beginning: "perf_host").isEmpty)
    #expect(try collector.families().lines(beginning: "perf_process").isEmpty)
  }

  @Test("Calls that follow each other at once have the shares of the longer time before them")
  func shortPeriods() throws {
    let collector = package.collector()
    try package.machine.setTicks([150, 0, 50, 850, 40, 5, 5, 0])
    package.pass(1)
    let line = #"perf_host_cpu_busy_ratio{kind="total"}"#
    #expect(try collector.families().lines(beginning: line) == [line + " 0.5"])
    package.pass(0.01)
    // No tick has passed since, so there is no share.
    #expect(try collector.families().lines(beginning: line).isEmpty)
    try package.machine.setTicks([160, 0, 50, 880, 40, 5, 5, 0])
    #expect(try collector.families().lines(beginning: line) == [line + " 0.25"])
  }

  @Test("The state folder is as large as its files, and its builds are counted for themselves")
  func folders() throws {
    let before = try bytes("perf_state_directory_bytes", of: package.collector())
    #expect(try bytes("perf_cache_directory_bytes", of: package.collector()) == 0)
    try package.folder.write(String(repeating: "x", count: 300_000), to: ".perftest/build/release/a.o")
    let collector = package.collector()
    #expect(try bytes("perf_state_directory_bytes", of: collector) >= before + 300_000)
    #expect((300_000...400_000).contains(try bytes("perf_cache_directory_bytes", of: collector)))
    // Adding up a build is work: the size is that of some minutes ago.
    try package.folder.write("x", to: ".perftest/build/b.o")
    let size = try bytes("perf_cache_directory_bytes", of: collector)
    package.pass(400)
    #expect(try bytes("perf_cache_directory_bytes", of: collector) > size)
  }

  private func bytes(_ name: String, of collector: MetricCollector) throws -> Double {
    let line = try #require(try collector.families().lines(beginning: name).first)
    return try #require(Double(line.split(separator: " ")[1]))
  }

  // MARK: - GPUs

  @Test("A GPU has its readings in base units, and an instance of one has none of the board's")
  func gpus() throws {
    let board = GPUSnapshot(
      index: 0, name: "NVIDIA H200", uuid: "GPU-1",
      answers: [
        .utilization: .value(.number(0.5)), .memoryUtilization: .value(.number(0.25)),
        .memoryUsed: .value(.number(1_048_576)), .energy: .value(.number(200)), .smClock: .value(.number(1980)),
        .memoryClock: .unavailable("not supported"), .throttleReasons: .value(.names(["power cap", "bit 40"])),
      ])
    let instance = GPUSnapshot(
      index: 0, instance: 1, name: "MIG 1g", uuid: "MIG-1", answers: [.memoryUsed: .value(.number(5))])
    let families = package.collector(gpus: [board, instance]).families()
    #expect(
      try families.lines(beginning: "perf_host_gpu").filter { !$0.hasSuffix("\"} 0") } == [
        #"perf_host_gpu_utilization_ratio{gpu="GPU-1",kind="sm"} 0.5"#,
        #"perf_host_gpu_utilization_ratio{gpu="GPU-1",kind="memory"} 0.25"#,
        #"perf_host_gpu_memory_used_bytes{gpu="GPU-1"} 1.048576e+06"#,
        #"perf_host_gpu_energy_joules_total{gpu="GPU-1"} 200"#,
        #"perf_host_gpu_clock_hertz{gpu="GPU-1",kind="sm"} 1.98e+09"#,
        #"perf_host_gpu_throttle{gpu="GPU-1",perf_host_gpu_throttle="power cap"} 1"#,
        #"perf_host_gpu_throttle{gpu="GPU-1",perf_host_gpu_throttle="bit 40"} 1"#,
      ])
    #expect(try families.lines(beginning: "perf_host_gpu_throttle").count == 10)
    #expect(try package.collector().families().lines(beginning: "perf_host_gpu").isEmpty)
  }
}
