import CNVML
import Foundation
import PerformanceGPU
import Testing

/// Undocumented behaviour of a driver and a board, for the report of `Scripts/gpu-check`.
///
/// These find out and print; they judge nothing, take a minute and a half together, and run only when asked for.
@Suite(
  "Facts about this GPU",
  .enabled(if: ProcessInfo.processInfo.environment["GPU_FACTS"] != nil, "GPU_FACTS is not set; see Scripts/gpu-check"),
  .needsCUDA, .serialized)
struct GPUFacts {
  let device: CUDADevice
  let nvml: NVMLProbe

  init() throws {
    device = try CUDA.device.get()
    nvml = try NVMLProbe(uuid: device.uuid)
  }

  @Test func identity() throws {
    Fact.emit("CUDA's first device") { "\(device.name), \(device.uuid), CUDA \(device.cudaVersion)" }
    Fact.emit("library") { nvml.path }
    Fact.emit("driver") { try nvml.systemText("nvmlSystemGetDriverVersion") }
    Fact.emit("NVML") { try nvml.systemText("nvmlSystemGetNVMLVersion") }
    Fact.emit("name of that identity in NVML") { try nvml.text("nvmlDeviceGetName") }
    Fact.emit("VBIOS") { try nvml.text("nvmlDeviceGetVbiosVersion") }
    for name in [
      "nvmlDeviceGetArchitecture", "nvmlDeviceGetPersistenceMode", "nvmlDeviceGetVirtualizationMode",
      "nvmlDeviceGetEnforcedPowerLimit", "nvmlDeviceGetMaxPcieLinkGeneration", "nvmlDeviceGetMaxPcieLinkWidth",
    ] { Fact.emit(name) { "\(try nvml.uint32(name))" } }
    for name in ["nvmlDeviceGetMigMode", "nvmlDeviceGetEccMode"] {
      Fact.emit(name) {
        let call: cnvml_two_uint32 = try nvml.function(name)
        var (current, pending): (UInt32, UInt32) = (0, 0)
        try NVMLProbe.check(name, call(nvml.device, &current, &pending))
        return "\(current), pending \(pending)"
      }
    }
    emitState("idle")
    try GPULoad.computing(on: device) { _ in emitState("busy") }
  }

  private func emitState(_ state: String) {
    Fact.emit("\(state): SM clock, and the highest") {
      "\(try nvml.uint32("nvmlDeviceGetClockInfo", kind: CNVML_CLOCK_SM)) MHz, "
        + "\(try nvml.uint32("nvmlDeviceGetMaxClockInfo", kind: CNVML_CLOCK_SM)) MHz"
    }
    Fact.emit("\(state): memory clock, and the highest") {
      "\(try nvml.uint32("nvmlDeviceGetClockInfo", kind: CNVML_CLOCK_MEMORY)) MHz, "
        + "\(try nvml.uint32("nvmlDeviceGetMaxClockInfo", kind: CNVML_CLOCK_MEMORY)) MHz"
    }
    Fact.emit("\(state): reasons for lower clocks") {
      "0x" + String(try nvml.uint64("nvmlDeviceGetCurrentClocksEventReasons"), radix: 16)
    }
    Fact.emit("\(state): performance state") { "P\(try nvml.uint32("nvmlDeviceGetPerformanceState"))" }
    Fact.emit("\(state): PCIe link") {
      "generation \(try nvml.uint32("nvmlDeviceGetCurrPcieLinkGeneration")) "
        + "x\(try nvml.uint32("nvmlDeviceGetCurrPcieLinkWidth"))"
    }
    Fact.emit("\(state): temperature") { "\(try nvml.uint32("nvmlDeviceGetTemperature", kind: 0)) °C" }
    Fact.emit("\(state): utilization") {
      let call: cnvml_utilization_get = try nvml.function("nvmlDeviceGetUtilizationRates")
      var rates = cnvml_utilization()
      try NVMLProbe.check("nvmlDeviceGetUtilizationRates", call(nvml.device, &rates))
      return "\(rates.gpu) % of the time a kernel, \(rates.memory) % memory"
    }
  }
}
