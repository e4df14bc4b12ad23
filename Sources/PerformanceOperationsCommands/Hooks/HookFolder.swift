import Foundation
import PerformanceGit
import PerformanceSystem
import PerformanceWorkflows

/// The folder in which git looks for the hooks of a checkout.
struct HookFolder {
  /// The folder.
  let url: URL
  /// The path of the package from the root of the checkout; empty for the root.
  let package: String
  /// The checkout.
  let checkout: GitCheckout

  /// Finds the folder: that of the repository, also from a linked work tree, or the one that `core.hooksPath` names.
  /// - Throws: ``CommandFailure`` outside of a repository.
  init(of package: PackageFolder, scratch: URL) throws {
    let checkout = try GitCheckout(containing: package.url, scratch: scratch, environment: package.environment)
    let path: String
    do {
      path = try checkout.git.text(["rev-parse", "--git-path", "hooks"])
    } catch let error as GitTool.Failure {
      throw CommandFailure(
        status: .configuration, message: "git does not say where its hooks are: \(error.message.printable)")
    }
    url =
      path.hasPrefix("/")
      ? URL(fileURLWithPath: path, isDirectory: true) : checkout.root.appendingPathComponent(path, isDirectory: true)
    self.package = checkout.path(of: package.url)
    self.checkout = checkout
  }

  /// Whether other repositories of the user have their hooks here too.
  var isShared: Bool {
    // The scope of the value that git uses, such as `global`, stands before it.
    let setting = try? checkout.git.text(["config", "--show-scope", "--get", "core.hooksPath"])
    return setting.map { $0.hasPrefix("global") || $0.hasPrefix("system") } ?? false
  }
}
