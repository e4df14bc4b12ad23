import PerformanceDiagnostics
import PerformanceNVML
import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The table of GPUs")
struct GPUTableTests {
  private static let measured = GPUReport.Selection.measured(
    uuid: "GPU-a0000000", because: "it is the first one that CUDA shows", notes: [])

  private func lines(
    _ snapshots: [GPUSnapshot], _ selection: GPUReport.Selection = measured, _ extent: GPUTable.Extent = .changing,
    width: Int = 120, colour: Colour = .off
  ) -> [String] {
    GPUTable(snapshots, selection, width: width, colour: colour).lines(extent)
  }

  @Test("Each GPU has a block: its identity, whether it is measured and why, and its readings with their units")
  func block() {
    let gpu = Example.snapshot(
      0,
      [
        .power: .value(.number(312.4)), .energy: .value(.number(1_234_567)), .temperature: .value(.number(45)),
        .smClock: .value(.number(1980)), .performanceState: .value(.text("P0")),
        .throttleReasons: .value(.names(["power cap", "sync boost"])), .utilization: .value(.number(0.97)),
        .memoryUsed: .value(.number(1.5 * 1024 * 1024 * 1024)), .throttledByHeat: .value(.number(2.5e9)),
        .processes: .value(.processes([.init(pid: 41, usedMemory: 1 << 30), .init(pid: 42)])),
        .eccCorrected: .value(.number(12345)), .pcieLink: .value(.text("gen 5 x16")),
      ])
    #expect(
      lines([gpu]) == [
        "GPU 0  NVIDIA H200  GPU-a0000000",
        "    Hopper, driver 580.65.06, NVML 13.580.65.06, CUDA 13.0, PCI 00000000:19:00.0",
        "    measured: it is the first one that CUDA shows",
        "    power                     312 W",
        "    energy                    1.23 MJ",
        "    temperature               45 °C",
        "    SM clock                  1980 MHz",
        "    performance state         P0",
        "    clocks held down by       power cap, sync boost",
        "    utilization               97.0 %",
        "    memory used               1.50 GiB",
        "    processes                 2: 41 (1.00 GiB), 42",
        "    throttled by heat         2.50 s",
        "    PCIe link                 gen 5 x16",
        "    ECC errors corrected      12\u{202F}345",
      ])
  }

  @Test("Constant properties are shown on request")
  func fixed() {
    let gpu = Example.snapshot(
      0,
      [
        .persistence: .value(.flag(false)), .virtualization: .value(.text("bareMetal")),
        .powerLimit: .value(.number(700)), .power: .value(.number(0)), .throttleReasons: .value(.names([])),
        .processes: .value(.processes([])),
      ])
    #expect(lines([gpu]).count == 6)
    #expect(
      lines([gpu], Self.measured, .everything).dropFirst(3) == [
        "    power                     0 W",
        "    clocks held down by       nothing",
        "    processes                 none",
        "    power limit               700 W",
        "    persistence mode          off",
        "    virtualization            none",
        "    architecture              Hopper",
        "    driver                    580.65.06",
        "    NVML                      13.580.65.06",
        "    CUDA of the driver        13.0",
      ])
  }

  @Test("The reason of one reading stands beside it and is wrapped, the reason of several is shown once")
  func reasons() {
    let gpu = Example.snapshot(
      0,
      [
        .power: .unavailable("this device does not support it (nvmlDeviceGetFieldValues: 3 NOT_SUPPORTED)"),
        .energy: .unavailable("a"), .smClock: .unavailable("a"), .temperature: .invalid("the GPU is lost"),
        .memoryUsed: .invalid("the GPU is lost"), .memoryFree: .invalid("a"), .xids: .value(.number(0)),
      ])
    #expect(
      lines([gpu], width: 80).dropFirst(3) == [
        "    power                     unavailable: this device does not support it",
        "                              (nvmlDeviceGetFieldValues: 3 NOT_SUPPORTED)",
        "    energy                    unavailable (1)",
        "    temperature               invalid (2)",
        "    SM clock                  unavailable (1)",
        "    memory used               invalid (2)",
        "    memory free               invalid: a",
        "    Xid faults while reading  0",
        "    (1) a",
        "    (2) the GPU is lost",
      ])
  }

  @Test("Each of several GPUs says whether it is measured, and an instance names its board")
  func several() {
    let selection = GPUReport.Selection.measured(
      uuid: "GPU-a0000001", because: "PERFTEST_GPU names GPU-a0000001", notes: ["CUDA hides it."])
    let gpus = [Example.snapshot(0), Example.snapshot(0, instance: 5), Example.snapshot(1)]
    #expect(
      lines(gpus, selection).filter { !$0.contains("Hopper") } == [
        "GPU 0  NVIDIA H200  GPU-a0000000",
        "    not measured",
        "",
        "GPU 0 instance 5  NVIDIA H200  GPU-a0000000",
        "    not measured",
        "",
        "GPU 1  NVIDIA H200  GPU-a0000001",
        "    measured: PERFTEST_GPU names GPU-a0000001",
        "    CUDA hides it.",
      ])
  }

  @Test("The reason why none of them is measured comes first")
  func noneMeasured() {
    #expect(
      lines([Example.snapshot()], .none("PERFTEST_GPU is off.")).prefix(3) == [
        "not measured: PERFTEST_GPU is off.", "", "GPU 0  NVIDIA H200  GPU-a0000000",
      ])
  }

  @Test("No line is longer than the terminal is wide, nor than 120 columns", arguments: [1, 10, 35, 60, 119, 120, 500])
  func width(_ width: Int) {
    let long = String(repeating: "a long reason ", count: 20) + String(repeating: "x", count: 200)
    let gpu = Example.snapshot(
      0, [.power: .unavailable(long), .energy: .unavailable("a"), .smClock: .unavailable("a"), .xids: .invalid(long)])
    for selection in [Self.measured, .none(long)] {
      for line in lines([gpu], selection, width: width) { #expect(line.count <= min(width, 120)) }
    }
  }

  @Test("Colours mark missing values and change no text")
  func colours() {
    let gpu = Example.snapshot(0, [.power: .unavailable("a"), .energy: .invalid("b")])
    let coloured = lines([gpu], colour: .on)
    #expect(coloured.contains("    power                     \u{1B}[2munavailable: a\u{1B}[0m"))
    #expect(coloured.contains("    energy                    \u{1B}[31minvalid: b\u{1B}[0m"))
  }

  @Test("Names and reasons are escaped")
  func hostile() {
    var gpu = Example.snapshot(0, [.power: .unavailable("\u{1B}[2J\n::error::")])
    gpu.name = "NVIDIA\u{1B}[31m"
    #expect(!lines([gpu]).joined().unicodeScalars.contains("\u{1B}"))
    #expect(!lines([gpu]).contains { $0.contains("\n") })
  }
}
