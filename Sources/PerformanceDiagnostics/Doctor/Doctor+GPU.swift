import PerformanceHealth
import PerformanceNVML
import PerformanceRecords
import PerformanceText

extension Doctor {
  /// Whether energy, memory and clocks of the GPUs can be measured, and conditions that disturb them.
  var gpus: [HealthFinding] {
    switch probe.gpus() {
    case .off: [.ok("GPU", "PERFTEST_GPU is off, none is measured")]
    case .absent(let problem, let remedy):
      [.ok("GPU", clause(problem), "metrics of a GPU are unavailable, all others are measured. \(remedy)")]
    case .broken(let problem, let remedy):
      [.warning("GPU", clause(problem), "metrics of a GPU are unavailable. \(remedy)")]
    case .unusable(let error): [.problem("GPU", "\(error.file) \(error.problem)", error.remedy)]
    case .found(let snapshots, let selection):
      [measured(snapshots, selection)] + snapshots.filter { $0.instance == nil }.flatMap { DoctorGPU($0).findings }
    }
  }

  /// A sentence as a finding, without its full stop.
  private func clause(_ sentence: String) -> String {
    sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }

  private func measured(_ snapshots: [GPUSnapshot], _ selection: GPUReport.Selection) -> HealthFinding {
    switch selection {
    case .none(let reason): return .ok("GPU", "none is measured: \(clause(reason))")
    case .measured(let uuid, let reason, let notes):
      let label = snapshots.first { $0.uuid == uuid }?.label ?? uuid
      return .ok("GPU", "\(label) is measured: \(reason)", notes.isEmpty ? nil : notes.joined(separator: " "))
    }
  }
}

/// The checks of one GPU.
private struct DoctorGPU {
  /// The share of the default limit below which a lower limit is reported; more is rounding.
  private static let lowestShareOfLimit = 0.99

  private let gpu: GPUSnapshot

  init(_ gpu: GPUSnapshot) { self.gpu = gpu }

  /// A finding that names the GPU, and one for each check.
  var findings: [HealthFinding] {
    [identity]
      + [persistence, mig, powerLimit, processes, clocks, ecc, faults, driver].compactMap { $0 }
  }

  /// After a loss of the GPU no other check is meaningful, and none reports.
  private var identity: HealthFinding {
    let found = "\(gpu.name), \(gpu.identity)"
    let reasons = GPUQuantity.allCases.compactMap { quantity -> String? in
      if case .invalid(let reason)? = gpu.answers[quantity] { reason } else { nil }
    }
    guard let reason = reasons.first else { return .ok(gpu.label, found) }
    return .warning(
      gpu.label, "\(found): \(reason)",
      "none of its numbers is valid; look for Xid in the kernel's log, reset it with 'sudo nvidia-smi -r', or reboot")
  }

  private var persistence: HealthFinding? {
    guard gpu.flag(.persistence) == false else { return nil }
    return .warning(
      name("persistence"), "off",
      """
      every process waits for the driver to start, and counters begin anew; type \
      'sudo nvidia-smi -i \(gpu.index) -pm 1'
      """)
  }

  private var mig: HealthFinding? {
    guard gpu.flag(.mig) == true else { return nil }
    return .warning(
      name("MIG"), "on",
      """
      power, energy, clocks and temperature are of the whole board, which others share, so they are unavailable for an \
      instance; type 'sudo nvidia-smi -i \(gpu.index) -mig 0'
      """)
  }

  private var powerLimit: HealthFinding? {
    guard let limit = gpu.number(.powerLimit), let normal = gpu.number(.powerLimitDefault),
      limit < normal * Self.lowestShareOfLimit
    else { return nil }
    let texts = [(limit, GPUQuantity.powerLimit), (normal, .powerLimitDefault)].map { number, quantity in
      GPUSnapshot.text(.number(number), of: quantity)
    }
    return .warning(
      name("power limit"), "\(texts[0]), the default is \(texts[1])",
      """
      numbers compare with those under the same limit alone; type \
      'sudo nvidia-smi -i \(gpu.index) -pl \(Int(normal))' unless it is intended
      """)
  }

  /// The doctor itself does not use the GPU, so all processes are other ones.
  private var processes: HealthFinding? {
    guard let processes = gpu.processes, !processes.isEmpty else { return nil }
    return .warning(
      name("processes"), GPUSnapshot.text(processes),
      "they take its time, memory and power: sessions with them are unreliable; end them, or measure another GPU")
  }

  /// NVML does not report whether clocks are locked, so this is never more than a hint.
  private var clocks: HealthFinding? {
    guard let now = gpu.number(.smClock), let highest = gpu.number(.smClockMaximum) else { return nil }
    let texts = [(now, GPUQuantity.smClock), (highest, .smClockMaximum)].map { number, quantity in
      GPUSnapshot.text(.number(number), of: quantity)
    }
    return .ok(
      name("clocks"), "SM at \(texts[0]) of \(texts[1]); whether they are locked is unknown",
      "sessions differ less with locked ones: 'sudo nvidia-smi -i \(gpu.index) -lgc MHZ', below the highest")
  }

  private var ecc: HealthFinding? {
    if gpu.flag(.ecc) == false {
      return .ok(name("ECC"), "off", "numbers compare with those without it alone; memory errors are not detected")
    }
    guard let reason = unavailable(.eccUncorrected) else { return nil }
    return .ok(name("ECC"), "errors are unavailable: \(reason)", "memory errors in a session are not detected")
  }

  private var faults: HealthFinding? {
    unavailable(.xids).map { reason in
      .warning(name("Xid"), "faults are unavailable: \(reason)", "a fault in a session is not detected")
    }
  }

  private var driver: HealthFinding? {
    guard let version = gpu.text(.driver), let major = Int(version.prefix { $0.isASCII && $0.isNumber }) else {
      return nil
    }
    let missing = GPUQuantity.allCases.filter { quantity in
      unavailable(quantity) != nil && quantity.firstDriver.map { $0 > major } ?? false
    }
    guard let newest = missing.compactMap(\.firstDriver).max() else { return nil }
    return .warning(
      name("driver"), "\(version) is too old for \(missing.map(\.title).joined(separator: ", "))",
      "install \(newest) or later")
  }

  private func name(_ check: String) -> String { "\(gpu.label) \(check)" }

  private func unavailable(_ quantity: GPUQuantity) -> String? {
    if case .unavailable(let reason)? = gpu.answers[quantity] { reason } else { nil }
  }
}
