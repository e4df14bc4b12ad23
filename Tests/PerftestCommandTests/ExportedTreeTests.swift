import Foundation
import PerformanceGit
import PerformanceSystem
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("A tree is exported without touching the user's checkout")
struct ExportedTreeTests {
  private let repository: ScratchRepository
  private let scratch: TemporaryFolder

  init() throws {
    repository = try ScratchRepository()
    scratch = try TemporaryFolder()
  }

  private func export(_ name: String = "base", of repository: ScratchRepository? = nil) throws -> ExportedTree {
    let repository = repository ?? self.repository
    return ExportedTree(
      of: try GitCheckout(containing: repository.url, scratch: scratch.url, environment: BuiltCommand.environment()),
      at: repository.state.appendingPathComponent("pair/" + name), state: repository.state)
  }

  private func files(_ tree: ExportedTree) throws -> [String: String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: tree.root.path)
    return paths.reduce(into: [:]) { files, path in
      let file = tree.root.appendingPathComponent(path)
      if let data = try? Data(contentsOf: file) { files[path] = String(decoding: data, as: UTF8.self) }
    }
  }

  private func date(_ path: String, in tree: ExportedTree) throws -> Date {
    let file = tree.root.appendingPathComponent(path)
    return try #require(try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date)
  }

  /// Two commits: `changed` differs, `old` goes, `new` comes.
  private func writeTwoCommits() throws {
    try repository.write("*.o\n.perftest/\n", to: ".gitignore")
    try repository.write("one", to: "changed")
    try repository.write("same", to: "Sources/kept é.swift")
    try repository.write("old", to: "Sources/Old/old")
    try repository.commit()
    try repository.write("two", to: "changed")
    try repository.write("new", to: "Sources/New/new")
    try repository.git("rm", "-q", "Sources/Old/old")
    try repository.commit()
  }

  private static let first = [
    ".gitignore": "*.o\n.perftest/\n", "changed": "one", "Sources/kept é.swift": "same", "Sources/Old/old": "old",
  ]
  private static let second = [
    ".gitignore": "*.o\n.perftest/\n", "changed": "two", "Sources/kept é.swift": "same", "Sources/New/new": "new",
  ]

  @Test("A commit's files are exported, and the user's checkout is unchanged")
  func commit() throws {
    try writeTwoCommits()
    let before = try repository.usersView()
    let tree = try export()
    try tree.update(to: .commit(try tree.checkout.commit("HEAD~1")))
    #expect(try files(tree) == Self.first)
    #expect(try repository.usersView() == before)
    #expect(tree.root.lastPathComponent == "a checkout")
  }

  @Test("An unchanged file keeps its date, and a deleted file is removed")
  func dates() throws {
    try writeTwoCommits()
    let tree = try export()
    try tree.update(to: .commit(try tree.checkout.commit("HEAD~1")))
    let before = try date("Sources/kept é.swift", in: tree)
    try tree.update(to: .commit(try tree.checkout.commit("HEAD")))
    #expect(try files(tree) == Self.second)
    #expect(try date("Sources/kept é.swift", in: tree) == before)
    #expect(!FileManager.default.fileExists(atPath: tree.root.appendingPathComponent("Sources/Old").path))
  }

  @Test("The working folder has changed and new files, and none that git ignores")
  func workingFolder() throws {
    try writeTwoCommits()
    try repository.write("three", to: "changed")
    try repository.write("staged", to: "staged")
    try repository.git("add", "staged")
    try repository.write("untracked", to: "Sources/untracked")
    try repository.write("ignored", to: "ignored.o")
    try FileManager.default.removeItem(at: repository.url.appendingPathComponent("Sources/New/new"))
    let before = try repository.usersView()
    let tree = try export("head")
    try tree.update(to: .workingFolder)
    var expected = Self.second
    expected["changed"] = "three"
    expected["staged"] = "staged"
    expected["Sources/untracked"] = "untracked"
    expected["Sources/New/new"] = nil
    #expect(try files(tree) == expected)
    #expect(try repository.usersView() == before)
  }

  @Test("A change in the second in which the index was written is detected")
  func changeWithinASecond() throws {
    let file = repository.url.appendingPathComponent("file")
    let index = repository.url.appendingPathComponent(".git/index")
    let second = Date(timeIntervalSince1970: 1_700_000_000)
    func setDate(of url: URL) throws {
      try FileManager.default.setAttributes([.modificationDate: second], ofItemAtPath: url.path)
    }
    try repository.git("config", "core.trustctime", "false")
    try repository.write("one", to: "file")
    try setDate(of: file)
    try repository.commit()
    try Data("two".utf8).write(to: file)
    try setDate(of: file)
    try setDate(of: index)
    let tree = try export("head")
    try tree.update(to: .workingFolder)
    #expect(try files(tree) == ["file": "two"])
  }

  @Test("A state folder that git does not ignore is left out")
  func stateFolder() throws {
    try repository.write("a", to: "a")
    try repository.commit()
    try repository.write("run", to: ".perftest/runs/1.jsonl")
    let tree = try export("head")
    let contents = try tree.update(to: .workingFolder)
    #expect(try files(tree) == ["a": "a"])
    #expect(contents.tree.hash == (try tree.checkout.commit("HEAD").tree.hash))
    try repository.write("*", to: ".perftest/.gitignore")
    #expect(try tree.update(to: .workingFolder).tree.hash == contents.tree.hash)
  }

  @Test("A clean working folder has the tree of its commit")
  func clean() throws {
    try writeTwoCommits()
    let tree = try export("head")
    let contents = try tree.update(to: .workingFolder)
    let commit = try export().update(to: .commit(try tree.checkout.commit("HEAD")))
    #expect(contents.isSame(as: commit))
    #expect(!contents.isSame(as: try export().update(to: .commit(try tree.checkout.commit("HEAD~1")))))
  }

  @Test("Leftovers of a killed run are repaired")
  func leftovers() throws {
    try writeTwoCommits()
    let tree = try export()
    try tree.update(to: .commit(try tree.checkout.commit("HEAD~1")))
    let index = tree.location.appendingPathComponent("root.index.lock")
    try Data().write(to: index)
    try Data("half".utf8).write(to: tree.root.appendingPathComponent("changed"))
    try Data("half".utf8).write(to: tree.root.appendingPathComponent("Sources/half.swift"))
    try FileManager.default.createDirectory(
      at: tree.root.appendingPathComponent("Sources/New"), withIntermediateDirectories: true)
    try Data("half".utf8).write(to: tree.root.appendingPathComponent("Sources/New/new"))
    try FileManager.default.removeItem(at: tree.root.appendingPathComponent("Sources/kept é.swift"))
    try tree.update(to: .commit(try tree.checkout.commit("HEAD~1")))
    #expect(try files(tree) == Self.first)
  }

  @Test("Files that archives leave out are exported")
  func archiveAttributes() throws {
    try repository.write("Tests export-ignore\n", to: ".gitattributes")
    try repository.write("test", to: "Tests/test")
    try repository.commit()
    let tree = try export()
    try tree.update(to: .commit(try tree.checkout.commit("HEAD")))
    #expect(try files(tree)["Tests/test"] == "test")
  }

  @Test("A submodule has the commit of the tree, and its current files in the working folder")
  func submodule() throws {
    let inner = try ScratchRepository()
    try inner.write("one", to: "inner")
    try inner.commit()
    try repository.write("outer", to: "outer")
    try repository.git("submodule", "add", "-q", "file://" + inner.url.path, "Modules/inner")
    try repository.commit()
    let module = repository.url.appendingPathComponent("Modules/inner")
    try Data("two".utf8).write(to: module.appendingPathComponent("inner"))

    let base = try export()
    let committed = try base.update(to: .commit(try base.checkout.commit("HEAD")))
    #expect(try files(base)["Modules/inner/inner"] == "one")
    let head = try export("head")
    let working = try head.update(to: .workingFolder)
    #expect(try files(head)["Modules/inner/inner"] == "two")
    #expect(!working.isSame(as: committed))
  }

  @Test("A linked work tree on no branch is a checkout like others")
  func linkedWorkTree() throws {
    try writeTwoCommits()
    let linked = scratch.url.appendingPathComponent("linked")
    try repository.git("worktree", "add", "-q", "--detach", linked.path, "HEAD~1")
    try Data("mine".utf8).write(to: linked.appendingPathComponent("changed"))
    let checkout = try GitCheckout(containing: linked, scratch: scratch.url, environment: BuiltCommand.environment())
    let tree = ExportedTree(of: checkout, at: scratch.url.appendingPathComponent("head"), state: repository.state)
    try tree.update(to: .workingFolder)
    var expected = Self.first
    expected["changed"] = "mine"
    #expect(try files(tree) == expected)
  }

  @Test("An unknown commit is refused with a remedy")
  func unknownCommit() throws {
    let empty = try GitCheckout(
      containing: repository.url, scratch: scratch.url, environment: BuiltCommand.environment())
    #expect(failure { try empty.commit("HEAD") }.contains("has no commit yet"))
    try writeTwoCommits()
    #expect(failure { try empty.commit("nowhere") }.contains("'git fetch' may bring it"))
    #expect(failure { try empty.commit("--all") }.contains("there is no commit '--all'"))
    let shallow = try ScratchRepository(cloning: repository.url, arguments: ["--depth", "1"])
    let cut = try GitCheckout(containing: shallow.url, scratch: scratch.url, environment: BuiltCommand.environment())
    #expect(failure { try cut.commit("HEAD~1") }.hasSuffix("type git fetch --deepen=50 origin"))
    let branch = failure { try cut.commit("feature") }
    #expect(branch.contains("git fetch --deepen=50 origin 'feature:refs/remotes/origin/feature'"))
    #expect(
      failure {
        try GitCheckout(containing: scratch.url, scratch: scratch.url, environment: BuiltCommand.environment())
      }.contains("not a git repository"))
  }

  private func failure(_ body: () throws -> some Any) -> String {
    do {
      _ = try body()
      return "nothing"
    } catch let error as CommandFailure {
      return error.message
    } catch let error as UsageError {
      return error.message
    } catch {
      return "\(error)"
    }
  }
}

extension ExportedTree {
  /// Writes a source's files.
  @discardableResult
  fileprivate func update(to source: Source) throws -> Contents {
    let contents = try contents(of: source)
    try write(contents)
    return contents
  }
}
