import PerformanceBuild
import PerformanceLog

extension PackageFolder {
  /// The files of the log.
  package var logFolder: LogFolder { LogFolder(state: StateLocation(package: url, environment: environment)) }
}
