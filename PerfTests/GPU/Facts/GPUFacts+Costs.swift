import CNVML
import Foundation
import PerformanceStatistics
import Testing

extension GPUFacts {
  /// How long each call takes, of an idle and of a busy GPU.
  @Test func costOfEachCall() throws {
    let calls = calls()
    emitCosts("idle", calls)
    try GPULoad.computing(on: device) { _ in emitCosts("busy", calls) }
  }

  private typealias Call = (name: String, body: () throws -> Void)

  private func emitCosts(_ state: String, _ calls: [Call]) {
    for call in calls {
      Fact.emit("\(state): \(call.name)") {
        var times: [Double] = []
        let end = SystemClock.seconds + 0.15
        while times.count < 5 || (times.count < 200 && SystemClock.seconds < end) {
          let begin = SystemClock.monotonic.nanoseconds
          try call.body()
          times.append(Double(SystemClock.monotonic.nanoseconds - begin) / 1e3)
        }
        let high = Quantile.value(0.95, of: times) ?? .nan
        return "first \(Fact.short(times[0])) µs; \(Fact.spread(times, unit: "µs")), 95 % below \(Fact.short(high)) µs"
      }
    }
  }

  private func calls() -> [Call] {
    let numbers: [Call] = [
      "nvmlDeviceGetPowerUsage", "nvmlDeviceGetEnforcedPowerLimit", "nvmlDeviceGetPerformanceState",
      "nvmlDeviceGetCurrPcieLinkGeneration", "nvmlDeviceGetCurrPcieLinkWidth", "nvmlDeviceGetPcieReplayCounter",
      "nvmlDeviceGetFanSpeed",
    ].map { name in (name, { _ = try self.nvml.uint32(name) }) }
    let counters: [Call] = [
      "nvmlDeviceGetTotalEnergyConsumption", "nvmlDeviceGetCurrentClocksEventReasons",
      "nvmlDeviceGetCurrentClocksThrottleReasons",
    ].map { name in (name, { _ = try self.nvml.uint64(name) }) }
    let fields: [Call] = [
      ("power", [CNVML_FIELD_POWER_INSTANT]), ("memory temperature", [CNVML_FIELD_MEMORY_TEMPERATURE]),
      ("six violation times", Array(74...79)), ("both PCIe counters", [CNVML_FIELD_PCIE_TX, CNVML_FIELD_PCIE_RX]),
      ("everything above", [CNVML_FIELD_POWER_INSTANT, CNVML_FIELD_MEMORY_TEMPERATURE, 197, 198] + Array(74...79)),
    ].map { what, numbers in ("fields, \(what)", { _ = try self.nvml.fields(numbers) }) }
    let lists: [Call] = Self.processLists.map { name in (name, { _ = try self.processes(name) }) }
    return numbers + counters + fields + lists + [
      ("nvmlDeviceGetClockInfo", { _ = try self.nvml.uint32("nvmlDeviceGetClockInfo", kind: CNVML_CLOCK_SM) }),
      ("nvmlDeviceGetTemperature", { _ = try self.nvml.uint32("nvmlDeviceGetTemperature", kind: 0) }),
      ("nvmlDeviceGetTemperatureV", { try self.readTemperature() }),
      ("nvmlDeviceGetMemoryInfo_v2", { _ = try self.memory() }),
      ("nvmlDeviceGetUtilizationRates", { try self.readUtilization() }),
      ("nvmlDeviceGetTotalEccErrors", { try self.readECCErrors() }),
      ("nvmlDeviceGetSamples", { _ = try self.samples(CNVML_SAMPLES_GPU_UTILIZATION) }),
      (
        "nvmlDeviceGetPcieThroughput, received",
        { _ = try self.nvml.uint32("nvmlDeviceGetPcieThroughput", kind: 1) }
      ),
    ]
  }

  private func readTemperature() throws {
    let call: cnvml_temperature_get = try nvml.function("nvmlDeviceGetTemperatureV")
    var temperature = cnvml_temperature()
    temperature.version = UInt32(CNVML_TEMPERATURE_VERSION)
    try NVMLProbe.check("nvmlDeviceGetTemperatureV", call(nvml.device, &temperature))
  }

  private func readUtilization() throws {
    let call: cnvml_utilization_get = try nvml.function("nvmlDeviceGetUtilizationRates")
    var rates = cnvml_utilization()
    try NVMLProbe.check("nvmlDeviceGetUtilizationRates", call(nvml.device, &rates))
  }

  private func readECCErrors() throws {
    let call: cnvml_ecc_errors = try nvml.function("nvmlDeviceGetTotalEccErrors")
    var count: UInt64 = 0
    try NVMLProbe.check(
      "nvmlDeviceGetTotalEccErrors", call(nvml.device, Int32(CNVML_ECC_UNCORRECTED), Int32(CNVML_ECC_VOLATILE), &count))
  }
}

// MARK: - Lists and structures

extension GPUFacts {
  static let processLists = [
    "nvmlDeviceGetComputeRunningProcesses_v3", "nvmlDeviceGetGraphicsRunningProcesses_v3",
  ]

  func memory() throws -> cnvml_memory_v2 {
    let call: cnvml_memory_v2_get = try nvml.function("nvmlDeviceGetMemoryInfo_v2")
    var memory = cnvml_memory_v2()
    memory.version = UInt32(CNVML_MEMORY_V2_VERSION)
    try NVMLProbe.check("nvmlDeviceGetMemoryInfo_v2", call(nvml.device, &memory))
    return memory
  }

  /// Processes with the memory they use; room for each is that of the largest layout that a driver writes.
  func processes(_ name: String) throws -> [cnvml_process_v2] {
    let call: cnvml_processes = try nvml.function(name)
    let room = [cnvml_process_detail](repeating: cnvml_process_detail(), count: 64)
    var buffer = room
    var count = UInt32(room.count)
    return try buffer.withUnsafeMutableBytes { bytes in
      try NVMLProbe.check(name, call(nvml.device, &count, bytes.baseAddress))
      let stride = MemoryLayout<cnvml_process_v2>.stride
      return (0..<Int(count)).map { bytes.load(fromByteOffset: $0 * stride, as: cnvml_process_v2.self) }
    }
  }

  func samples(_ series: Int) throws -> [cnvml_sample] {
    let call: cnvml_samples = try nvml.function("nvmlDeviceGetSamples")
    var type: Int32 = 0
    var count: UInt32 = 0
    try NVMLProbe.check("nvmlDeviceGetSamples", call(nvml.device, Int32(series), 0, &type, &count, nil))
    var samples = [cnvml_sample](repeating: cnvml_sample(), count: Int(count))
    try NVMLProbe.check("nvmlDeviceGetSamples", call(nvml.device, Int32(series), 0, &type, &count, &samples))
    return Array(samples.prefix(Int(count)))
  }
}
