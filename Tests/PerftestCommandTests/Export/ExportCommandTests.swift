import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("perftest export and report")
struct ExportCommandTests {
  private func runs() throws -> ScriptedRuns {
    let runs = try ScriptedRuns()
    try runs.write([(0, 1_000), (30, 1_300)], count: 40)
    return runs
  }

  @Test("The newest run is exported unless another one is named, by its name, a part of it, or its log")
  func selection() async throws {
    let runs = try runs()
    let newest = await Perftest.run("export", "csv", in: runs.folder.url)
    #expect(newest.status == 0 && newest.output.contains(ScriptedRuns.name(39)), "\(newest)")
    for query in [ScriptedRuns.name(7), "20260101-1000007", ".perftest/runs/\(ScriptedRuns.name(7)).jsonl"] {
      let named = await Perftest.run("export", "csv", query, in: runs.folder.url)
      #expect(named.status == 0 && named.output.contains(ScriptedRuns.name(7)), "\(query): \(named)")
    }
    let several = await Perftest.run("export", "csv", "2026", in: runs.folder.url)
    #expect(several.status == 78 && several.error.contains("is the beginning of 40 runs"), "\(several)")
    let unknown = await Perftest.run("export", "csv", "1999", in: runs.folder.url)
    #expect(unknown.status == 78 && unknown.error.contains("perftest history list"), "\(unknown)")
  }

  @Test("A later run does not change the document of an earlier one")
  func earlier() async throws {
    let runs = try ScriptedRuns()
    try runs.write([(0, 1_000)], count: 20)
    let before = await Perftest.run("export", "json", ScriptedRuns.name(19), in: runs.folder.url)
    let pageBefore = await Perftest.run("report", "run", "--format", "markdown", in: runs.folder.url)
    try runs.write([(0, 1_000), (30, 1_300)], count: 40)
    let after = await Perftest.run("export", "json", ScriptedRuns.name(19), in: runs.folder.url)
    #expect(before.status == 0 && before.output == after.output)
    #expect(
      await Perftest.run("report", "run", "--format", "markdown", in: runs.folder.url).output != pageBefore.output)
  }

  @Test(
    "An unknown format names the nearest one, and a file that cannot be written is found before there is a document")
  func mistakes() async throws {
    let runs = try runs()
    let misspelt = await Perftest.run("export", "cvs", in: runs.folder.url)
    #expect(misspelt.status == 64 && misspelt.error.contains("did you mean csv"), "\(misspelt)")
    let nowhere = await Perftest.run("export", "csv", "--check", "--output", "absent/run.csv", in: runs.folder.url)
    #expect(nowhere.status == 78 && nowhere.error.contains("No such file or directory"), "\(nowhere)")
    let fine = await Perftest.run("export", "csv", "--check", "--output", "run.csv", in: runs.folder.url)
    #expect(fine.status == 0 && !FileManager.default.fileExists(atPath: runs.folder.file("run.csv").path))
    let server = await Perftest.run("export", "csv", "--output", "http://127.0.0.1:1/", in: runs.folder.url)
    #expect(server.status == 64 && server.error.contains("no server takes 'csv'"), "\(server)")
  }

  @Test("A report of the week names the regression, its commit, and what it compared")
  func weekly() async throws {
    let runs = try runs()
    let text = await Perftest.run(["report", "--since", "absent"], in: runs.folder.url)
    #expect(text.status == 78 && text.error.contains("is no commit, tag or branch"), "\(text)")
    let month = await Perftest.run(["report", "weekly"], in: runs.folder.url, width: 200)
    #expect(
      month.status == 0 && month.output.hasPrefix("Performance of the week, 2026-02-02 to 2026-02-09\n"), "\(month)")
    #expect(month.output.contains("8 revisions of main"))
    let html = await Perftest.run("report", "daily", "--format", "html", in: runs.folder.url)
    #expect(html.status == 0 && html.output.hasPrefix("<!DOCTYPE html>") && html.output.hasSuffix("</html>\n"))
  }

  @Test("Without a run there is no report, and the message says what to type")
  func nothing() async throws {
    let runs = try ScriptedRuns()
    let outcome = await Perftest.run("report", in: runs.folder.url)
    #expect(outcome.status == 78 && outcome.error.contains("swift run perftest gate"), "\(outcome)")
  }
}
