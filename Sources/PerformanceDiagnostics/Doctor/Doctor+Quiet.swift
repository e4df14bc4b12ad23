import Foundation
import PerformanceHealth
import PerformanceMachine
import PerformanceStatistics
import PerformanceText

extension Doctor {
  /// The share of a time by which repetitions of fixed work may differ.
  private static let noisyWork = 0.02
  /// The number of repetitions; each takes about a millisecond.
  private static let repetitions = 100
  /// The shares of time that processes may wait for a resource.
  private static let pressureLimits: [PressureResource: Double] = [.cpu: 0.05, .memory: 0.01, .io: 0.1]
  /// The share of time that the hypervisor may take.
  private static let noticeableSteal = 0.01
  /// The seconds during which it is observed.
  private static let observation = 0.5

  /// Fixed work, repeated: how much its time scatters is what a benchmark will see.
  ///
  /// The median of the deviations from the median, so that single interruptions, which sessions leave out too, do not
  /// count.
  var calibration: HealthFinding {
    let name = "calibration"
    let times = (0..<Self.repetitions).map { _ in probe.calibration() }
    guard let median = Quantile.median(of: times), median > 0,
      let deviation = Quantile.median(of: times.map { abs($0 - median) })
    else { return .ok(name, "not measured here") }
    let share = deviation / median
    let measure = HealthFinding.Measure(share * 100, "percent", limit: Self.noisyWork * 100)
    let found = "fixed work scatters by \(ValueFormat.share(share))"
    return share <= Self.noisyWork
      ? .ok(name, found, nil, measure)
      : .warning(name, found, "close other programs, or use another machine: benchmarks scatter as much", measure)
  }

  /// What processes waited for in the last ten seconds.
  var pressure: [HealthFinding] {
    PressureResource.allCases.map { resource in
      let name = "pressure (\(resource.rawValue))"
      guard let share = probe.machine.pressure(on: resource).value, let limit = Self.pressureLimits[resource] else {
        return .ok(name, "not known here")
      }
      let measure = HealthFinding.Measure(share * 100, "percent", limit: limit * 100)
      let found = "processes waited \(ValueFormat.share(share)) of the time"
      return share <= limit
        ? .ok(name, found, nil, measure)
        : .warning(name, found, "close other programs: sessions wait as well", measure)
    }
  }

  /// What the hypervisor gives to other machines.
  var steal: HealthFinding {
    let name = "steal"
    var (start, end) = (MachineReadings(time: 0), MachineReadings(time: 1))
    start.ticks = probe.machine.ticks
    guard start.ticks.value != nil else { return .ok(name, "not known here") }
    probe.sleep(Self.observation)
    end.ticks = probe.machine.ticks
    guard let share = ProcessorUse.between(start, end).value?.stolen else { return .ok(name, "not known here") }
    let measure = HealthFinding.Measure(share * 100, "percent", limit: Self.noticeableSteal * 100)
    let found = "the hypervisor took \(ValueFormat.share(share)) of the time"
    return share <= Self.noticeableSteal
      ? .ok(name, found, nil, measure)
      : .warning(name, found, "times need more sessions; use a machine that shares its processors less", measure)
  }

  /// Two threads of one processor take turns with its units: a busy sibling halves the speed of some code.
  var siblings: HealthFinding {
    let name = "sibling threads"
    guard probe.line("/sys/devices/system/cpu/smt/active") == "1" else { return .ok(name, "none, or not known here") }
    let advice = "a busy sibling makes code slower; type 'echo off | sudo tee /sys/devices/system/cpu/smt/control'"
    let load = (probe.machine.load.value ?? 0) / Double(max(probe.processors, 1))
    return load > 0.5 ? .warning(name, "on, and busy", advice) : .ok(name, "on", advice)
  }
}
