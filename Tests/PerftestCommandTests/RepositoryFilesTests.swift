import Foundation
import PerformanceGit
import PerformanceTestSupport
import Testing

@Suite("The files of a repository are identified whatever becomes of their commit")
struct RepositoryFilesTests {
  private let repository: ScratchRepository
  private let scratch: TemporaryFolder

  init() throws {
    repository = try ScratchRepository()
    scratch = try TemporaryFolder()
    try repository.write("code", to: "packages/fast/Sources/Code.swift")
    try repository.write("numbers", to: "packages/fast/baselines/a.json")
    try repository.write(".perftest/\n", to: ".gitignore")
    try repository.commit("first")
  }

  private func checkout() throws -> GitCheckout {
    try GitCheckout(containing: repository.url, scratch: scratch.url, environment: BuiltCommand.environment())
  }

  private func files(_ package: String = "packages/fast") throws -> RepositoryFiles {
    let folder = repository.url.appendingPathComponent(package)
    return RepositoryFiles(leavingOut: folder.appendingPathComponent("baselines"), in: try checkout())
  }

  private func committed(_ name: String, _ package: String = "packages/fast") throws -> String {
    let checkout = try checkout()
    return try files(package).hash(in: checkout.find(name).tree)
  }

  private func now(_ package: String = "packages/fast") throws -> String {
    try files(package).hashNow(leavingOut: repository.state(of: package))
  }

  @Test("Baselines of the package change nothing, all other files do", arguments: ["packages/fast", ""])
  func changes(package: String) throws {
    let prefix = package.isEmpty ? "" : package + "/"
    try repository.write("numbers", to: prefix + "baselines/b.json")
    try repository.commit()
    let first = try committed("HEAD", package)
    #expect(try now(package) == first)
    try repository.write("other numbers", to: prefix + "baselines/b.json")
    try repository.write("a new file", to: prefix + "baselines/deep/c.json")
    #expect(try now(package) == first)
    try repository.commit()
    #expect(try committed("HEAD", package) == first)
    try repository.write("new", to: prefix + "New.swift")
    #expect(try now(package) != first)
    try repository.commit()
    #expect(try committed("HEAD", package) != first)
  }

  @Test("A file outside of the package changes them: a nested package measures the one above it")
  func above() throws {
    let first = try committed("HEAD")
    let name = try repository.run(["rev-parse", "HEAD"])
    try repository.write("the library", to: "Sources/Library.swift")
    let edited = try now()
    #expect(edited != first)
    try repository.write("numbers of it", to: "packages/fast/baselines/a.json")
    try repository.commit("the library, and numbers of it")
    #expect(try committed("HEAD") == edited)
    let files = try files()
    #expect(try files.commit(withHash: edited)?.hash == repository.run(["rev-parse", "HEAD"]))
    #expect(files.commit(withHash: first)?.hash == name)
  }

  @Test("Files have the same identity before and after they are committed")
  func committedLater() throws {
    try repository.write("edited", to: "packages/fast/Sources/Code.swift")
    let before = try now()
    try repository.commit("second")
    let hash = try committed("HEAD")
    #expect(hash == before)
    try repository.git("commit", "-q", "--amend", "-m", "another message")
    #expect(try committed("HEAD") == hash)
  }

  @Test("The commit of given files is found among later ones")
  func search() throws {
    let first = try committed("HEAD")
    let name = try repository.run(["rev-parse", "HEAD"])
    try repository.write("numbers of it", to: "packages/fast/baselines/a.json")
    try repository.commit("numbers")
    try repository.write("edited", to: "packages/fast/Sources/Code.swift")
    try repository.commit("edit")
    let files = try files()
    #expect(files.commit(withHash: first)?.hash == name)
    #expect(try files.commit(withHash: committed("HEAD"))?.hash == repository.run(["rev-parse", "HEAD"]))
    #expect(files.commit(withHash: "unknown") == nil)
    #expect(files.commit(withHash: first)?.hash == name)
  }
}
