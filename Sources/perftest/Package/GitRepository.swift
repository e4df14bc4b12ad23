import Foundation
import PerformanceMeasurement

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
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("perftest-git-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let child = try? ChildProcess(
      "/usr/bin/env", arguments: ["env", "git", "-C", folder.path] + arguments,
      environment: ProcessInfo.processInfo.environment, output: .file(file))
    guard let child, child.wait(seconds: 10) == .exited(0), let data = try? Data(contentsOf: file) else { return nil }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
