import Foundation
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("Annotations have paths from the root of the repository")
struct RepositoryPathTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("", to: "checkout/Benchmarks/Tests/A.swift")
    try folder.write("", to: "checkout/.git/HEAD")
  }

  private func path(of file: String, package: String = "checkout/Benchmarks", workspace: String? = nil) -> String {
    RepositoryPaths(package: folder.file(package), workspace: workspace.map { folder.file($0).path })
      .path(of: folder.file(file).path)
  }

  @Test(
    "A package in a subfolder, whatever folder the service has cloned to", arguments: [nil, "checkout", ".", "other"])
  func subfolder(workspace: String?) {
    #expect(path(of: "checkout/Benchmarks/Tests/A.swift", workspace: workspace) == "Benchmarks/Tests/A.swift")
  }

  @Test("Links in the path of the package, of the workspace and of the file")
  func links() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link").path, withDestinationPath: folder.file("checkout").path)
    let (direct, linked) = ("checkout/Benchmarks/Tests/A.swift", "link/Benchmarks/Tests/A.swift")
    for (file, package) in [
      (direct, "link/Benchmarks"), (linked, "checkout/Benchmarks"), (linked, "link/Benchmarks"),
    ] {
      #expect(path(of: file, package: package, workspace: "link") == "Benchmarks/Tests/A.swift")
    }
  }

  @Test("A linked work tree is a root, and a submodule is a part of the repository around it")
  func gitFiles() throws {
    try folder.write("gitdir: /elsewhere/.git/worktrees/tree\n", to: "tree/.git")
    try folder.write("", to: "tree/Tests/A.swift")
    #expect(path(of: "tree/Tests/A.swift", package: "tree") == "Tests/A.swift")
    try folder.write("gitdir: ../.git/modules/inner\n", to: "checkout/inner/.git")
    try folder.write("", to: "checkout/inner/A.swift")
    #expect(path(of: "checkout/inner/A.swift", package: "checkout/inner") == "inner/A.swift")
  }

  @Test("Without a repository the workspace serves, and a file outside keeps its path")
  func withoutRepository() throws {
    try folder.write("", to: "plain/package/A.swift")
    #expect(path(of: "plain/package/A.swift", package: "plain/package", workspace: "plain") == "package/A.swift")
    #expect(path(of: "plain/package/A.swift", package: "plain/package") == "A.swift")
    #expect(path(of: "plain/package/A.swift") == folder.file("plain/package/A.swift").path)
  }
}
