import Foundation
import PerformanceSystem
import PerformanceTestSupport
import PerformanceWorkflows
import Synchronization
import Testing

/// The documents of `--export`, written by a `perftest` that is a script.
@Suite("Documents that a command writes of its run", .inTurns)
struct ExportRequestsTests {
  private let folder: TemporaryFolder
  private let messages = Messages()

  private final class Messages: Sendable {
    let text = Mutex("")
  }

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
  }

  /// The requests of arguments.
  /// - Parameter script: the lines of `perftest`.
  private func requests(_ words: [String], script: String) throws -> ExportRequests {
    let perftest = try folder.write("#!/bin/sh\n\(script)\n", to: "bin/perftest")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: perftest.path)
    let sink = messages
    let stream = Output.Stream { text in
      sink.text.withLock { $0 += text }
      return true
    }
    let context = CommandContext(
      output: Output(results: stream, messages: stream), environment: BuiltCommand.environment(), folder: folder.url,
      executable: perftest)
    let arguments = try Syntax(optional: [ExportRequests.argument]).parse(words)
    return try ExportRequests(
      arguments, package: try PackageFolder(containing: folder.url.path, in: context), in: context)
  }

  private let recording = #"echo "$*" >> "$(dirname "$0")/calls""#

  @Test(
    "Each format is checked before, and written after the run, with paths of the folder where the command was typed")
  func calls() throws {
    let requests = try requests(
      ["--export", "html=out/report.html", "--export=csv=/tmp/a=b.csv", "--export", "prometheus=http://host:9091"],
      script: recording)
    try requests.check()
    requests.write(log: folder.file("run.jsonl"), ["--compare-with", "main"])
    let (path, log) = (folder.url.path, folder.file("run.jsonl").path)
    let destinations = [
      ("html", "\(path)/out/report.html"), ("csv", "/tmp/a=b.csv"), ("prometheus", "http://host:9091"),
    ]
    #expect(
      try folder.text(of: "bin/calls").split(separator: "\n").map(String.init)
        == destinations.map { "export \($0) --check --output \($1) --package-path \(path)" }
        + destinations.map { "export \($0) \(log) --compare-with main --output \($1) --package-path \(path)" })
    #expect(messages.text.withLock { $0 } == "")
  }

  @Test("Where a check fails nothing is measured, and the exit status is that of the check")
  func failingCheck() throws {
    let requests = try requests(["--export", "hmtl=report.html"], script: "exit 64")
    let error = #expect(throws: CommandFailure.self) { try requests.check() }
    #expect(error?.status == .usage && error?.message.contains("nothing was measured") == true)
  }

  @Test("A document that cannot be written is one warning with the command that writes it, and no failure")
  func failingWrite() throws {
    let requests = try requests(["--export", "html=report.html"], script: "exit 75")
    requests.write(log: folder.file("run.jsonl"))
    #expect(
      messages.text.withLock { $0 }
        == "warning: the html document was not written (see above); write it with 'swift run perftest export html'\n")
  }

  @Test("Without '--export' nothing is started")
  func none() throws {
    let requests = try requests([], script: recording)
    try requests.check()
    requests.write(log: folder.file("run.jsonl"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("bin/calls").path))
  }

  @Test("A request without a name or a file is refused", arguments: ["html", "=x", "html="])
  func nonsense(text: String) {
    #expect(throws: UsageError.self) { try requests(["--export", text], script: "") }
  }
}
