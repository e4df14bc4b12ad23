import PerformanceBundles
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// What is checked before minutes are spent on a build: that the variables can be used, the baselines can be read and
/// the state can be written.
package struct Preflight {
  private let folder: PackageFolder

  /// The checks of a package.
  package init(package: PackageFolder) { folder = package }

  /// Checks, and prepares the state folder.
  /// - Returns: what is on file for this machine and toolchain.
  /// - Throws: ``InputError``.
  @discardableResult
  package func check() throws -> BaselineStore.Loaded {
    _ = try RunConfiguration(environment: folder.environment, package: folder.url)
    _ = try EnvironmentRequest(environment: folder.environment)
    // Read before anything is written: a broken file leaves the package as it was.
    let loaded = try folder.baselines.load(for: Preflight.environment)
    try folder.state.create()
    folder.state.tidy()
    for error in loaded.unreadable { folder.output.error("warning: \(error)") }
    if RunClock.isScripted { folder.output.error(ScriptedClockLine.text) }
    return loaded
  }

  /// The environment that the gate's bundle will find: same machine, same toolchain, optimised, not testable, aligned.
  package static var environment: RunEnvironment {
    EnvironmentReader.read(isOptimised: true, isTestable: false, isAligned: true)
  }
}
