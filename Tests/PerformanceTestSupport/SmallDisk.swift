import Foundation

/// A file system of some kilobytes, which only root can mount.
public final class SmallDisk: Sendable {
  /// Where it is mounted.
  public let url: URL
  private let folder: TemporaryFolder

  /// This process may not mount.
  public struct MountError: Error {}

  /// Whether this process may mount one.
  public static let canBeMounted = (try? SmallDisk(kilobytes: 64)) != nil

  /// Mounts a disk; it is gone with this object.
  public init(kilobytes: Int) throws {
    folder = try TemporaryFolder()
    url = folder.url.appendingPathComponent("disk")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    guard Self.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", url.path) else { throw MountError() }
  }

  deinit { _ = Self.run("umount", url.path) }

  private var filler: URL { url.appendingPathComponent("filler") }

  /// Leaves no free byte.
  public func fill() throws {
    let descriptor = open(filler.path, O_WRONLY | O_CREAT, 0o600)
    defer { close(descriptor) }
    let block = [UInt8](repeating: 1, count: 4096)
    while write(descriptor, block, block.count) > 0 {}
  }

  /// Frees what ``fill()`` took.
  public func free() throws { try FileManager.default.removeItem(at: filler) }

  /// Permits or forbids writing.
  ///
  /// The kernel refuses to forbid it while a file is open for writing, and a process that another test is starting holds
  /// this process's files between `fork` and `exec`.
  /// - Throws: ``MountError``.
  public func remount(_ option: MountOption) throws {
    for _ in 0..<100 {
      if Self.run("mount", "-o", "remount,\(option.rawValue)", url.path) { return }
      Thread.sleep(forTimeInterval: 0.1)
    }
    throw MountError()
  }

  /// Whether a disk can be written.
  public enum MountOption: String, Sendable {
    case readOnly = "ro"
    case writable = "rw"
  }

  private static func run(_ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
