import PerformanceText

extension Doctor {
  /// What the system lets a process know and do.
  var system: [DoctorFinding] { [selfStart, clearRefs, schedulerStatistics, performanceEvents] }

  var selfStart: DoctorFinding {
    guard probe.isLinux, probe.exists("/proc/self/exe") else {
      return .warning(
        "sessions", "a process cannot start itself here", "sessions are drawn in one process, their times are advisory")
    }
    return .ok("sessions", "each in a process of its own")
  }

  var clearRefs: DoctorFinding {
    guard probe.isWritable("/proc/self/clear_refs") else {
      return .warning("clear_refs", "not writable", "peakResidentMemory is unavailable; mount /proc writable")
    }
    return .ok("clear_refs", "writable, peak memory can be measured")
  }

  var schedulerStatistics: DoctorFinding {
    guard probe.line("/proc/self/schedstat") != nil else {
      return .warning(
        "schedstat", "not readable", "a busy machine is not recognised; boot a kernel with CONFIG_SCHED_INFO")
    }
    return .ok("schedstat", "readable, a busy machine is recognised")
  }

  /// Nothing of ours uses it yet; it is what people ask for first who look at a regression with `perf`.
  var performanceEvents: DoctorFinding {
    guard let level = probe.line("/proc/sys/kernel/perf_event_paranoid").flatMap({ Int($0) }) else {
      return .ok("perf events", "not available here")
    }
    let found = "perf_event_paranoid is \(level)"
    return level > 2
      ? .ok("perf events", found, "'perf' needs 2 or less, measuring does not") : .ok("perf events", found)
  }
}
