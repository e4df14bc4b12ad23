import Foundation

/// The space that a folder takes.
package enum FolderSize {
  /// The bytes on the disk of everything in a folder; 0 where it does not exist.
  ///
  /// Links are not followed, and a file with several names counts once for each.
  package static func bytes(of folder: URL) -> Double {
    var blocks = 0
    var pending = [folder.path]
    while let path = pending.popLast() {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
        var status = stat()
        // A file may have gone since its folder was read.
        guard lstat(path + "/" + name, &status) == 0 else { continue }
        blocks += Int(status.st_blocks)
        if status.st_mode & S_IFMT == S_IFDIR { pending.append(path + "/" + name) }
      }
    }
    // POSIX leaves the unit of `st_blocks` open; it is 512 bytes on Linux and macOS.
    return Double(blocks) * 512
  }
}
