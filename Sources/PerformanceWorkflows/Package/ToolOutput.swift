import Foundation
import PerformanceSystem

/// The output of a command-line tool.
package enum ToolOutput {
  /// Standard output and error of a tool that exited with 0 within the time limit; `nil` otherwise.
  package static func text(of arguments: [String], environment: [String: String], seconds: Double = 10) -> String? {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("perftest-tool-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let child = try? ChildProcess(
      "/usr/bin/env", arguments: ["env"] + arguments, environment: environment, output: .file(file))
    guard let child, child.wait(seconds: seconds) == .exited(0), let data = try? Data(contentsOf: file) else {
      return nil
    }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The last lines of a file that a tool writes, without empty ones.
  static func tail(of log: URL) -> [Substring] {
    guard let handle = try? FileHandle(forReadingFrom: log) else { return [] }
    defer { try? handle.close() }
    let end = (try? handle.seekToEnd()) ?? 0
    try? handle.seek(toOffset: end > tailBytes ? end - tailBytes : 0)
    return String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self).split(separator: "\n")
  }

  private static let tailBytes: UInt64 = 65_536
}
