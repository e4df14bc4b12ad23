import CPerformanceProbe
import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceWindow

/// The machine's counters at one time. The difference before and after the samples shows its other load.
package struct HostConditions: Sendable {
  /// Nanoseconds of the clock.
  package var time = 0.0
  /// Nanoseconds for which the process's threads ran.
  package var ran: Double?
  /// Nanoseconds for which they were ready and waited for a processor.
  package var waited: Double?
  /// Clock ticks of all processors.
  package var total: Double?
  /// Clock ticks of all processors that the hypervisor gave to others.
  package var stolen: Double?
  /// Nanoseconds in which some process of the machine waited for a processor.
  package var pressed: Double?
  /// The number of preemptions of this process.
  package var preempted: Double?
  /// The number of threads that can run at a time.
  package var processors = 1.0

  /// Creates counters of a system that reports none.
  package init() {}

  /// The current state; counters that the system does not report are `nil`.
  package static func now() -> HostConditions {
    var conditions = HostConditions()
    if let script = RunClock.script {
      conditions.read(script)
      return conditions
    }
    conditions.time = Double(perf_now())
    conditions.processors = Double(ProcessInfo.processInfo.activeProcessorCount)
    conditions.readSchedulerStatistics()
    conditions.readSteal()
    conditions.readPressure()
    conditions.preempted = Double(perf_usage_now().involuntary_switches)
    return conditions
  }

  /// Nanoseconds that threads waited for a processor; `nil` if unknown, or where they waited for each other.
  static func waited(_ start: HostConditions, _ end: HostConditions) -> Double? {
    guard let ran = difference(start.ran, end.ran), let waited = difference(start.waited, end.waited),
      // Threads that wait for others of their own process are not a disturbance: a process that had most of the machine
      // caused its waiting itself.
      ran < 0.5 * (end.time - start.time) * end.processors
    else { return nil }
    return waited
  }

  /// The conditions between two times.
  static func between(_ start: HostConditions, _ end: HostConditions) -> SessionConditions {
    var conditions = SessionConditions()
    if let waited = waited(start, end), let ran = difference(start.ran, end.ran), ran + waited > 0 {
      conditions.waitShare = (waited / (ran + waited) * 1000).rounded() / 1000
    }
    if let total = difference(start.total, end.total), let stolen = difference(start.stolen, end.stolen), total > 0 {
      conditions.stealShare = (stolen / total * 1000).rounded() / 1000
    }
    let elapsed = end.time - start.time
    guard elapsed > 0 else { return conditions }
    conditions.pressureShare = difference(start.pressed, end.pressed).map {
      min(($0 / elapsed * 1000).rounded() / 1000, 1)  // the kernel's clock is not ours
    }
    conditions.preemptions = difference(start.preempted, end.preempted).map { ($0 / elapsed * 1e9).rounded() }
    conditions.frequency = frequency()
    return conditions
  }

  private static func difference(_ start: Double?, _ end: Double?) -> Double? {
    guard let start, let end else { return nil }
    return max(end - start, 0)  // a thread that ended takes its share away
  }

  /// Reads the state from a script. A script has no other disturbances, and those of the real machine are ignored.
  private mutating func read(_ script: perf_script) {
    time = Double(script.now)
    ran = Double(script.cpu)
    waited = Double(script.waited)
    processors = 4  // more than a body of one thread uses
  }

  /// `/proc/self/task/*/schedstat`: nanoseconds run, nanoseconds waited, slices (sched-stats(5)).
  private mutating func readSchedulerStatistics() {
    guard let threads = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task") else { return }
    for thread in threads {
      let fields = SystemFile.read("/proc/self/task/\(thread)/schedstat")?.split(separator: " ").compactMap {
        Double($0)
      }
      guard let fields, fields.count >= 2 else { continue }
      ran = (ran ?? 0) + fields[0]
      waited = (waited ?? 0) + fields[1]
    }
  }

  /// `some` of `/proc/pressure/cpu`, whose `total` is in microseconds (kernel documentation, accounting/psi). Absent from
  /// kernels without it, and refused in some containers.
  private mutating func readPressure() {
    guard let line = SystemFile.read("/proc/pressure/cpu", limit: 256)?.split(separator: "\n").first,
      line.hasPrefix("some "), let field = line.split(separator: " ").first(where: { $0.hasPrefix("total=") })
    else { return }
    pressed = Double(field.dropFirst("total=".count)).map { $0 * 1000 }
  }

  /// The mean of the processors' clock rates in MHz, `scaling_cur_freq` in kHz; virtual machines have none.
  private static func frequency() -> Double? {
    guard !RunClock.isScripted else { return nil }
    let rates = (0..<ProcessInfo.processInfo.processorCount).compactMap { processor in
      SystemFile.read("/sys/devices/system/cpu/cpu\(processor)/cpufreq/scaling_cur_freq", limit: 64).flatMap {
        Double($0.split(whereSeparator: \.isWhitespace).first ?? "")
      }
    }
    return rates.isEmpty ? nil : (rates.reduce(0, +) / Double(rates.count) / 1000).rounded()
  }

  /// First line of `/proc/stat`: user nice system idle iowait irq softirq steal … in ticks (proc_stat(5)).
  private mutating func readSteal() {
    guard let line = SystemFile.read("/proc/stat")?.split(separator: "\n").first else { return }
    let ticks = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    guard ticks.count >= 8 else { return }
    total = ticks.prefix(8).reduce(0, +)
    stolen = ticks[7]
  }
}
