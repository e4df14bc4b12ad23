import Foundation

/// What git says of the package's folder; nothing where there is no git or no repository.
struct GitRepository {
  let folder: URL

  /// The commit that is checked out, marked when files differ from it.
  var commit: String? {
    guard let commit = output(["rev-parse", "--short=12", "HEAD"]) else { return nil }
    let isDirty = output(["status", "--porcelain", "--untracked-files=no"])?.isEmpty == false
    return commit + (isDirty ? "+changes" : "")
  }

  private func output(_ arguments: [String]) -> String? {
    ToolOutput.text(of: ["git", "-C", folder.path] + arguments)
  }
}
