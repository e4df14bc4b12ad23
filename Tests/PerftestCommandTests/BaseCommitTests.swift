import Foundation
import PerformanceGit
import PerformanceSystem
import PerformanceTestSupport
import Testing

/// In repositories whose branches are `main` and `release`, which `topic` may be going to.
@Suite("A change is compared with the commit at which HEAD left its target branch", .timeLimit(.minutes(60)))
struct BaseCommitTests {
  private let server: ScratchRepository
  private let scratch: TemporaryFolder

  init() throws {
    scratch = try TemporaryFolder()
    server = try ScratchRepository()
    for number in 1...3 { try Self.commit("main \(number)", in: server) }
    try server.git("checkout", "-q", "-b", "release")
    try Self.commit("release 1", in: server)
    try server.git("checkout", "-q", "main")
    try Self.commit("main 4", in: server)
  }

  /// A commit that changes a file, whose message is its name.
  private static func commit(_ message: String, in repository: ScratchRepository) throws {
    try repository.write(message, to: "file")
    try repository.commit(message)
  }

  private func clone(_ arguments: String...) throws -> ScratchRepository {
    try ScratchRepository(cloning: server.url, arguments: arguments)
  }

  private func finder(
    _ repository: ScratchRepository, target: String? = nil, defaultBranch: String? = nil, isChanged: Bool = false
  ) throws -> BaseCommitFinder {
    let checkout = try GitCheckout(
      containing: repository.url, scratch: scratch.url, environment: BuiltCommand.environment())
    return BaseCommitFinder(checkout, target: target, defaultBranch: defaultBranch) { isChanged }
  }

  /// The message of the commit that is found, and what it is called.
  private func found(
    in repository: ScratchRepository, target: String? = nil, defaultBranch: String? = nil, isChanged: Bool = false
  ) throws -> String {
    let finder = try finder(repository, target: target, defaultBranch: defaultBranch, isChanged: isChanged)
    let point = try finder.find()
    return try "\(repository.run(["log", "-1", "--format=%s", point.commit.hash])) – \(point.name)"
  }

  private func failure(
    in repository: ScratchRepository, target: String? = nil, isChanged: Bool = false
  ) throws -> String {
    try #require(throws: CommandFailure.self) {
      try finder(repository, target: target, isChanged: isChanged).find()
    }.message
  }

  @Test("The target of a topic branch without an upstream is the default branch of the remote, wherever that is by now")
  func topic() throws {
    let clone = try clone()
    try clone.git("checkout", "-q", "-b", "topic")
    for number in 1...2 { try Self.commit("topic \(number)", in: clone) }
    #expect(try found(in: clone) == "main 4 – origin/main")
    #expect(try found(in: clone, isChanged: true) == "main 4 – origin/main")
    try Self.commit("main 5", in: server)
    try clone.git("fetch", "-q")
    #expect(try found(in: clone) == "main 4 – origin/main")
    try clone.git("merge", "-q", "-X", "ours", "-m", "merged", "origin/main")
    #expect(try found(in: clone) == "main 5 – origin/main")
  }

  @Test("The upstream branch comes before the default branch, and the target of a pull request before both")
  func precedence() throws {
    let clone = try clone()
    try clone.git("checkout", "-q", "-b", "topic", "--track", "origin/release")
    try Self.commit("topic 1", in: clone)
    #expect(try found(in: clone) == "release 1 – origin/release")
    #expect(try found(in: clone, target: "main") == "main 3 – origin/main")
    try clone.git("branch", "--unset-upstream")
    #expect(try found(in: clone) == "main 3 – origin/main")
    #expect(try found(in: clone, target: "release") == "release 1 – origin/release")
    try clone.git("checkout", "-q", "--detach")
    #expect(try found(in: clone, target: "release") == "release 1 – origin/release")
  }

  @Test("The merge commit that a CI service checks out left the target branch at the tip of it")
  func mergeCommit() throws {
    let clone = try clone()
    try clone.git("checkout", "-q", "--detach", "origin/release")
    try clone.git("merge", "-q", "-X", "ours", "-m", "merge of a pull request", "origin/main")
    #expect(try found(in: clone, target: "release") == "release 1 – origin/release")
  }

  @Test("On the branch itself it is the commit before, and HEAD where files are changed")
  func onTheBranch() throws {
    let clone = try clone()
    #expect(try found(in: clone) == "main 3 – the commit before on origin/main")
    #expect(try found(in: clone, isChanged: true) == "main 4 – HEAD")
    try Self.commit("main 5", in: clone)
    #expect(try found(in: clone) == "main 4 – origin/main", "not pushed yet")
    try clone.git("checkout", "-q", "--detach", "HEAD~2")
    #expect(try found(in: clone) == "main 2 – the commit before on origin/main", "an older commit")
    try clone.git("checkout", "-q", "release")
    #expect(try found(in: clone, isChanged: true) == "release 1 – HEAD")
  }

  @Test("The commit before a merge is its first parent")
  func firstParent() throws {
    try server.git("merge", "-q", "-X", "ours", "--no-ff", "-m", "merged", "release")
    let clone = try clone()
    #expect(try found(in: clone) == "main 4 – the commit before on origin/main")
  }

  @Test(
    "The default branch is found by the remote's HEAD, by the CI service's name of it, or because it is the only one")
  func defaultBranches() throws {
    try server.git("branch", "-m", "main", "trunk")
    let clone = try clone()
    try clone.git("checkout", "-q", "-b", "topic")
    try Self.commit("topic 1", in: clone)
    #expect(try found(in: clone) == "main 4 – origin/trunk")
    try clone.git("remote", "set-head", "origin", "--delete")
    #expect(try found(in: clone, defaultBranch: "trunk") == "main 4 – origin/trunk")
    try clone.git("update-ref", "-d", "refs/remotes/origin/release")
    #expect(try found(in: clone) == "main 4 – origin/trunk")
  }

  @Test("A remote of another name serves, and without one the local default branch")
  func remotes() throws {
    let clone = try clone("--origin", "upstream")
    try clone.git("checkout", "-q", "-b", "topic", "--no-track")
    try Self.commit("topic 1", in: clone)
    #expect(try found(in: clone) == "main 4 – upstream/main")
    #expect(try found(in: clone, target: "release") == "main 3 – upstream/release")
    try clone.git("remote", "remove", "upstream")
    #expect(try found(in: clone) == "main 4 – main")
    try clone.git("checkout", "-q", "main")
    #expect(try found(in: clone) == "main 3 – the commit before on main")
    try clone.git("branch", "-m", "main", "mine")
    #expect(try found(in: clone) == "main 3 – the commit before on mine")
  }

  @Test("A target branch that was not fetched is an error that names it, however many others there are")
  func unknownTarget() throws {
    let clone = try clone("--single-branch")
    let message = try failure(in: clone, target: "release")
    #expect(message.contains("the branch 'release', the target of the pull request, is not in this clone"))
    #expect(message.contains("type git fetch --deepen=50 origin 'release:refs/remotes/origin/release'"))
    try clone.git("fetch", "-q", "--deepen=50", "origin", "release:refs/remotes/origin/release")
    #expect(try found(in: clone, target: "release") == "main 3 – origin/release")
    #expect(try failure(in: clone, target: "--all").contains("'--all'"))
  }

  @Test("A shallow clone that ends before the commit says what to fetch")
  func shallow() throws {
    let clone = try clone("--depth", "1")
    let message = try failure(in: clone)
    #expect(message.contains("this shallow clone does not reach back to origin/main; type git fetch --deepen=50"))
    #expect(try found(in: clone, isChanged: true) == "main 4 – HEAD")
    try clone.git("fetch", "-q", "--depth", "1", "origin", "release:refs/remotes/origin/release")
    #expect(try failure(in: clone, target: "release").contains("does not reach back to origin/release"))
  }

  @Test("A first commit has none before it, and a repository without one nothing at all")
  func firstCommit() throws {
    let repository = try ScratchRepository()
    #expect(try failure(in: repository).contains("has no commit yet"))
    try Self.commit("first", in: repository)
    #expect(try failure(in: repository) == "HEAD is the first commit of its history")
    #expect(try found(in: repository, isChanged: true) == "first – HEAD")
    try repository.git("checkout", "-q", "--orphan", "other")
    try Self.commit("unrelated", in: repository)
    #expect(try failure(in: repository) == "HEAD has no commit in common with main")
  }

  @Test("A text is found in a commit, is not in another, and a search that git cannot make is an error")
  func text() throws {
    let checkout = try GitCheckout(
      containing: server.url, scratch: scratch.url, environment: BuiltCommand.environment())
    let commit = try checkout.commit("HEAD")
    #expect(try checkout.hasText("main 4", in: commit, below: server.url))
    #expect(try !checkout.hasText("release 1", in: commit, below: server.url))
    for name in try FileManager.default.subpathsOfDirectory(
      atPath: server.url.appendingPathComponent(".git/objects").path)
    where name.contains("/") {
      try FileManager.default.removeItem(at: server.url.appendingPathComponent(".git/objects/" + name))
    }
    #expect(throws: CommandFailure.self) { try checkout.hasText("main 4", in: commit, below: server.url) }
  }
}
