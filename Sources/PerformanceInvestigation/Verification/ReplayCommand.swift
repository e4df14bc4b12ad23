import Foundation
import PerformanceBuild
import PerformanceMeasurement
import PerformanceRegression
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceVerification
import PerformanceWorkflows

/// Judges recorded sessions again, by the gate's rule and by those of other tools.
package struct ReplayCommand: Command {
  package static let name = "replay"
  package static let syntax = Syntax(
    required: [recorded], optional: [CommonArguments.json],
    remarks: """
      The gate's rule judges every baseline and run that the sessions of unchanged code can form, and those of other
      tools judge every pair of sessions: unchanged, and with slowdowns planted by multiplication.
      """)

  private static let recorded = Argument<String>.operand(
    "FILE",
    "the output of 'verify-gate --record', or JSON lines of sessions, each an object "
      + #"{"<workload>": {"wallNanoseconds": [time, …]}, …}; also compressed by gzip"#)

  private let file: String
  private let asJSON: Bool
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    asJSON = arguments[CommonArguments.json]
    file = try arguments.required(Self.recorded)
    self.context = context
  }

  package func run() throws -> ExitStatus {
    var recording = ReplayedRecording()
    try read(into: &recording)
    let replay = RuleReplay(Array(recording.series.values))
    guard replay.counts.contains(where: { $0.count.trials[0] != nil }) else {
      throw InputError(
        file: file, problem: "has no benchmark with two sessions of unchanged code",
        remedy: "Give 'verify-gate' more minutes.")
    }
    if asJSON {
      try context.output.json(ReplayReport(replay))
    } else {
      context.output.lines { ReplayTable(replay, width: $0, colour: $1).lines }
    }
    return .pass
  }

  private func read(into recording: inout ReplayedRecording) throws {
    let url = context.file(file)
    var reader = try LineReader(file: url)
    guard Self.isCompressed(url) else {
      return try reader.forEachRecordedLine(of: file) { recording.add($0) }
    }
    let plain = FileManager.default.temporaryDirectory.appendingPathComponent("perftest-replay-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: plain) }
    try decompress(url, to: plain)
    reader = try LineReader(file: plain)
    try reader.forEachRecordedLine(of: file) { recording.add($0) }
  }

  /// The first two bytes of a file of gzip (RFC 1952).
  private static func isCompressed(_ file: URL) -> Bool {
    let handle = try? FileHandle(forReadingFrom: file)
    defer { try? handle?.close() }
    return (try? handle?.read(upToCount: 2)) == Data([0x1f, 0x8b])
  }

  private func decompress(_ file: URL, to plain: URL) throws {
    let child = try? ChildProcess(
      "/usr/bin/env", arguments: ["env", "gzip", "-dc", file.path], environment: context.environment,
      output: .file(plain))
    guard let child, child.wait(seconds: 600) == .exited(0) else {
      throw InputError(
        file: file.path, problem: "cannot be decompressed by gzip", remedy: "Decompress it, and give the plain file.")
    }
  }
}
