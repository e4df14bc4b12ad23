import PerformanceHealth
import PerformanceRecords

extension PackageFolder {
  /// The package as checks of its health see it.
  package var health: HealthPackage {
    let (state, baselines) = (state, baselines)
    let arguments = buildArguments.comparable
    return HealthPackage(
      folder: url.path, manifests: ManifestFiles.names(in: url), state: state.url.path,
      baselines: baselines.folder.path, leftovers: { state.leftovers }
    ) { try baselines.load(for: Self.environmentOfRun(buildArguments: arguments)) }
  }
}
