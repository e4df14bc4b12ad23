import Foundation
import PerformanceSystem

/// The file that node_exporter's collector of text files reads: `*.prom` without times, replaced as a whole.
package struct MetricTextFile {
  /// The name of the file.
  package static let name = "perftest.prom"

  package let url: URL
  private let temporary: URL

  /// - Parameter folder: the folder of `--collector.textfile.directory`.
  package init(in folder: URL) {
    url = folder.appendingPathComponent(Self.name)
    // The collector reads no other name than *.prom.
    temporary = folder.appendingPathComponent(".\(Self.name).\(ProcessInfo.processInfo.processIdentifier).tmp")
  }

  /// Replaces the file.
  ///
  /// Unlike other files it is not synced: it is worth nothing after a crash, and a disk that is busy every second would
  /// disturb the runs that it is written beside.
  /// - Throws: ``InputError`` where the folder cannot be written; the file is unchanged then.
  package func write(_ text: String) throws(InputError) {
    // What a process of the same id has left is replaced.
    unlink(temporary.path)
    let descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw unwritable(errno) }
    // node_exporter is another user, whatever the mask of this process.
    var code: Int32 = fchmod(descriptor, 0o644) == 0 ? 0 : errno
    if code == 0 { code = Self.write(Array(text.utf8), to: descriptor) }
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, rename(temporary.path, url.path) != 0 { code = errno }
    guard code != 0 else { return }
    unlink(temporary.path)
    throw unwritable(code)
  }

  /// - Returns: The error of the system; 0 where all was written.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count < 0 ? errno : EIO }
      rest = rest.dropFirst(count)
    }
    return 0
  }

  private func unwritable(_ code: Int32) -> InputError {
    InputError(
      file: url.path, problem: "cannot be written (\(String(cString: strerror(code))))",
      remedy: "Create the folder, make it writable for this user, and free some space.")
  }
}
