import Foundation
import PerformanceTestSupport
import Testing

/// Event logs and exported runs are taken in from files.
@Suite("Importing and exporting runs", .inTurns, .timeLimit(.minutes(60)))
struct HistoryImportTests {
  private let folder: TemporaryFolder
  private let package: SharingPackage

  init() throws {
    folder = try TemporaryFolder()
    package = try SharingPackage()
  }

  @Test("Exported runs are the same after an import, and importing twice changes nothing")
  func exported() async throws {
    let other = try SharingPackage()
    try other.write(runs: 0..<3)
    let file = folder.file("runs.jsonl")
    let exported = await other.history("export", "--samples", file.path)
    #expect(exported.status == 0 && exported.output == "wrote 3 runs to \(file.path)\n", "\(exported)")
    let lines = try folder.text(of: "runs.jsonl").split(separator: "\n").map(String.init)
    #expect(await lines.sorted() == other.everything())
    let imported = await package.history("import", file.path)
    #expect(imported.status == 0 && imported.output == "imported 3 runs\n" && imported.error.isEmpty, "\(imported)")
    #expect(await package.history("import", file.path, file.path).output == "there are no new runs\n")
    #expect(await package.everything() == other.everything())
    #expect(await package.history("export", "--runs", "1").output.split(separator: "\n").count == 1)
    #expect(await package.history("check").status == 0)
  }

  @Test("A log is kept in the state folder, and wins over an exported run")
  func logs() async throws {
    let other = try SharingPackage()
    try other.write(runs: 0..<2)
    let file = folder.file("runs.jsonl")
    #expect(await other.history("export", file.path).status == 0)
    #expect(await package.history("import", file.path).output == "imported 2 runs\n")
    #expect(await package.everything() != other.everything(), "the samples are missing")
    let logs = other.state.eventLogs
    let imported = await package.history("import", logs[0].path, logs[1].path)
    #expect(imported.status == 0 && imported.output == "there are no new runs\n", "\(imported)")
    #expect(await package.everything() == other.everything())
    #expect(try Data(contentsOf: package.state.eventLogs[0]) == Data(contentsOf: logs[0]))
    #expect(await package.history("import", file.path).output == "there are no new runs\n")
    #expect(await package.everything() == other.everything())
    #expect(await package.history("check").status == 0)
  }

  @Test("Where one file cannot be taken in, none is, and the error names file, line, key and remedy")
  func nonsense() async throws {
    let other = try SharingPackage()
    try other.write(runs: 0..<1)
    let line = await other.everything()[0]
    let good = line + "\n"
    let log = other.state.eventLogs[0].path
    let cases: [(text: String, error: String)] = [
      (good + line.replacing(#""version":1"#, with: #""version":9"#) + "\n", ":2, version: is 9, and this perftest"),
      (good + line.prefix(line.count / 2), ":2: is not valid JSON"),
      (good + "{}\n", ":2, schema: is not"),
      (good + line.replacing(#""environments":["#, with: #""environments":[],"old":["#), ":2, points[0]: names"),
      ("nothing\n", ": is neither an event log nor"), ("", ": is neither an event log nor"),
    ]
    for (text, error) in cases {
      let file = try folder.write(text, to: "bad")
      let outcome = await package.history("import", log, file.path)
      #expect(outcome.status == 78 && outcome.error.contains(file.path + error), "\(outcome)")
      #expect(outcome.output.isEmpty && outcome.error.split(separator: "\n").count == 1)
    }
    #expect(package.state.eventLogs.isEmpty)
    #expect(await package.everything().isEmpty)
    #expect(await package.history("import", folder.file("absent").path).status == 78)
    #expect(await package.history("import", folder.url.path).status == 78)
  }
}
