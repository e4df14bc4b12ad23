import Foundation
import PerformanceSystem

extension ExportedTree {
  /// A path that leads outside of the exported files.
  package struct Outside: Equatable {
    /// The target as seen from the user's folder.
    package var users: String
    /// Whether a link is necessary at the target; an absolute path leads to the user's files by itself.
    package var needsLink: Bool
  }

  /// The target of a path outside of the exported files; `nil` for one inside.
  package func outside(_ path: String) -> Outside? {
    let path = Self.normal(path)
    if path == root.path || path.hasPrefix(root.path + "/") { return nil }
    return path.hasPrefix(image.path + "/")
      ? Outside(users: String(path.dropFirst(image.path.count)), needsLink: true)
      : Outside(users: path, needsLink: false)
  }

  /// The target of an exported symbolic link outside of the exported files; `nil` for one inside.
  package func outside(link: URL) -> Outside? {
    guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link.path) else { return nil }
    return outside(target.hasPrefix("/") ? target : link.deletingLastPathComponent().path + "/" + target)
  }

  /// A path without `.` and `..`, resolved textually as SwiftPM does.
  private static func normal(_ path: String) -> String {
    var names: [Substring] = []
    for name in path.split(separator: "/") where name != "." {
      if name == ".." { _ = names.popLast() } else { names.append(name) }
    }
    return "/" + names.joined(separator: "/")
  }

  /// Creates links for relative paths that leave the repository, to their targets as seen from the user's folder, and
  /// removes all other files beside the exported ones.
  /// - Parameter paths: absolute paths of the user's files and folders, all of them outside of the repository.
  /// - Throws: ``InputError`` when the folder cannot be written.
  package func link(_ paths: Set<String>) throws {
    let links = links(to: paths)
    do {
      try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
      try removeOthers(besides: links, in: image, path: "")
      for path in links {
        let link = image.appendingPathComponent(path)
        guard (try? FileManager.default.destinationOfSymbolicLink(atPath: link.path)) == nil else { continue }
        try FileManager.default.createDirectory(
          at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: path)
      }
    } catch {
      throw InputError.unwritable(image)
    }
  }

  /// The paths of the links: none within another one, and none above the exported files.
  private func links(to paths: Set<String>) -> Set<String> {
    var links = paths
    for path in paths where isAboveRoot(path) {
      // A folder is created instead, with a link for each of its files.
      links.remove(path)
      for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      where !FileStates.ignored.contains(name) {
        let inner = path + "/" + name
        if inner != checkout.root.path, !isAboveRoot(inner) { links.insert(inner) }
      }
    }
    return links.filter { path in !links.contains { path.hasPrefix($0 + "/") } }
  }

  private func isAboveRoot(_ path: String) -> Bool {
    checkout.root.path.hasPrefix(path + "/")
  }

  private func removeOthers(besides links: Set<String>, in folder: URL, path: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let (inner, url) = (path + "/" + name, folder.appendingPathComponent(name))
      if inner == checkout.root.path { continue }
      if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path) {
        if !links.contains(inner) || target != inner { try FileManager.default.removeItem(at: url) }
      } else if isAboveRoot(inner) || links.contains(where: { $0.hasPrefix(inner + "/") }) {
        try removeOthers(besides: links, in: url, path: inner)
      } else {
        try FileManager.default.removeItem(at: url)
      }
    }
  }
}
