import Foundation
import PerformanceGit
import PerformanceHistoryCommands
import PerformanceTestSupport
import Testing

/// A history is shared on a branch of a bare repository that packages were cloned from.
@Suite("Sharing a history by git", .inTurns, .timeLimit(.minutes(60)))
struct GitSharingTests {
  private let folder: TemporaryFolder
  private let hub: URL

  init() throws {
    folder = try TemporaryFolder()
    hub = try SharingPackage.hub(in: folder)
  }

  private func clone(_ arguments: String...) throws -> SharingPackage {
    try SharingPackage(cloning: hub, arguments: arguments)
  }

  private func git(_ arguments: String...) throws -> String {
    try TestTool.run(["git", "-C", hub.path] + arguments, environment: BuiltCommand.environment())
  }

  private func files() throws -> [String] {
    try git("ls-tree", "-r", "--name-only", "perftest-history").split(separator: "\n").map(String.init)
  }

  @Test("Runs are pushed once, one file each, and another clone has all of them after a pull")
  func pushAndPull() async throws {
    let (first, second) = (try clone(), try clone())
    try first.write(runs: 0..<3)
    let pushed = await first.history("push", "--git", "--samples")
    #expect(pushed.status == 0 && pushed.output == "pushed 3 runs\n" && pushed.error.isEmpty, "\(pushed)")
    let name = SharingPackage.name(1, "0000aaaa")
    #expect(try files().sorted()[0] == "perftest-history.json")
    #expect(try files().contains("runs/2026-01/02/\(name).json") && files().count == 4)
    #expect(try git("log", "--format=%an <%ae> %s", "perftest-history") == "perftest <perftest@localhost> Add 3 runs\n")

    let again = await first.history("push", "--git")
    #expect(again.output == "the shared history has every run of this machine\n", "\(again)")
    try second.write(runs: 3..<4, machine: "0000bbbb")
    let pulled = await second.history("pull", "--git")
    #expect(pulled.status == 0 && pulled.output == "pulled 3 runs\n" && pulled.error.isEmpty, "\(pulled)")
    #expect(await second.history("pull", "--git").output == "there are no new runs\n")
    #expect(await second.history("push", "--git", "--samples").output == "pushed 1 run\n")
    #expect(await first.history("pull", "--git").output == "pulled 1 run\n")
    let everything = await first.everything()
    #expect(everything.count == 4)
    #expect(await second.everything() == everything)
    #expect(await second.history("check").status == 0)
    #expect(try git("fsck", "--strict", "--no-dangling").isEmpty)
  }

  @Test("A run that did not finish stays, and pulled ones are pushed only with --all")
  func selection() async throws {
    let (first, second) = (try clone(), try clone())
    try first.write(runs: 0..<2)
    try first.write(runs: 2..<3, finished: false)
    let pushed = await first.history("push", "--git")
    #expect(pushed.output == "pushed 2 runs\n1 run that did not finish: not pushed\n", "\(pushed)")
    #expect(await second.history("pull", "--git").output == "pulled 2 runs\n")
    _ = try git("update-ref", "-d", "refs/heads/perftest-history")
    let deleted = await second.history("push", "--git")
    #expect(deleted.output == "the shared history has every run of this machine\n", "\(deleted)")
    #expect(
      deleted.error
        == "the branch 'perftest-history' of 'origin' was deleted since it was read here last; 'history push --git "
        + "--all' adds the runs that it had and that are here\n")
    #expect(await second.history("push", "--git", "--all").output == "pushed 2 runs\n")
    #expect(try files().count == 3)
  }

  @Test("A branch that somebody replaced is followed, which is said once")
  func rewritten() async throws {
    let (first, second, third) = (try clone(), try clone(), try clone())
    try first.write(runs: 0..<1)
    try second.write(runs: 1..<2)
    #expect(await first.history("push", "--git").status == 0)
    #expect(await second.history("pull", "--git").status == 0)
    _ = try git("update-ref", "-d", "refs/heads/perftest-history")
    try third.write(runs: 2..<3)
    #expect(await third.history("push", "--git").status == 0)
    let pushed = await second.history("push", "--git")
    #expect(pushed.output == "pushed 1 run\n" && pushed.error.contains("was replaced since"), "\(pushed)")
    let pulled = await second.history("pull", "--git")
    #expect(pulled.output == "pulled 1 run\n" && pulled.error.isEmpty, "\(pulled)")
    #expect(try files().count == 3)
  }

  // MARK: - The user's repository

  /// Everything in a checkout but its state folder.
  private static func contents(_ package: SharingPackage) throws -> FolderContents {
    var contents = try FolderContents(package.url)
    contents.files = contents.files.filter { !$0.key.hasPrefix(".perftest") }
    return contents
  }

  @Test(
    "Files, index, HEAD, stash, references and objects of the checkout stay as they are, whatever is configured",
    arguments: [[], ["--depth=1"], ["--filter=blob:none"]])
  func untouched(cloneArguments: [String]) async throws {
    let package = try SharingPackage(cloning: hub, arguments: cloneArguments)
    let repository = package.repository
    try repository.write("stashed\n", to: "README.md")
    try repository.git("stash")
    try repository.write("staged\n", to: "README.md")
    try repository.git("add", "-A")
    try repository.write("edited\n", to: "README.md")
    try repository.git("checkout", "-q", "--detach")
    for (key, value) in [
      ("commit.gpgsign", "true"), ("push.gpgSign", "true"), ("gpg.program", "/bin/false"), ("fetch.prune", "true"),
      ("push.followTags", "true"), ("gc.auto", "1"), ("fetch.writeCommitGraph", "true"),
      ("remote.origin.mirror", "false"), ("core.autocrlf", "true"),
    ] { try repository.git("config", key, value) }
    for hook in ["pre-push", "pre-commit", "reference-transaction", "post-index-change"] {
      try repository.write("#!/bin/sh\necho ran >> \"$0.ran\"\nexit 1\n", to: ".git/hooks/" + hook)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: repository.url.appendingPathComponent(".git/hooks/" + hook).path)
    }
    let before = try Self.contents(package)
    try package.write(runs: 0..<2)
    let pushed = await package.history("push", "--git")
    #expect(pushed.status == 0 && pushed.output == "pushed 2 runs\n", "\(pushed)")
    let other = try clone()
    try other.write(runs: 2..<3)
    #expect(await other.history("push", "--git").status == 0)
    let pulled = await package.history("pull", "--git")
    #expect(pulled.status == 0 && pulled.output == "pulled 1 run\n", "\(pulled)")
    let after = try Self.contents(package)
    #expect(after.paths == before.paths)
    #expect(after == before)
    #expect(try git("fsck", "--strict", "--no-dangling").isEmpty)
    let scratch = package.state.url.appendingPathComponent("tmp").path
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch).isEmpty)
  }

  // MARK: - What is in the way

  @Test("A clone without the branch, a missing remote, a remote that is gone and no network: one sentence each")
  func absent() async throws {
    let package = try clone()
    let without = await package.history("pull", "--git")
    #expect(without.status == 0 && without.output == "there are no new runs\n")
    #expect(without.error == "'origin' has no branch 'perftest-history' yet; the first push creates it\n")
    try package.write(runs: 0..<1)
    let unknown = await package.history("push", "--git", "--remote", "upstream")
    #expect(unknown.status == 78)
    #expect(unknown.error.hasSuffix("; name one with --remote: origin\n"), "\(unknown)")
    let invalid = await package.history("push", "--git", "a..b")
    #expect(invalid.status == 78 && invalid.error == "perftest: 'a..b' is no name of a branch\n", "\(invalid)")
    for url in ["http://me:hunter2@127.0.0.1:1/hub.git", "/nowhere/hub.git"] {
      for command in ["push", "pull"] {
        let unreachable = await package.history(command, "--git", "--remote", url)
        #expect(unreachable.status == 75 && !unreachable.text.contains("hunter2"), "\(unreachable)")
        #expect(unreachable.error.contains("check the network, the remote and the permission"), "\(unreachable)")
        #expect(unreachable.error.split(separator: "\n").count == 1)
      }
    }
    let outside = try SharingPackage()
    let alone = await outside.history("push", "--git")
    #expect(
      alone.status == 78 && alone.error.hasSuffix("add one with git remote add, or give --remote URL\n"), "\(alone)")
  }

  @Test("A branch with something else, or of a newer version, is refused and stays as it is")
  func otherContent() async throws {
    let package = try clone()
    try package.write(runs: 0..<1)
    let refused = await package.history("push", "--git", "main")
    #expect(refused.status == 78 && refused.error.contains("something other than a history"), "\(refused)")
    #expect(await package.history("push", "--git").status == 0)
    let editor = try ScratchRepository(cloning: hub, arguments: ["-b", "perftest-history"])
    try editor.write(#"{"schema": "swift-performance-testing/history", "version": 2}"#, to: "perftest-history.json")
    try editor.commit()
    try editor.git("push", "-q")
    let tip = try git("rev-parse", "perftest-history")
    for command in ["push", "pull"] {
      let newer = await package.history(command, "--git")
      #expect(
        newer.status == 78 && newer.error.contains("version: is 2, and this perftest reads version 1"), "\(newer)")
    }
    #expect(try git("rev-parse", "perftest-history") == tip)
  }

  @Test("Files on the branch that are no runs are named and left out")
  func unreadable() async throws {
    let (first, second) = (try clone(), try clone())
    try first.write(runs: 0..<3)
    #expect(await first.history("push", "--git").status == 0)
    let editor = try ScratchRepository(cloning: hub, arguments: ["-b", "perftest-history"])
    let name = "runs/2026-01/01/" + SharingPackage.name(0, "0000aaaa") + ".json"
    try editor.write("{", to: name)
    try editor.write("nothing", to: "runs/2026-01/01/note.json")
    try editor.write("a text", to: "README.md")
    try editor.commit()
    try editor.git("push", "-q")
    let pulled = await second.history("pull", "--git")
    #expect(pulled.status == 0 && pulled.output == "pulled 2 runs\n", "\(pulled)")
    let lines = pulled.error.split(separator: "\n")
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasSuffix("; it was left out") }, "\(pulled)")
    #expect(lines[0].hasPrefix("warning: origin perftest-history:\(name):1: is not valid JSON"), "\(pulled)")
  }

  /// Writes a hook of the hub.
  private func write(hook name: String, _ script: String) throws {
    let hook = hub.appendingPathComponent("hooks/" + name)
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: hook)
    try TemporaryFolder.makeExecutable(hook)
  }

  @Test(
    "A server that refuses the push is quoted", arguments: ["only reviewers push", "blocked: the branch is locked"])
  func refusedByServer(words: String) async throws {
    let package = try clone()
    try package.write(runs: 0..<1)
    try write(hook: "pre-receive", "echo '\(words)' >&2; exit 1")
    let refused = await package.history("push", "--git")
    #expect(refused.status == 75 && refused.error.contains(words), "\(refused)")
    #expect(refused.error.contains("the next push sends them"))
  }

  @Test("Only git's words for a branch that another push changes are taken for such a push")
  func contention() {
    let prefix = "remote: error: cannot lock ref 'refs/heads/h': "
    for message in [
      prefix + "Unable to create '/srv/h.git/./refs/heads/h.lock': File exists.", prefix + "is at 0a but expected 1b",
      prefix + "reference already exists",
    ] {
      #expect(RemoteBranch.isContention(message))
    }
    for message in [
      "remote: blocked", prefix + "Unable to create '/srv/h.git/./refs/heads/h.lock': No space left on device",
      prefix + "'refs/heads/h/i' exists; cannot create 'refs/heads/h'", "error: File exists",
    ] {
      #expect(!RemoteBranch.isContention(message))
    }
  }

  @Test("A connection that is lost after the push is said to be, and the next push finds the runs there")
  func lostConnection() async throws {
    let package = try clone()
    try package.write(runs: 0..<2)
    // The branch is changed, then the server is gone before it answers.
    try write(
      hook: "reference-transaction",
      "[ \"$1\" = committed ] || exit 0; mv \"\(hub.path)\" \"\(hub.path).away\"; kill -9 $PPID")
    let pushed = await package.history("push", "--git")
    #expect(pushed.status == 75 && pushed.error.contains("the connection to the remote 'origin' was lost"), "\(pushed)")
    #expect(!pushed.error.contains("Nothing was changed") && pushed.error.contains("those that did not arrive"))
    try FileManager.default.moveItem(atPath: hub.path + ".away", toPath: hub.path)
    try FileManager.default.removeItem(at: hub.appendingPathComponent("hooks/reference-transaction"))
    let again = await package.history("push", "--git")
    #expect(again.output == "the shared history has every run of this machine\n", "\(again)")
    #expect(try files().count == 3)
  }

  @Test("A large store is deleted before it is used, unless another process uses it")
  func largeStore() throws {
    let package = try clone()
    let checkout = try GitCheckout(
      containing: package.url, scratch: folder.file("scratch"), environment: BuiltCommand.environment())
    func branch() throws -> RemoteBranch {
      try RemoteBranch("h", of: "origin", in: checkout, stores: folder.file("stores"))
    }
    func objects() throws -> Int {
      let stores = try FileManager.default.subpathsOfDirectory(atPath: folder.file("stores").path)
      return stores.count { $0.contains("/objects/17/") }
    }
    do {
      let other = try branch()
      let written = try other.write([Data("mine".utf8)])[0]
      let stores = try FileManager.default.contentsOfDirectory(atPath: folder.file("stores").path)
      let store = try #require(stores.first { !$0.hasSuffix(".lock") })
      for number in 0..<28 { try folder.write("", to: "stores/\(store)/objects/17/\(number)") }
      _ = try branch()
      #expect(try objects() == 28)
      let state = try other.fetch()
      #expect(try objects() == 28)
      #expect(try other.push(other.commit(["a": written], onto: state, message: "a"), onto: state) == .done)
    }
    _ = try branch()
    #expect(try objects() == 0)
  }

  @Test("Runs whose results a prune removed are not pushed, and not pulled again")
  func pruned() async throws {
    let (first, second) = (try clone(), try clone())
    try first.write(runs: 0..<2)
    _ = await first.history("prune", "--points", "1")
    let pushed = await first.history("push", "--git")
    #expect(
      pushed.output
        == "the shared history has every run of this machine\n2 runs whose results 'history prune' removed: "
        + "not pushed\n", "\(pushed)")
    try second.write(runs: 2..<4, machine: "0000bbbb")
    _ = await second.history("prune", "--samples", "1")
    #expect(await second.history("push", "--git").output == "pushed 2 runs\n")
  }

  // MARK: - Others at the same time

  @Test("A push that was overtaken changes nothing, and succeeds on the new end")
  func overtaken() async throws {
    let package = try clone()
    let checkout = try GitCheckout(
      containing: package.url, scratch: folder.file("scratch"), environment: BuiltCommand.environment())
    let branch = try RemoteBranch("h", of: "origin", in: checkout, stores: folder.file("stores"))
    let other = try RemoteBranch("h", of: "origin", in: checkout, stores: folder.file("others"))
    let (mine, others) = (try branch.write([Data("mine".utf8)])[0], try other.write([Data("others".utf8)])[0])
    for round in 0..<2 {
      let state = try branch.fetch()
      let othersCommit = try other.commit(["b\(round)": others], onto: other.fetch(), message: "b")
      #expect(try other.push(othersCommit, onto: state) == .done)
      let commit = try branch.commit(["a\(round)": mine], onto: state, message: "a")
      #expect(try branch.push(commit, onto: state) == .overtaken)
      let next = try branch.fetch()
      #expect(next.tip == othersCommit && !next.isRewritten)
      #expect(try branch.push(branch.commit(["a\(round)": mine], onto: next, message: "a"), onto: next) == .done)
    }
    #expect(try git("ls-tree", "-r", "--name-only", "h") == "a0\na1\nb0\nb1\n")
    #expect(try git("rev-list", "--count", "h") == "4\n")
  }

  @Test("A push that another one overtakes on the server is tried again on the new end")
  func overtakenOnServer() async throws {
    let (first, second, third) = (try clone(), try clone(), try clone())
    for (package, run) in [(first, 0), (second, 1), (third, 2)] { try package.write(runs: run..<run + 1) }
    #expect(await first.history("push", "--git").status == 0)
    let old = try git("rev-parse", "perftest-history").trimmingCharacters(in: .newlines)
    #expect(await second.history("push", "--git").status == 0)
    let new = try git("rev-parse", "perftest-history").trimmingCharacters(in: .newlines)
    _ = try git("update-ref", "refs/heads/perftest-history", old)
    // The other push arrives after this one has read the branch.
    let script = """
      [ -e overtaken ] && exit 0
      touch overtaken
      unset GIT_QUARANTINE_PATH
      git update-ref refs/heads/perftest-history \(new)
      """
    try write(hook: "pre-receive", script)
    let pushed = await third.history("push", "--git")
    #expect(pushed.status == 0 && pushed.output == "pushed 1 run\n" && pushed.error.isEmpty, "\(pushed)")
    #expect(FileManager.default.fileExists(atPath: hub.appendingPathComponent("overtaken").path))
    #expect(try files().count == 4)
    #expect(try git("rev-list", "--count", "perftest-history") == "3\n")
  }

  @Test("Two clones that push at the same time lose nothing and double nothing")
  func together() async throws {
    let (first, second) = (try clone(), try clone())
    for round in 0..<4 {
      try first.write(runs: round * 2..<round * 2 + 2, machine: "0000aaaa")
      try second.write(runs: round * 2..<round * 2 + 2, machine: "0000bbbb")
      let (one, two) = (try first.start("push", "--git", "--samples"), try second.start("push", "--git", "--samples"))
      let outcomes = [try await one.outcome(), try await two.outcome()]
      for outcome in outcomes { #expect(outcome.status == 0 && outcome.output == "pushed 2 runs\n", "\(outcome)") }
    }
    #expect(try files().count == 17)
    #expect(try git("rev-list", "--count", "perftest-history") == "8\n")
    #expect(await first.history("pull", "--git").output == "pulled 8 runs\n")
    #expect(await second.history("pull", "--git").output == "pulled 8 runs\n")
    let everything = await first.everything()
    #expect(everything.count == 16)
    #expect(await second.everything() == everything)
    #expect(try git("fsck", "--strict", "--no-dangling").isEmpty)
  }

  /// How often a push is killed; `Scripts/kill-pushes` does it more often.
  private static let kills = 60

  @Test("Killed at any moment of a push, nothing is lost and nothing is doubled")
  func killed() async throws {
    let (package, other) = (try clone(), try clone())
    var random = SplitMix64(seed: 5)
    var killed = 0
    for round in 0..<Self.kills {
      try package.write(runs: round..<round + 1, benchmarks: 1)
      let push = try package.start("push", "--git", "--samples")
      usleep(UInt32(random.number(in: 0...250_000)))
      kill(push.process, SIGKILL)
      if try await push.outcome().status == nil { killed += 1 }
    }
    #expect(killed > Self.kills / 10)
    let last = await package.history("push", "--git", "--samples")
    #expect(last.status == 0 && last.error.isEmpty, "\(last)")
    #expect(try files().count == Self.kills + 1)
    #expect(try git("fsck", "--strict", "--no-dangling").isEmpty)
    #expect(await other.history("pull", "--git").output == "pulled \(Self.kills) runs\n")
    #expect(await other.everything() == package.everything())
    #expect(await package.history("check").status == 0)
  }
}
