import PerformanceHealth

/// The checks of a machine and a package: one list for `health`, for its server and for `doctor`.
package struct Doctor: Sendable {
  let probe: DoctorProbe

  /// Creates a doctor for the environment of a probe.
  package init(_ probe: DoctorProbe) { self.probe = probe }

  /// All checks, those of each probe together.
  package var checks: [HealthCheck] { live + ready + startup + quiet }

  /// The checks that start no process, so that a supervisor may make them often.
  private var live: [HealthCheck] {
    [
      HealthCheck("git-repository", .live) { repository }, HealthCheck("tools", .live) { requiredTools },
      Readiness.stateFolder(probe.health), Readiness.locks(probe.health), HealthCheck("load", .live) { load },
    ]
  }

  private var ready: [HealthCheck] {
    [
      HealthCheck("libraries", .ready) { libraries }, HealthCheck("cache-folder", .ready) { cacheFolder },
      HealthCheck("git", .ready) { git }, HealthCheck("configuration", .ready) { [variables] + settings },
      HealthCheck("conflicts", .ready) { checkedInFiles + historyIndex }, Readiness.disk(probe.health),
      Readiness.memory(probe.health),
    ]
  }

  private var startup: [HealthCheck] {
    [
      HealthCheck("executor", .startup, seconds: 15) { [swift] + package + bundle + [timer] },
      HealthCheck("baselines", .startup) { probe.package.map { baselines($0) } ?? [] },
      HealthCheck("hooks", .startup) { hooks }, HealthCheck("state", .startup) { state },
      HealthCheck("monitoring", .startup) { monitoring },
    ]
  }

  private var quiet: [HealthCheck] {
    [
      HealthCheck("calibration", .quiet) { calibration }, HealthCheck("pressure", .quiet) { pressure },
      HealthCheck("steal", .quiet) { steal }, HealthCheck("governor", .quiet) { [governor, turbo] },
      HealthCheck("quota", .quiet) { quota }, HealthCheck("clock", .quiet) { clock },
      HealthCheck("siblings", .quiet) { siblings }, HealthCheck("gpu", .quiet, seconds: 20) { gpus },
      HealthCheck("valgrind", .quiet) { valgrind },
      HealthCheck("system", .quiet) { system },
    ]
  }
}
