import Foundation
import PerformanceGit
import PerformanceSystem

extension PackageFolder {
  /// Runs git in the package.
  /// - Parameter scratch: the folder for git's output.
  package func git(scratch: URL) -> GitTool {
    GitTool(folder: url, scratch: scratch, environment: environment, log: log)
  }

  /// The repository of the package.
  /// - Parameter scratch: the folder for git's output.
  /// - Throws: ``CommandFailure`` when the package is in no repository.
  package func checkout(scratch: URL) throws -> GitCheckout {
    try GitCheckout(containing: url, scratch: scratch, environment: environment, log: log)
  }
}
