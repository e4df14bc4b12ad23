import Foundation
import PerformanceGit
import PerformanceInvestigation
import PerformanceRegression
import PerformanceSystem
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("The first bad commit", .inTurns)
struct BisectCommandTests {
  private let repository: ScratchRepository
  private let scratch: TemporaryFolder

  init() throws {
    repository = try ScratchRepository()
    scratch = try TemporaryFolder()
  }

  // MARK: - A history

  private func checkout(_ repository: ScratchRepository? = nil) throws -> GitCheckout {
    try GitCheckout(
      containing: (repository ?? self.repository).url, scratch: scratch.url, environment: BuiltCommand.environment())
  }

  /// The part of a commit's hash that is shown.
  private func short(_ reference: String) throws -> String {
    String(try repository.git("rev-parse", reference).prefix(12))
  }

  private func commit(_ message: String, _ files: [String: String] = [:]) throws {
    for (path, text) in files { try repository.write(text, to: path) }
    try repository.git("add", "-A")
    try repository.git("commit", "-q", "--allow-empty", "-m", message)
  }

  /// A main line with a side branch that is merged before the last commit; the second commit on the side is worse.
  private func writeHistory(worse: [String: String]) throws {
    try commit(
      "first",
      [
        ".gitignore": ".perftest/\n", "Package.swift": "// swift-tools-version: 6.3\n", "allocations": "12",
        "time": "100.0",
      ])
    try repository.git("tag", "v1")
    try commit("second")
    try repository.git("checkout", "-q", "-b", "side")
    try commit("side one", ["broken": ""])
    try repository.git("rm", "-q", "broken")
    try commit("side two: keys are validated", worse)
    try commit("side three", ["gone": ""])
    try repository.git("rm", "-q", "gone")
    try commit("side four")
    try repository.git("checkout", "-q", "main")
    try commit("third", ["notes": "more"])
    try repository.git("merge", "-q", "--no-ff", "-m", "merge the side", "side")
    try commit("last", ["notes": "even more"])
  }

  @Test("It is searched among the ancestors of the bad commit that are not ancestors of the good one")
  func history() throws {
    try writeHistory(worse: [:])
    let checkout = try checkout()
    let commits = try checkout.history(from: try checkout.commit("v1"), to: try checkout.commit("HEAD"))
    let subjects = commits.map { checkout.subject(of: $0.hash) }
    #expect(subjects.first == "last" && subjects.last == "second" && subjects.count == 8)
    #expect(
      Set(subjects) == [
        "last", "merge the side", "third", "side four", "side three", "side two: keys are validated", "side one",
        "second",
      ])
    let merge = try #require(commits.first { checkout.subject(of: $0.hash) == "merge the side" })
    #expect(merge.parents.count == 2)
    let part = try checkout.history(from: try checkout.commit("main~2"), to: try checkout.commit("HEAD"))
    #expect(part.count == 6)
  }

  @Test("Every commit of a real history is found as the first bad one")
  func everyCulprit() throws {
    try writeHistory(worse: [:])
    let checkout = try checkout()
    let (good, bad) = (try checkout.commit("v1"), try checkout.commit("HEAD"))
    let commits = try checkout.history(from: good, to: bad)
    for culprit in commits {
      var bisection = Bisection(CommitSearch(commits, bad: bad.hash))
      let number = CommitNumber(metric: Example.allocations, value: 1)
      let result = try bisection.run(
        attempt: { hash in
          let descends = (try? repository.git("merge-base", "--is-ancestor", culprit.hash, hash)) != nil
          return descends ? .bad(number) : .good(number)
        }, emit: { _, _, _ in })
      #expect(result.candidates == [culprit.hash])
    }
  }

  @Test("A good commit that is no ancestor of the bad one is rejected, with one that is")
  func noAncestor() throws {
    try writeHistory(worse: [:])
    let checkout = try checkout()
    func message(_ good: String, _ bad: String) throws -> String {
      try #require(throws: CommandFailure.self) {
        try checkout.history(from: try checkout.commit(good), to: try checkout.commit(bad))
      }.message
    }
    let head = try short("HEAD")
    #expect(try message("HEAD", "HEAD") == "good and bad are the same commit, \(head).")
    #expect(try message("HEAD", "v1").contains("exchange --good and --bad"))
    let base = try short("main~2^")
    #expect(try message("main~2", "side").contains("try --good \(base)."))
    try repository.git("checkout", "-q", "--orphan", "other")
    try commit("nothing in common")
    #expect(try message("v1", "other").contains("They have nothing in common"))
  }

  // MARK: - The command

  private func bisect(_ arguments: String...) async throws -> CommandOutcome { try await bisect(arguments) }

  private func bisect(
    _ arguments: [String], with toolchain: ScriptedToolchain? = nil
  ) async throws -> CommandOutcome {
    try ScriptedToolchain.writeLog(in: repository.state)
    let toolchain = try toolchain ?? ScriptedToolchain()
    return await Perftest.run(
      ["bisect", "decode()"] + arguments, environment: toolchain.environment, in: repository.url
    )
  }

  @Test("It is found by a count beyond commits that do not build, and the checkout is unchanged")
  func count() async throws {
    try writeHistory(worse: ["allocations": "14"])
    try repository.write("not committed", to: "notes")
    try repository.write("new", to: "untracked")
    try repository.git("stash", "push", "-q", "--", "notes")
    try repository.write("staged", to: "staged")
    try repository.git("add", "staged")
    let before = try repository.usersView()
    let outcome = try await bisect("--good", "v1", "--metric", "allocations")
    #expect(outcome.status == 0, "\(outcome)")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "allocations of CatalogTests.Catalog/decode()")
    let first = try short("v1")
    #expect(lines.contains { $0.hasPrefix("good     \(first)") && $0.contains("12       ±0 %") })
    #expect(lines.contains { $0.hasPrefix("bad ") && $0.hasSuffix("14    +16.7 %  last") })
    // The commit before the first bad one does not build, so either may be the culprit.
    #expect(lines.contains("the first bad commit is one of these 2, the others of which cannot be tried:"))
    #expect(lines.contains { $0.hasPrefix("skipped") && $0.hasSuffix("side one") })
    #expect(outcome.output.contains("it does not build: Catalog.swift:1:1: error: cannot find 'x' in scope"))
    let culprit = try short("side~2")
    #expect(lines.last == "    \(culprit)  side two: keys are validated")
    #expect(try repository.usersView() == before)
    #expect(try repository.git("status", "--porcelain").contains("A  staged"))
  }

  @Test("A merge that is worse than both its parents is found, with the number before it")
  func merge() async throws {
    try writeHistory(worse: [:])
    try repository.git("checkout", "-q", "-b", "other", "v1")
    try commit("beside", ["beside": ""])
    try repository.git("merge", "-q", "--no-ff", "--no-commit", "main")
    try commit("merge main", ["allocations": "20"])
    try commit("after")
    let outcome = try await bisect("--good", "v1", "--metric", "allocations")
    #expect(outcome.status == 0, "\(outcome)")
    let culprit = try short("other~1")
    #expect(outcome.output.contains("first bad commit: \(culprit)  merge main\n"), "\(outcome)")
    #expect(outcome.output.contains("    allocations 12 → 20, +66.7 %\n"))
    #expect(outcome.output.hasSuffix("look at it: git show \(culprit)\n"))
  }

  @Test(
    "Without instructions it is found by a time, measured in turn with the good end",
    arguments: [["--metric", "wallClock"], []])
  func timing(_ metric: [String]) async throws {
    try commit(
      "first",
      [
        ".gitignore": ".perftest/\n", "Package.swift": "// swift-tools-version: 6.3\n", "allocations": "12",
        "time": "100.0",
      ])
    for number in 2...9 { try commit("number \(number)", number == 6 ? ["time": "140.0"] : [:]) }
    let outcome = try await bisect(["--good", "HEAD~8", "--bad", "main"] + metric)
    let saysWhy = outcome.error.contains("; the search goes by wallClock")
    #expect(saysWhy == metric.isEmpty)
    #expect(outcome.status == 0, "\(outcome)")
    let culprit = try short("HEAD~3")
    #expect(outcome.output.contains("first bad commit: \(culprit)  number 6\n"), "\(outcome)")
    #expect(outcome.output.contains("    wallClock 100 ns → 140 ns, +40 %\n"))
  }

  @Test("Every commit is built once, in one folder, and identical code is not measured again")
  func builtOnce() async throws {
    try commit(
      "first",
      [
        ".gitignore": ".perftest/\n", "Package.swift": "// swift-tools-version: 6.3\n", "allocations": "12",
        "time": "1",
      ])
    for number in 2...9 {
      try commit("number \(number)", ["README.md": "\(number)", "allocations": number < 6 ? "12" : "14"])
    }
    let toolchain = try ScriptedToolchain()
    let arguments = ["--good", "HEAD~8", "--metric", "allocations"]
    let first = try await bisect(arguments, with: toolchain)
    #expect(first.output.contains("first bad commit: \(try short("HEAD~3"))  number 6\n"), "\(first)")
    // Both ends and three between them.
    #expect(toolchain.builds.count == 5, "\(toolchain.builds)")
    let locations: [[Substring]] = toolchain.builds.map { Array($0.split(separator: " ").dropFirst()) }
    #expect(Set(locations).count == 1, "\(toolchain.builds)")
    #expect(Set(toolchain.processes).count == 2, "\(toolchain.processes)")
    #expect(try await bisect(arguments, with: toolchain).output == first.output)
    #expect(toolchain.builds.count == 5, "\(toolchain.builds)")
  }

  @Test("Each commit finds its own files while it is measured in turn with the good one")
  func fixtures() async throws {
    try commit(
      "first",
      [
        ".gitignore": ".perftest/\n", "Package.swift": "// swift-tools-version: 6.3\n", "allocations": "12",
        "time": "1", "Fixtures/time": "100.0",
      ])
    for number in 2...9 { try commit("number \(number)", number == 6 ? ["Fixtures/time": "140.0"] : [:]) }
    let outcome = try await bisect("--good", "HEAD~8", "--bad", "main", "--metric", "wallClock")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.contains("    wallClock 100 ns → 140 ns, +40 %\n"), "\(outcome)")
    #expect(outcome.output.contains("  number 6\n"), "\(outcome)")
  }

  @Test("Where several commits made the difference, the share of this one is reported")
  func severalSteps() async throws {
    try writeHistory(worse: ["allocations": "13"])
    try commit("a second step", ["allocations": "16"])
    try commit("a third step", ["allocations": "18"])
    let outcome = try await bisect("--good", "v1", "--metric", "allocations")
    #expect(outcome.output.contains("a second step\n    allocations 13 → 16, +23.1 %"), "\(outcome)")
    #expect(outcome.output.contains("that is 50 % of the difference between good and bad, other commits made the rest"))
  }

  @Test("A bad end that is no worse, or an end that cannot be measured, ends the search with its reason")
  func unusableEnds() async throws {
    try writeHistory(worse: ["allocations": "14"])
    let same = try await bisect("--good", "v1", "--bad", "main~2", "--metric", "allocations")
    #expect(same.status == 1)
    #expect(same.output.contains("the bad commit is not worse: allocations 12 → 12, ±0 %"), "\(same)")
    let times = try await bisect("--good", "v1", "--metric", "wallClock")
    #expect(times.status == 1)
    #expect(
      times.output.contains("the bad commit is not worse by more than its tolerance, 20 %: wallClock 100 ns → 100 ns"),
      "\(times)")
    let broken = try await bisect("--good", "v1", "--bad", "side~3", "--metric", "allocations")
    #expect(broken.status == 75)
    let end = try short("side~3")
    #expect(
      broken.error.contains("the bad commit \(end) cannot be measured: it does not build"))
    let gone = try await bisect("--good", "side~1", "--metric", "allocations")
    #expect(gone.status == 75 && gone.error.contains("it has no such benchmark"), "\(gone)")
  }

  @Test("Invalid arguments are rejected before anything is built")
  func unusableArguments() async throws {
    try writeHistory(worse: [:])
    for (arguments, status, text) in [
      ([], 64, "missing --good REF"),
      (["--good", "v1", "--metric", "alloc"], 78, "Known are: allocations, wallClock."),
      (["--good", "v9"], 78, "there is no commit 'v9'"),
      (["--good", "v1", "--bad", "-x"], 64, "--bad takes a branch, a tag or a commit, not '-x'"),
      (["--good", "v1", "--bad", "v1"], 78, "are the same commit"),
    ] as [([String], Int32, String)] {
      try ScriptedToolchain.writeLog(in: repository.state)
      let outcome = await Perftest.run(["bisect", "decode()"] + arguments, in: repository.url)
      #expect(outcome.status == status && outcome.error.contains(text), "\(outcome)")
    }
    let unknown = await Perftest.run(["bisect", "encode()", "--good", "v1"], in: repository.url)
    #expect(unknown.status == 78 && unknown.error.contains("is not a benchmark of a kept run"), "\(unknown)")
    #expect(!FileManager.default.fileExists(atPath: repository.state.appendingPathComponent("pair/build").path))
  }
}
