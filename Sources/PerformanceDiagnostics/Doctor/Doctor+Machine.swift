import PerformanceRecords
import PerformanceText

extension Doctor {
  /// The coarsest acceptable clock step in nanoseconds: a thousandth of a sample.
  private static let coarsestStep = 2_000.0
  /// Clocks that need no system call.
  private static let quickClocks: Set<String> = ["tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page"]

  /// Conditions of the machine that disturb the numbers.
  var machine: [DoctorFinding] { [load, governor, turbo, clock, quota, lock] }

  var load: DoctorFinding {
    guard let text = probe.line("/proc/loadavg"), let load = text.split(separator: " ").first.flatMap({ Double($0) })
    else { return .ok("load", "not known here") }
    let found = "\(Digits.fixed(load, decimals: 2)) on \(Plural.text(probe.processors, "processor"))"
    guard load > Double(probe.processors) / 2 else { return .ok("load", found) }
    return .warning("load", found, "close other programs: verdicts stay correct, but need more sessions")
  }

  var governor: DoctorFinding {
    let name = "governor"
    let governors = (0..<probe.processors).compactMap {
      probe.line("/sys/devices/system/cpu/cpu\($0)/cpufreq/scaling_governor")
    }
    guard !governors.isEmpty else { return .ok(name, "not readable (virtual machine)") }
    let kinds = Set(governors).sorted().joined(separator: ", ")
    guard kinds != "performance" else { return .ok(name, kinds) }
    return .warning(name, kinds, "clock rates follow the load; type 'sudo cpupower frequency-set -g performance'")
  }

  /// Never a warning: nearly every machine has turbo on, and the best session of several is about the same with it.
  var turbo: DoctorFinding {
    let isOn: Bool
    if let noTurbo = probe.line("/sys/devices/system/cpu/intel_pstate/no_turbo") {
      isOn = noTurbo == "0"
    } else if let boost = probe.line("/sys/devices/system/cpu/cpufreq/boost") {
      isOn = boost == "1"
    } else {
      return .ok("turbo", "not readable (virtual machine)")
    }
    return isOn ? .ok("turbo", "on", "sessions differ less with it off") : .ok("turbo", "off")
  }

  var clock: DoctorFinding {
    let source = probe.line("/sys/devices/system/clocksource/clocksource0/current_clocksource")
    let step = probe.clockStep()
    let nanoseconds = MetricDescription(name: "step", unit: .nanoseconds)
    let steps = step.map { ", smallest step \(ValueFormat.text($0, of: nanoseconds))" } ?? ""
    let found = (source ?? "source not known here") + steps
    if let step, step > Self.coarsestStep {
      return .warning("clock", found, "too coarse for samples of 2 ms; times will repeat in steps")
    }
    if let source, !Self.quickClocks.contains(source) {
      return .warning("clock", found, "reading it is a system call; short bodies are measured with noise")
    }
    return .ok("clock", found)
  }

  /// The smallest limit on the path to the root: the limits of parent groups apply to a container, too.
  var quota: DoctorFinding {
    let name = "processor quota"
    guard let processors = (quotasOfVersion2 + quotasOfVersion1).min() else { return .ok(name, "none") }
    let found = "\(Digits.significant(processors, digits: 2)) of \(Plural.text(probe.processors, "processor"))"
    return .warning(
      name, found, "the kernel stops all threads when it is exhausted, which looks like noise; lift it for measuring")
  }

  /// `cpu.max` has the form `quota period` or `max period`, in microseconds.
  private var quotasOfVersion2: [Double] {
    let own = probe.read("/proc/self/cgroup")?.split(separator: "\n").first { $0.hasPrefix("0::/") }
    var parts = own.map { $0.dropFirst("0::/".count).split(separator: "/").map { String($0) } } ?? []
    var quotas: [Double] = []
    while true {
      let path = (["/sys/fs/cgroup"] + parts + ["cpu.max"]).joined(separator: "/")
      let fields = probe.line(path)?.split(separator: " ") ?? []
      if fields.count == 2, let quota = Double(fields[0]), let period = Double(fields[1]), period > 0 {
        quotas.append(quota / period)
      }
      guard !parts.isEmpty else { return quotas }
      parts.removeLast()
    }
  }

  private var quotasOfVersion1: [Double] {
    guard let quota = probe.line("/sys/fs/cgroup/cpu/cpu.cfs_quota_us").flatMap({ Double($0) }), quota > 0,
      let period = probe.line("/sys/fs/cgroup/cpu/cpu.cfs_period_us").flatMap({ Double($0) }), period > 0
    else { return [] }
    return [quota / period]
  }

  var lock: DoctorFinding {
    switch probe.lock() {
    case .free: .ok("machine lock", "free")
    case .held(let holder):
      .warning(
        "machine lock", "held by process \(holder.process) in \(holder.folder)", "a run waits until that one has ended")
    case .unusable(let reason):
      .problem("machine lock", reason, "it excludes other measurements; make it writable for all, or delete it")
    }
  }
}
