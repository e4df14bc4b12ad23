import PerformanceHealth
import PerformanceMachine
import PerformanceRecords
import PerformanceText

extension Doctor {
  /// The coarsest acceptable clock step in nanoseconds: a thousandth of a sample.
  private static let coarsestStep = 2_000.0
  /// The load for each processor from which sessions disturb each other.
  private static let busyLoad = 0.5
  /// Clocks that need no system call.
  private static let quickClocks: Set<String> = ["tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page"]

  var load: HealthFinding {
    guard let load = probe.machine.load.value else { return .ok("load", "not known here") }
    let found = "\(Digits.fixed(load, decimals: 2)) on \(Plural.text(probe.processors, "processor"))"
    let perProcessor = load / Double(max(probe.processors, 1))
    let measure = HealthFinding.Measure(perProcessor, "processes per processor", limit: Self.busyLoad)
    guard perProcessor > Self.busyLoad else { return .ok("load", found, nil, measure) }
    // Never a problem: a supervisor would restart a run because of what other programs do for a minute.
    return .warning("load", found, "close other programs: verdicts stay correct, but need more sessions", measure)
  }

  var governor: HealthFinding {
    let name = "governor"
    guard let governors = probe.machine.governors(ofProcessors: probe.processors).value else {
      return .ok(name, "not readable (virtual machine)")
    }
    let kinds = governors.joined(separator: ", ")
    guard kinds != "performance" else { return .ok(name, kinds) }
    return .warning(name, kinds, "clock rates follow the load; type 'sudo cpupower frequency-set -g performance'")
  }

  /// Never a warning: nearly every machine has turbo on, and the best session of several is about the same with it.
  var turbo: HealthFinding {
    guard let isOn = probe.machine.turbo.value else { return .ok("turbo", "not readable (virtual machine)") }
    return isOn ? .ok("turbo", "on", "sessions differ less with it off") : .ok("turbo", "off")
  }

  var clock: HealthFinding {
    let source = probe.machine.clockSource.value
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

  var quota: HealthFinding {
    let name = "processor quota"
    guard let processors = probe.machine.quota.value else { return .ok(name, "none") }
    let found = "\(Digits.significant(processors, digits: 2)) of \(Plural.text(probe.processors, "processor"))"
    return .warning(
      name, found, "the kernel stops all threads when it is exhausted, which looks like noise; lift it for measuring")
  }
}
