import PerformanceSystem
import PerformanceText

/// Whether measuring is possible now, as far as checks of a few milliseconds show.
package struct Readiness: Sendable {
  /// Seconds between two looks while it is waited for.
  private static let pause = 1.0

  private let probe: HealthProbe
  private let checker = HealthChecker()

  package init(_ probe: HealthProbe) { self.probe = probe }

  /// The checks that start no process: disk, memory, the folder for state, the locks.
  package static func checks(_ probe: HealthProbe) -> [HealthCheck] {
    [stateFolder(probe), locks(probe), disk(probe), memory(probe)]
  }

  /// The findings that exclude measuring now; waits until there are none, at most for the seconds.
  /// - Parameter waiting: called with the findings once, when waiting begins.
  package func problems(
    waiting seconds: Double = 0, _ waiting: ([HealthFinding]) -> Void = { _ in }
  ) -> [HealthFinding] {
    let first = problems
    guard !first.isEmpty, seconds > 0 else { return first }
    waiting(first)
    let begin = probe.seconds()
    while true {
      probe.sleep(Self.pause)
      let problems = problems
      guard !problems.isEmpty, probe.seconds() - begin < seconds else { return problems }
    }
  }

  private var problems: [HealthFinding] {
    checker.results(of: Self.checks(probe)).flatMap(\.findings).filter { $0.status == .fail }
  }
}

extension Readiness {
  /// Whether the state folder can be written.
  package static func stateFolder(_ probe: HealthProbe) -> HealthCheck {
    HealthCheck("state-folder", .live) {
      probe.package.map { [StateChecks(probe: probe).folder("state folder", $0.state)] } ?? []
    }
  }

  /// Whether the locks can be used, and who has them.
  package static func locks(_ probe: HealthProbe) -> HealthCheck {
    HealthCheck("locks", .live) {
      let checks = StateChecks(probe: probe)
      return [checks.machineLock] + (probe.package.map { [checks.recordLock($0.state)] } ?? [])
    }
  }

  /// Whether there is space on the disks that a run writes to.
  package static func disk(_ probe: HealthProbe) -> HealthCheck {
    HealthCheck("disk", .ready) {
      let checks = SpaceChecks(probe: probe)
      return (probe.package.map { [checks.stateDisk($0.state)] } ?? []) + [checks.temporaryDisk]
    }
  }

  /// Whether there is memory.
  package static func memory(_ probe: HealthProbe) -> HealthCheck {
    HealthCheck("memory", .ready) { SpaceChecks(probe: probe).memory }
  }
}
