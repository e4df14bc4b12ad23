import Foundation
import PerformanceTestSupport
import Testing

@Suite("Running hooks of git", .timeLimit(.minutes(60)))
struct HookRunTests {
  private static func installed(package: String = ".") async throws -> HookedRepository {
    let hooked = try HookedRepository(package: package)
    let outcome = await Perftest.run("hooks", "install", in: hooked.repository.url.appendingPathComponent(package))
    try #require(outcome.status == 0, "\(outcome)")
    return hooked
  }

  @Test("A push without a changed file of code starts nothing")
  func documents() async throws {
    let hooked = try await Self.installed()
    try hooked.change("README.md")
    try hooked.change("Sources/Code/Code.docc/Page.md")
    try hooked.change(".github/workflows/ci.yml")
    try hooked.git("push", "origin", "main")
    try hooked.git("push", "origin", "main")
    try hooked.git("push", "origin", "main:copy")
    try hooked.git("push", "origin", ":copy")
    #expect(try hooked.calls().isEmpty)
  }

  @Test("A push with changed code measures what it can have changed, in the package's folder")
  func code() async throws {
    let package = "Bench marks/it's"
    let hooked = try await Self.installed(package: package)
    let base = try hooked.repository.run(["rev-parse", "HEAD"])
    try hooked.change("\(package)/Sources/Code/Code.swift")
    let head = try hooked.repository.run(["rev-parse", "HEAD"])
    try hooked.git("push", "origin", "main")
    let start = ["run", "--quiet", "--package-path", package, "perftest"]
    let calls = try hooked.calls()
    #expect(
      calls == [
        start + ["hooks", "changed", base, head], start + ["gate", "--no-count", "--filter", "^(AppTests)\\."],
      ])
    for call in calls {
      let (command, rest) = try #require(Perftest.command(of: Array(call.dropFirst(start.count))))
      #expect(throws: Never.self) { _ = try command.syntax.parse(rest) }
    }
  }

  @Test("Where no benchmark can have changed, the gate is not started")
  func unreached() async throws {
    let hooked = try await Self.installed()
    try hooked.filter("")
    try hooked.change("Sources/Code/Code.swift")
    try hooked.git("push", "origin", "main")
    #expect(try hooked.calls().count == 1)
  }

  @Test("A red gate refuses the push, and a machine that cannot measure does not", arguments: [1, 78, 75])
  func statuses(status: Int) async throws {
    let hooked = try await Self.installed()
    try hooked.gate(endsWith: status)
    try hooked.change("Sources/Code/Code.swift")
    if status == 75 {
      #expect(try hooked.git("push", "origin", "main").contains("the push goes on unmeasured"))
    } else {
      let failure = #expect(throws: TestTool.Failure.self) { try hooked.git("push", "origin", "main") }
      #expect(failure?.text.contains("the gate ended with \(status), so nothing was pushed") == true)
      #expect(try !hooked.git("push", "--no-verify", "origin", "main").contains("perftest:"))
    }
  }

  @Test(
    "Uncommitted code is measured with the commit, and a line names it",
    arguments: ["Sources/Code/Code.swift", "Sources/Code/New.swift", "baselines/linux/counts/App.Suite.json"])
  func uncommittedCode(path: String) async throws {
    let hooked = try await Self.installed()
    try hooked.change("Sources/Code/Code.swift")
    try hooked.repository.write("// not committed\n", to: path)
    let text = try hooked.git("push", "origin", "main")
    #expect(text.contains("measuring the working folder with its uncommitted changes, which are not pushed"), "\(text)")
    #expect(try hooked.calls().count == 2)
  }

  @Test("Uncommitted documents and ignored files are not named, nor is anything where nothing is measured")
  func uncommittedDocuments() async throws {
    let hooked = try await Self.installed()
    try hooked.change("Sources/Code/Code.swift")
    try hooked.repository.write("a plan\n", to: "notes/Plan.md")
    try hooked.repository.write("a log\n", to: ".perftest/runs/1.jsonl")
    #expect(try !hooked.git("push", "origin", "main").contains("uncommitted"))
    #expect(try hooked.calls().count == 2)
    try hooked.git("add", "notes")
    try hooked.git("commit", "-q", "-m", "a plan")
    try hooked.repository.write("// not committed\n", to: "Sources/Code/Code.swift")
    #expect(try !hooked.git("push", "origin", "main").contains("uncommitted"))
    #expect(try hooked.calls().count == 2)
  }

  @Test("A commit that is not checked out is not measured, and said so")
  func otherCommit() async throws {
    let hooked = try await Self.installed()
    try hooked.change("Sources/Code/Code.swift")
    try hooked.git("branch", "behind")
    try hooked.change("Sources/Code/Code.swift")
    #expect(try hooked.git("push", "origin", "behind").contains("is not checked out"))
    #expect(try hooked.calls().isEmpty)
  }

  @Test("The hook of before gets the same arguments and input, and its refusal counts")
  func keptHook() async throws {
    let hooked = try HookedRepository()
    let hooks = hooked.repository.url.appendingPathComponent(".git/hooks")
    try hooked.repository.write(
      "#!/bin/sh\necho \"$1\" >.git/arguments\ncat >.git/input\ntest ! -e .git/refuse\n", to: ".git/hooks/pre-push")
    try TemporaryFolder.makeExecutable(hooks.appendingPathComponent("pre-push"))
    #expect(await Perftest.run("hooks", "install", in: hooked.repository.url).status == 0)
    try hooked.change("README.md")
    let head = try hooked.repository.run(["rev-parse", "HEAD"])
    try hooked.git("push", "origin", "main")
    let git = hooked.repository.url.appendingPathComponent(".git")
    #expect(try String(contentsOf: git.appendingPathComponent("arguments"), encoding: .utf8) == "origin\n")
    let input = try String(contentsOf: git.appendingPathComponent("input"), encoding: .utf8)
    #expect(input.hasPrefix("refs/heads/main \(head) refs/heads/main ") && input.hasSuffix("\n"))
    try hooked.repository.write("", to: ".git/refuse")
    try hooked.change("Sources/Code/Code.swift")
    #expect(throws: TestTool.Failure.self) { try hooked.git("push", "origin", "main") }
    #expect(try hooked.calls().isEmpty)
  }

  @Test("A merge names the baselines that it changed, and is silent about others")
  func merge() async throws {
    let hooked = try await Self.installed()
    try hooked.git("checkout", "-q", "-b", "topic")
    for number in 1...7 { try hooked.change("baselines/linux/counts/App.Suite\(number).json") }
    try hooked.git("checkout", "-q", "main")
    let text = try hooked.git("merge", "topic")
    #expect(text.contains("the merge changed 7 of the files in ./baselines"), "\(text)")
    #expect(text.contains("  baselines/linux/counts/App.Suite1.json\n") && text.contains("  …\n"))
    #expect(!text.contains("App.Suite6.json\n  "))
    try hooked.git("checkout", "-q", "-b", "another")
    try hooked.change("Sources/Code/Code.swift")
    try hooked.git("checkout", "-q", "main")
    #expect(try !hooked.git("merge", "another").contains("perftest:"))
  }
}
