import PerformanceDiagnostics
import PerformanceHealth
import PerformanceNVML
import PerformanceReports
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The doctor's findings about GPUs")
struct DoctorGPUTests {
  private static let measured = GPUReport.Selection.measured(
    uuid: "GPU-a0000000", because: "it is the first one that CUDA shows", notes: [])

  private func findings(_ gpus: DoctorProbe.GPUs) -> [HealthFinding] {
    var probe = DoctorProbe()
    probe.gpus = { gpus }
    return Doctor(probe).findings.filter { $0.name.hasPrefix("GPU") }
  }

  private func findings(_ answers: [GPUQuantity: GPUSnapshot.Answer]) -> [HealthFinding] {
    findings(.found([Example.snapshot(0, answers)], Self.measured))
  }

  /// The one finding beside what the GPU is and which one is measured.
  private func finding(_ answers: [GPUQuantity: GPUSnapshot.Answer]) throws -> HealthFinding {
    let others = findings(answers).dropFirst(2)
    #expect(others.count == 1)
    return try #require(others.first)
  }

  @Test("A machine without a GPU has no problem, and a line with the unavailable metrics and a remedy")
  func absent() {
    #expect(
      findings(.absent(problem: "NVML was not found.", remedy: "Install the driver.")).lines().first
        == "ok       GPU  NVML was not found – metrics of a GPU are unavailable, all others are measured. "
        + "Install the driver.")
    #expect(findings(.off).map(\.found) == ["PERFTEST_GPU is off, none is measured"])
    #expect(findings(.off).map(\.status) == [.pass])
  }

  @Test("An NVML that does not work is a warning, a demanded GPU that is missing a problem")
  func broken() {
    let broken = findings(.broken(problem: "NVML did not answer.", remedy: "Reboot."))
    #expect(broken.lines().first == "warning  GPU  NVML did not answer – metrics of a GPU are unavailable. Reboot.")
    let error = InputError(file: "variable PERFTEST_GPU", problem: "demands a GPU", remedy: "Install one.")
    let unusable = findings(.unusable(error))
    #expect(unusable.lines().first == "problem  GPU  variable PERFTEST_GPU demands a GPU – Install one.")
    #expect(unusable.status == .fail)
  }

  @Test("A GPU without faults has two lines: which one is measured, and its properties")
  func healthy() {
    #expect(
      findings([
        .persistence: .value(.flag(true)), .mig: .value(.flag(false)), .ecc: .value(.flag(true)),
        .powerLimit: .value(.number(699)), .powerLimitDefault: .value(.number(700)), .xids: .value(.number(0)),
        .processes: .value(.processes([])), .pcieTransmitted: .value(.number(0)),
        .smActivity: .unavailable("not supported"), .eccUncorrected: .value(.number(0)),
      ]).lines() == [
        "ok       GPU    GPU 0 is measured: it is the first one that CUDA shows",
        "ok       GPU 0  NVIDIA H200, Hopper, driver 580.65.06, NVML 13.580.65.06, CUDA 13.0, PCI 00000000:19:00.0",
        "0 problems, 0 warnings",
      ])
    #expect(
      findings(.found([Example.snapshot()], .none("CUDA_VISIBLE_DEVICES hides it."))).first?.found
        == "none is measured: CUDA_VISIBLE_DEVICES hides it")
  }

  @Test("A lost GPU is a warning with the reason")
  func lost() throws {
    let found = findings([.power: .invalid("the GPU needs a reset"), .smClock: .invalid("the GPU needs a reset")])
    #expect(found.map(\.status) == [.pass, .warn])
    #expect(found.last?.found.hasSuffix("PCI 00000000:19:00.0: the GPU needs a reset") == true)
  }

  @Test("A setting that disturbs numbers is a warning with the command that changes it")
  func settings() throws {
    let persistence = try finding([.persistence: .value(.flag(false))])
    #expect(persistence.name == "GPU 0 persistence")
    #expect(persistence.status == .warn)
    #expect(persistence.advice?.contains("'sudo nvidia-smi -i 0 -pm 1'") == true)

    let mig = try finding([.mig: .value(.flag(true))])
    #expect(mig.status == .warn)
    #expect(mig.advice?.contains("'sudo nvidia-smi -i 0 -mig 0'") == true)

    let limit = try finding([.powerLimit: .value(.number(500)), .powerLimitDefault: .value(.number(700))])
    #expect(limit.status == .warn)
    #expect(limit.found == "500 W, the default is 700 W")
    #expect(limit.advice?.contains("-pl 700'") == true)
  }

  @Test("Processes on the GPU are a warning that names them")
  func processes() throws {
    let found = try finding([.processes: .value(.processes([.init(pid: 41, usedMemory: 1 << 30), .init(pid: 42)]))])
    #expect(found.status == .warn)
    #expect(found.found == "2: 41 (1.00 GiB), 42")
  }

  @Test("Unlocked clocks are a hint, because NVML does not report whether they are locked")
  func clocks() throws {
    let found = try finding([.smClock: .value(.number(345)), .smClockMaximum: .value(.number(1980))])
    #expect(found.status == .pass)
    #expect(found.found == "SM at 345 MHz of 1980 MHz; whether they are locked is unknown")
    #expect(found.advice?.contains("-lgc MHZ") == true)
  }

  @Test("Unreported faults are a warning, and memory errors a hint, because many boards have no ECC")
  func faults() throws {
    let ecc = try finding([.eccUncorrected: .unavailable("not supported")])
    #expect(ecc.status == .pass)
    #expect(ecc.found == "errors are unavailable: not supported")
    #expect(try finding([.ecc: .value(.flag(false))]).found == "off")
    let xids = try finding([.xids: .unavailable("not supported")])
    #expect(xids.status == .warn)
    #expect(xids.found == "faults are unavailable: not supported")
  }

  @Test("A driver that is too old is a warning with the missing values and a sufficient version")
  func driver() throws {
    let missing: [GPUQuantity: GPUSnapshot.Answer] = [
      .pcieTransmitted: .unavailable("a"), .pcieReceived: .unavailable("a"), .power: .unavailable("a"),
    ]
    let old = try finding(missing.merging([.driver: .value(.text("535.10"))]) { _, new in new })
    #expect(old.status == .warn)
    #expect(old.found == "535.10 is too old for PCIe sent, PCIe received")
    #expect(old.advice == "install 555 or later")
    #expect(findings(missing).count == 2)
    #expect(findings(missing.merging([.driver: .value(.text("unknown"))]) { _, new in new }).count == 2)
  }

  @Test("Each GPU has its findings, an instance has those of its board")
  func several() {
    let off: [GPUQuantity: GPUSnapshot.Answer] = [.persistence: .value(.flag(false))]
    let gpus = [Example.snapshot(0, off), Example.snapshot(0, instance: 5, off), Example.snapshot(1, off)]
    #expect(
      findings(.found(gpus, Self.measured)).map(\.name) == [
        "GPU", "GPU 0", "GPU 0 persistence", "GPU 1", "GPU 1 persistence",
      ])
  }
}
