import Foundation
import PerformanceSystem

/// Detects changes of a folder's files as build systems do: by sizes and dates, not by contents.
package enum FileStates {
  /// Names of folders that belong to tools and are no inputs of builds.
  package static let ignored: Set = [".build", ".git", ".perftest", ".swiftpm"]

  /// A text that changes with every file below a path.
  /// - Parameter left: a folder to exclude.
  /// - Returns: `nil` when a part is unreadable, or is a link to another folder.
  package static func fingerprint(of path: String, leavingOut left: String) -> String? {
    guard let real = realPath(path) else { return nil }
    var lines = [real]
    guard add(real, below: real, leavingOut: left, to: &lines) else { return nil }
    return FileName.hash(lines.joined(separator: "\n"))
  }

  private static func add(_ path: String, below top: String, leavingOut left: String, to lines: inout [String]) -> Bool
  {
    var status = stat()
    guard lstat(path, &status) == 0 else { return false }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return false }
      return names.sorted().allSatisfy { name in
        let inner = path + "/" + name
        return ignored.contains(name) || inner == left || add(inner, below: top, leavingOut: left, to: &lines)
      }
    case S_IFLNK:
      guard let real = realPath(path), real.hasPrefix(top + "/") else { return false }
      lines.append("\(path) \(real)")
      return true
    default:
      let dates = [status.modified, status.changed].map { "\($0.tv_sec).\($0.tv_nsec)" }
      lines.append("\(path) \(status.st_size) \(status.st_mode) \(dates.joined(separator: " "))")
      return true
    }
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}

extension stat {
  fileprivate var modified: timespec {
    #if canImport(Darwin)
      st_mtimespec
    #else
      st_mtim
    #endif
  }

  fileprivate var changed: timespec {
    #if canImport(Darwin)
      st_ctimespec
    #else
      st_ctim
    #endif
  }
}
