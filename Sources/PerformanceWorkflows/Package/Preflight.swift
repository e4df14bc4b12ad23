import PerformanceBundles
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// The checks before a build, which takes minutes: valid variables, readable baselines, a writable state folder.
package struct Preflight {
  private let folder: PackageFolder

  package init(package: PackageFolder) { folder = package }

  /// Checks, and prepares the state folder.
  /// - Returns: The baselines of this machine and toolchain.
  /// - Throws: ``InputError``.
  @discardableResult
  package func check() throws -> BaselineStore.Loaded {
    _ = try RunConfiguration(environment: folder.environment, package: folder.url)
    _ = try EnvironmentRequest(environment: folder.environment)
    // Reading comes before writing: a broken file leaves the package unchanged.
    let loaded = try folder.baselines.load(for: folder.environmentOfRun)
    try folder.state.create()
    folder.state.tidy()
    for error in loaded.unreadable { folder.output.error("warning: \(error)") }
    if RunClock.isScripted { folder.output.error(ScriptedClockLine.text) }
    return loaded
  }

  /// The environment that a gate's bundle will find: same machine, same toolchain, optimised, not testable, aligned.
  package static var environment: RunEnvironment {
    EnvironmentReader.read(isOptimised: true, isTestable: false, isAligned: true)
  }
}

extension PackageFolder {
  /// The environment that the package's bundle will find, of which its build arguments are a part.
  package var environmentOfRun: RunEnvironment { Self.environmentOfRun(buildArguments: buildArguments.comparable) }

  /// The environment that a bundle with build arguments will find.
  static func environmentOfRun(buildArguments: [String]) -> RunEnvironment {
    EnvironmentReader.read(isOptimised: true, isTestable: false, isAligned: true, buildArguments: buildArguments)
  }
}
