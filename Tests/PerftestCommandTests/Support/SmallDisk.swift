import Foundation
import PerformanceTestSupport

/// A file system of some kilobytes, which only root can mount.
final class SmallDisk: Sendable {
  /// Where it is mounted.
  let url: URL
  private let folder: TemporaryFolder

  /// This process may not mount.
  struct MountError: Error {}

  /// Whether this process may mount one.
  static let canBeMounted = (try? SmallDisk(kilobytes: 64)) != nil

  /// Mounts a disk; it is gone with this object.
  init(kilobytes: Int) throws {
    folder = try TemporaryFolder()
    url = folder.url.appendingPathComponent("disk")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    guard Self.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", url.path) else { throw MountError() }
  }

  deinit { _ = Self.run("umount", url.path) }

  /// Leaves no free byte.
  func fill() throws {
    let descriptor = open(url.appendingPathComponent("filler").path, O_WRONLY | O_CREAT, 0o600)
    defer { close(descriptor) }
    let block = [UInt8](repeating: 1, count: 4096)
    while write(descriptor, block, block.count) > 0 {}
  }

  private static func run(_ arguments: String...) -> Bool { (try? TestTool.run(arguments)) != nil }
}
