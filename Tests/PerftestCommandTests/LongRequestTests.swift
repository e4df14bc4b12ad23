import Foundation
import PerformanceBundles
import PerformanceRecords
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("A request to a bundle may have any length")
struct LongRequestTests {
  private let folder: TemporaryFolder
  private let package: PackageFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("", to: "Package.swift")
    let silent = Output.Stream { _ in true }
    package = try PackageFolder(
      containing: folder.url.path,
      in: CommandContext(
        output: Output(results: silent, messages: silent), environment: BuiltCommand.environment(),
        folder: folder.url))
    try package.state.create()
  }

  /// A bundle that keeps what it is asked for, and whose run is over at once.
  private func bundle() throws -> URL {
    let run = try EventLogWriter(file: folder.file("run"))
    try run.append(.runStarted(RunStart(mode: "gate", environment: Example.environment)))
    try run.append(.runFinished(RunEnd(seconds: 0)))
    let bundle = try folder.write(
      """
      #!/bin/sh
      cp "$PERFTEST_REQUEST" "\(folder.url.path)/request"
      cp "$(dirname "$PERFTEST_REQUEST")/run-selection.json" "\(folder.url.path)/selection"
      printf '%s\\n' "$@" > "\(folder.url.path)/arguments"
      cat "\(folder.url.path)/run" >> "$PERFTEST_STATE/runs/$(basename "$(dirname "$PERFTEST_REQUEST")").jsonl"

      """, to: "bundle")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: bundle.path)
    return bundle
  }

  @Test("40 000 candidates and two filters of 90 kB each are read back completely")
  func candidates() throws {
    let candidates = (1...40_000).map { number in
      Candidate(
        benchmark: BenchmarkID(
          module: "StorePerformance", suite: ["Suite\(number / 500)"],
          test: "aBenchmarkWithANameThatLeavesNothingOut\(number)(of:with:and:)"),
        metric: "wallClock")
    }
    let selection = TestSelection(filters: ["a", "b"].map { String(repeating: $0, count: 90_000) })
    let result = try BundleRun(package: package, bundle: try bundle()).measure(
      candidates.map(\.benchmark.function), of: selection, mode: .gate,
      confirmation: .pair(candidates, moreOftenSlow: candidates))
    #expect(result.record.isFinished && result.testFailure == nil)
    let request = try RunRequest(file: folder.file("request"))
    #expect(request.selection == selection)
    #expect(request.confirmation == .pair(candidates, moreOftenSlow: candidates))
    #expect(try folder.text(of: "arguments").utf8.count < 4_096)
    let bundleSelection = try TestSelection(arguments: ["--configuration-path", folder.file("selection").path])
    #expect(bundleSelection.filters.reduce(0) { $0 + $1.utf8.count } > 2 << 20)
    #expect(bundleSelection == TestSelection(functions: candidates.map(\.benchmark.function)))
  }
}

@Suite("The provenance of a run")
struct RunProvenanceOfCheckoutTests {
  private let folder: TemporaryFolder
  private let package: PackageFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("", to: "Package.swift")
    try folder.write(".perftest\n", to: ".gitignore")
    let silent = Output.Stream { _ in true }
    package = try PackageFolder(
      containing: folder.url.path,
      in: CommandContext(
        output: Output(results: silent, messages: silent), environment: BuiltCommand.environment(),
        folder: folder.url))
  }

  @discardableResult
  private func git(_ arguments: String...) throws -> String {
    try TestTool.run(
      ["git", "-C", folder.url.path, "-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
        + arguments
    ).trimmingCharacters(in: .newlines)
  }

  @Test("is the commit, its branch, whether files differ, and its position on the default branch")
  func checkout() throws {
    #expect(package.provenance() == RunProvenance())
    try git("init", "--quiet", "--initial-branch=main")
    try git("add", "--all")
    try git("commit", "--quiet", "--message=1")
    try git("checkout", "--quiet", "-b", "topic")
    for message in ["2", "3"] { try git("commit", "--quiet", "--allow-empty", "--message=" + message) }
    var provenance = package.provenance()
    #expect(provenance.branch == "topic" && provenance.dirty == false && provenance.position == nil)
    #expect(provenance.revision == (try git("rev-parse", "HEAD")))
    try git("checkout", "--quiet", "main")
    try git("merge", "--quiet", "--no-ff", "--message=4", "topic")
    provenance = package.provenance()
    #expect(provenance.branch == "main" && provenance.position == 2)
    try git("commit", "--quiet", "--allow-empty", "--message=5")
    try git("checkout", "--quiet", "HEAD~1")
    try folder.write("// new\n", to: "Package.swift")
    provenance = package.provenance()
    #expect(provenance.branch == nil && provenance.position == 2 && provenance.dirty == true)
  }
}
