import Foundation
import PerformanceLog

/// A process that writes numbered records; see `LogWriter`.
final class WriterProcess {
  private let process = Process()
  private let output = Pipe()

  /// - Parameters:
  ///   - mostBytes: the size from which a file is renamed.
  ///   - limit: the most bytes that a file of the process may have.
  init(_ count: Int, to folder: LogFolder, mostBytes: Int = 1 << 30, limit: Int? = nil) throws {
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
      .appendingPathComponent("LogWriter")
    process.arguments = [folder.url.path, String(count), String(mostBytes)] + (limit.map { [String($0)] } ?? [])
    process.standardOutput = output
    try process.run()
  }

  var identifier: pid_t { process.processIdentifier }

  func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

  /// Waits for its end.
  func end() -> (status: Int32, isSignal: Bool, output: String) {
    process.waitUntilExit()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    return (process.terminationStatus, process.terminationReason == .uncaughtSignal, text)
  }
}
