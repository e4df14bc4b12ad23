import PerformanceNVML
import PerformanceRecords
import PerformanceText

extension GPUSnapshot {
  /// The most processes of a line.
  private static let mostProcesses = 8

  /// The name of the GPU among others: `GPU 0`, `GPU 0 instance 5`.
  var label: String { "GPU \(index)" + (instance.map { " instance \($0)" } ?? "") }

  /// The architecture and the driver: `Hopper, driver 580.65.06, NVML 13.580.65.06, CUDA 13.0, PCI 00000000:65:00.0`.
  var identity: String {
    let known = [
      text(.architecture), text(.driver).map { "driver \($0)" }, text(.nvml).map { "NVML \($0)" },
      text(.cuda).map { "CUDA \($0)" }, pciBusID.map { "PCI \($0)" },
    ].compactMap { $0 }
    return known.isEmpty ? "its driver is unknown" : known.joined(separator: ", ").onOneLine(atMost: 200)
  }

  /// A value with its unit: `300 W`, `P0`, `on`, `power cap, idle`, `1: 4711 (1.50 GiB)`.
  static func text(_ value: Value, of quantity: GPUQuantity) -> String {
    switch value {
    case .number(let number): ValueFormat.text(number, of: description(of: quantity))
    case .text(let text): (words[text] ?? text).onOneLine(atMost: 100)
    case .flag(let flag): flag ? "on" : "off"
    case .names(let names): names.isEmpty ? "nothing" : names.joined(separator: ", ")
    case .processes(let processes): text(processes)
    }
  }

  /// Processes and their memory: `2: 4711 (1.50 GiB), 4712`.
  static func text(_ processes: [Process]) -> String {
    guard !processes.isEmpty else { return "none" }
    let shown = processes.prefix(mostProcesses).map { process in
      let memory = process.usedMemory.map { " (\(text(.number(Double($0)), of: .memoryUsed)))" }
      return "\(process.pid)" + (memory ?? "")
    }
    return "\(processes.count): " + shown.joined(separator: ", ") + (processes.count > mostProcesses ? ", …" : "")
  }

  /// The names of the kinds of virtualization.
  private static let words = [
    "bareMetal": "none", "passthrough": "the whole GPU is passed through to this virtual machine",
    "virtualGPU": "a virtual GPU, a part of one", "host": "this machine provides virtual GPUs",
  ]

  private static func description(of quantity: GPUQuantity) -> MetricDescription {
    let unit = quantity.unit ?? .count
    return MetricDescription(name: quantity.title, unit: unit, kind: unit == .count ? .exact : .sampled)
  }
}
