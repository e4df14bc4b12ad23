import Foundation
import PerformanceSystem
import PerformanceText

/// The checks of the folders that commands write to, and of the locks in them.
package struct StateChecks {
  private let probe: HealthProbe

  package init(probe: HealthProbe) { self.probe = probe }

  /// Whether a folder in the state can be written, or created.
  package func folder(_ name: String, _ path: String) -> HealthFinding {
    let remedy = "make it writable, or set PERFTEST_STATE to a folder that is"
    guard probe.exists(path) else {
      return probe.isWritable(path)
        ? .ok(name, "\(path), which the first run makes") : .problem(name, "\(path) cannot be written", remedy)
    }
    guard probe.isWritable(path) else { return .problem(name, "\(path) cannot be written", remedy) }
    guard let failure = probe.trial(path) else { return .ok(name, path) }
    let reason = String(cString: strerror(failure.code))
    let space = [ENOSPC, EDQUOT].contains(failure.code)
    return .problem(
      name, "a file in \(path) could not be \(failure.step.rawValue) (\(reason))",
      space ? "free some space, or set PERFTEST_STATE to a folder on another disk" : remedy)
  }

  /// The lock that excludes other measurements on the machine.
  var machineLock: HealthFinding {
    lock("machine lock", probe.lock(nil), whileHeld: "a new run waits until that process has ended")
  }

  /// The lock that excludes other changes of the baselines.
  func recordLock(_ state: String) -> HealthFinding {
    let path = state + "/record.lock"
    return lock(
      "record lock", probe.exists(path) ? probe.lock(path) : .free,
      whileHeld: "a new recording waits until that process has ended")
  }

  private func lock(_ name: String, _ lock: HealthProbe.Lock, whileHeld advice: String) -> HealthFinding {
    switch lock {
    case .free: .ok(name, "free")
    case .held(let holder): .warning(name, "held by process \(holder.process) in \(holder.folder)", advice)
    case .unusable(let reason):
      .problem(name, reason, "it excludes other measurements; make it writable for all, or delete it")
    }
  }
}
