import PerformanceRecords
import PerformanceSystem

/// A package, as far as checks need it.
package struct HealthPackage: Sendable {
  /// Its folder.
  package var folder: String
  /// The file names of its manifests.
  package var manifests: [String]
  /// The state folder.
  package var state: String
  /// The folder of the baselines.
  package var baselines: String
  /// The baselines of this machine and toolchain.
  /// - Throws: ``InputError``.
  package var load: @Sendable () throws -> BaselineStore.Loaded
  /// The scratch folders of runs that ended without cleaning up.
  package var leftovers: @Sendable () -> [String]

  package init(
    folder: String, manifests: [String] = ["Package.swift"], state: String, baselines: String,
    leftovers: @escaping @Sendable () -> [String] = { [] },
    load: @escaping @Sendable () throws -> BaselineStore.Loaded
  ) {
    self.folder = folder
    self.manifests = manifests
    self.state = state
    self.baselines = baselines
    self.leftovers = leftovers
    self.load = load
  }
}
