import Foundation
import PerformanceBuild
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// Takes a finished run into the history's index, where the executable that does so is built already and up to date.
///
/// Otherwise the next `history` command does it: a first gate compiles nothing of the history. Nothing that fails here
/// changes an exit status.
package struct HistoryUpdate {
  /// The words of the command that takes in new runs.
  package static let command = ["history", "update"]
  /// How long a gate waits for it, in seconds. What is not taken in then is left to the next command.
  package static let usualSeconds = 20.0

  private let package: PackageFolder
  private let launcher: URL?
  private let seconds: Double

  /// - Parameter launcher: The path of `perftest`; `nil` in another program.
  package init(package: PackageFolder, launcher: URL?, seconds: Double = HistoryUpdate.usualSeconds) {
    self.package = package
    self.launcher = launcher
    self.seconds = seconds
  }

  /// Takes in what is new; what fails is one line on standard error.
  package func run() {
    let state = StateLocation(package: package.url, environment: package.environment)
    let product = CommandTable.product(of: Self.command[0]).name
    guard let launcher, let file = ProductLocation(launcher: launcher).ready(product, in: state) else { return }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("perftest-history-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    if let problem = problem(starting: file, messages: folder) { package.output.error("warning: " + problem) }
  }

  private func problem(starting file: URL, messages folder: URL) -> String? {
    let (output, errors) = (folder.appendingPathComponent("output"), folder.appendingPathComponent("errors"))
    let ending: ChildProcess.Ending
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let child = try ChildProcess(
        file.path, arguments: [file.path] + Self.command + ["--package-path", package.url.path],
        environment: package.environment, output: .files(output: output, error: errors))
      ending = child.wait(seconds: seconds)
    } catch {
      return Self.notUpdated(because: "\(error)".printable(atMost: 300))
    }
    let lines = ToolOutput.tail(of: errors).map { String($0).shown(atMost: 400) }
    switch ending {
    case .exited(0):
      guard let first = lines.first else { return nil }
      let more = lines.count > 1 ? " (\(lines.count - 1) more: \(PerftestCommand.prefix) history update)" : ""
      return Self.withoutPrefix(first) + more
    case .timedOut: return Self.notUpdated(because: "it took more than \(ValueFormat.duration(seconds: seconds))")
    case .signalled(let signal): return Self.notUpdated(because: "signal \(signal)")
    case .exited, .abandoned: return Self.notUpdated(because: lines.first.map(Self.withoutPrefix) ?? "unknown reason")
    }
  }

  private static func notUpdated(because reason: String) -> String {
    "the run is not in the history's index yet (\(reason)); the next '\(PerftestCommand.prefix) history' command adds it"
  }

  private static func withoutPrefix(_ line: String) -> String {
    ["warning: ", "perftest: "].first(where: line.hasPrefix).map { String(line.dropFirst($0.count)) } ?? line
  }
}
