import PerformanceHealth
import PerformanceText

extension Doctor {
  /// The permissions and features of the system.
  var system: [HealthFinding] { [selfStart, clearRefs, schedulerStatistics, performanceEvents] }

  var selfStart: HealthFinding {
    guard probe.isLinux, probe.exists("/proc/self/exe") else {
      return .warning(
        "sessions", "a process cannot start itself here", "sessions are taken in one process, their times are advisory")
    }
    return .ok("sessions", "each in a process of its own")
  }

  var clearRefs: HealthFinding {
    guard probe.isWritable("/proc/self/clear_refs") else {
      return .warning("clear_refs", "not writable", "peakResidentMemory is unavailable; mount /proc writable")
    }
    return .ok("clear_refs", "writable, peak memory can be measured")
  }

  var schedulerStatistics: HealthFinding {
    guard probe.line("/proc/self/schedstat") != nil else {
      return .warning(
        "schedstat", "not readable", "a busy machine is not detected; boot a kernel with CONFIG_SCHED_INFO")
    }
    return .ok("schedstat", "readable, a busy machine is detected")
  }

  /// Unused by this package, but needed first when a regression is examined with `perf`.
  var performanceEvents: HealthFinding {
    guard let level = probe.line("/proc/sys/kernel/perf_event_paranoid").flatMap({ Int($0) }) else {
      return .ok("perf events", "not available here")
    }
    let found = "perf_event_paranoid is \(level)"
    return level > 2
      ? .ok("perf events", found, "'perf' needs 2 or less, measuring does not") : .ok("perf events", found)
  }
}
