import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("perftest open")
struct OpenCommandTests {
  private let folder: TemporaryFolder
  private let run = "20260131-101112000-0123abcd-1"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    let writer = try EventLogWriter(file: folder.file(".perftest/runs/\(run).jsonl"))
    let bodies: [RunEvent.Body] = [
      .runStarted(RunStart(mode: "gate", environment: Example.environment)),
      .session(SessionEvent(round: 1, session: Example.session("decode()", wallClock: 100))),
      .verdict(Example.slower(Example.id("decode()"))), .runFinished(RunEnd(seconds: 2)),
    ]
    for (index, body) in bodies.enumerated() { try writer.append(body, time: 1_767_225_600 + Double(index)) }
  }

  private var page: URL { folder.file(".perftest/reports/\(run).html") }

  private func open(_ arguments: String..., environment: [String: String] = [:]) async -> CommandOutcome {
    let noDisplay = ["DISPLAY": "", "WAYLAND_DISPLAY": ""]
    return await Perftest.run(
      ["open"] + arguments, environment: noDisplay.merging(environment) { _, new in new }, in: folder.url)
  }

  /// A program in place of that of the desktop, which writes its argument and its process id into a file.
  private func opener() throws -> String {
    let file = try folder.writeProgram(
      "#!/bin/sh\necho \"$1 $$\" > '\(folder.file("opened").path)'\n", to: "bin/xdg-open")
    return file.deletingLastPathComponent().path + ":/usr/bin:/bin"
  }

  @Test("Without a display the page of the newest run is written, and its path is printed")
  func path() async throws {
    let outcome = await open(environment: ["PATH": try opener()])
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome)")
    #expect(outcome.output.hasSuffix("/.perftest/reports/\(run).html\n"))
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(text.contains("<title>RED: 1 regressed</title>"))
    // Another command gives the same page.
    let exported = await Perftest.run("export", "html", run, in: folder.url)
    #expect(exported.status == 0 && exported.output == text)
    #expect(!FileManager.default.fileExists(atPath: folder.file("opened").path))
  }

  #if os(Linux)
    @Test("With a display the page is opened", arguments: ["DISPLAY", "WAYLAND_DISPLAY"])
    func opened(variable: String) async throws {
      let outcome = await open(String(run.prefix(8)), environment: ["PATH": try opener(), variable: ":0"])
      #expect(outcome.status == 0, "\(outcome)")
      let file = folder.file("opened")
      try await Patience.wait { FileManager.default.contents(atPath: file.path)?.isEmpty == false }
      let words = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isWhitespace)
      let (path, process) = (try #require(words.first), try #require(words.last))
      #expect(outcome.output == path + "\n" && path.hasSuffix(page.lastPathComponent))
      // A child of this process that has ended and that nobody awaits stays in /proc.
      try await Patience.wait {
        let status = FileManager.default.contents(atPath: "/proc/\(process)/status") ?? Data()
        return !String(decoding: status, as: UTF8.self).contains("PPid:\t\(getpid())\n")
      }
    }
  #endif

  @Test("The page of a run has the history up to it: a later step is not on it")
  func history() async throws {
    let runs = try ScriptedRuns()
    try runs.write([(0, 1_000), (20, 1_300)], count: 40)
    let pages = ["newest": ScriptedRuns.name(39), "older": ScriptedRuns.name(15)]
    var texts: [String: String] = [:]
    for (name, run) in pages {
      let outcome = await Perftest.run(["open", run], environment: ["DISPLAY": ""], in: runs.folder.url)
      #expect(outcome.status == 0, "\(outcome)")
      texts[name] = try runs.folder.text(of: ".perftest/reports/\(run).html")
    }
    let step = ScriptedRuns.revision(20).prefix(12)
    let newest = try #require(texts["newest"])
    #expect(newest.contains("<p>31 revisions of main, "))
    #expect(
      newest.contains("at \(step) (confirmed), 20 values since then</title>")
        && newest.contains("commit \(step), 20 values"))
    let older = try #require(texts["older"])
    #expect(older.contains("<title>flat at 1.00 µs</title>") && !older.contains(step))
  }

  @Test("A display without a program that opens files changes nothing")
  func noOpener() async throws {
    let outcome = await open(environment: ["PATH": "/nonexistent", "DISPLAY": ":0"])
    #expect(outcome.status == 0 && outcome.output.hasSuffix("/\(run).html\n"), "\(outcome)")
  }

  @Test("Without a run it exits with 78")
  func nothing() async throws {
    try FileManager.default.removeItem(at: folder.file(".perftest"))
    let outcome = await open()
    #expect(outcome.status == 78 && outcome.error.contains("has no run"), "\(outcome)")
  }
}
