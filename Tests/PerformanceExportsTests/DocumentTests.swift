import Foundation
import PerformanceExports
import PerformanceTestSupport
import Testing

/// The documents of a small run, to the character.
@Suite("Documents to the character")
struct DocumentTests {
  @Test(
    "The document of a small run is the one that is checked in",
    arguments: [
      "csv", "csv-verdicts", "markdown", "junit", "sarif", "github-annotations", "gitlab-codequality", "gitlab-metrics",
    ])
  func codeReview(name: String) throws {
    let format = try #require(ExportFormat(named: name))
    try Golden.expect(try format.text(of: SmallRun.reported), "CodeReview/\(name).golden")
  }

  @Test(
    "The document for another tool is the one that is checked in",
    arguments: [
      "github-action-benchmark", "github-action-benchmark-bigger", "go", "google-benchmark", "jmh", "hyperfine",
      "bencher", "nyrkio", "otava-csv", "lnt", "folded", "speedscope",
    ])
  func exchange(name: String) throws {
    let format = try #require(ExportFormat(named: name))
    try Golden.expect(try format.text(of: SmallRun.reported), "Exchange/\(name).golden")
  }

  @Test(
    "JSON of hostile names is JSON",
    .enabled(if: ForeignReader.python(with: "json") != nil, "Python is not installed"),
    arguments: [
      "json", "sarif", "gitlab-codequality", "github-action-benchmark", "github-action-benchmark-bigger",
      "google-benchmark", "jmh", "hyperfine", "bencher", "nyrkio", "lnt", "speedscope",
    ])
  func hostile(name: String) throws {
    let format = try #require(ExportFormat(named: name))
    let folder = try TemporaryFolder()
    let file = try folder.write(try format.text(of: HostileRun.run(HostileText.some(200))), to: "document")
    let script = """
      import json, sys
      def unique(pairs):
          assert len(dict(pairs)) == len(pairs), [key for key, _ in pairs]
          return dict(pairs)
      json.load(open(sys.argv[1], encoding="utf-8"), object_pairs_hook=unique)
      """
    let outcome = try #require(ForeignReader.python(with: "json")).run(["-c", script, file.path])
    #expect(outcome.ending == .exited(0), "\(outcome.text.suffix(500))")
  }
}
