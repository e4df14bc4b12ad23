import Foundation
import PerformanceGit
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("The files of a build outside of its repository")
struct SurroundingsTests {
  private let repository: ScratchRepository
  private let scratch: TemporaryFolder
  private let tree: ExportedTree
  private let parent: URL

  init() throws {
    repository = try ScratchRepository()
    scratch = try TemporaryFolder()
    tree = ExportedTree(
      of: try GitCheckout(containing: repository.url, scratch: scratch.url, environment: BuiltCommand.environment()),
      at: scratch.url.resolvingSymlinksInPath().appendingPathComponent("tree"), state: repository.state)
    parent = repository.url.resolvingSymlinksInPath().deletingLastPathComponent()
  }

  private func writeOutside(_ text: String, to path: String) throws {
    let file = parent.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func export() throws -> [URL] {
    try repository.commit()
    return try tree.write(try tree.contents(of: .commit(try tree.checkout.commit("HEAD"))))
  }

  /// Finds what the package in `package` takes in when each manifest names packages by the paths of a list.
  private func find(
    links: [URL] = [], _ dependencies: [String: [String]] = [:]
  ) throws -> Surroundings {
    try SurroundingsFinder(of: tree) { folder in
      dependencies[folder.lastPathComponent]?.map { path in
        path.hasPrefix("/") ? path : folder.path + "/" + path
      }
    }.find(from: tree.root.appendingPathComponent("package"), links: links)
  }

  private func text(_ path: String) -> String? {
    try? String(contentsOf: tree.root.appendingPathComponent(path), encoding: .utf8)
  }

  @Test("Packages by relative and absolute paths are found, with their own dependencies, and linked from the tree")
  func paths() throws {
    let manifest = "Package.Dependency.package(path: …)"
    for path in ["package", "inside"] { try repository.write(manifest, to: path + "/Package.swift") }
    for path in ["near", "far/deep", "next"] { try writeOutside(manifest, to: path + "/Package.swift") }
    let absolute = try TemporaryFolder()
    try absolute.write(manifest, to: "Package.swift")
    _ = try export()
    let found = try find([
      "package": ["../inside", "../../near", absolute.url.path], "inside": ["../../far/deep"], "near": ["../next"],
      "deep": [], "next": [], absolute.url.lastPathComponent: [],
    ])
    #expect(found.areKnown)
    #expect(
      found.paths == Set(["near", "far/deep", "next"].map { parent.path + "/" + $0 } + [absolute.url.path]))
    #expect(["near", "far/deep", "next"].allSatisfy { text("../\($0)/Package.swift") == manifest })
    let links = try FileManager.default.contentsOfDirectory(atPath: tree.root.deletingLastPathComponent().path)
    #expect(links.sorted() == ["a checkout", "far", "near", "next"])
  }

  @Test("Links that are no longer needed are removed, and the exported files stay")
  func staleLinks() throws {
    try repository.write("path", to: "package/Package.swift")
    try writeOutside("outside", to: "far/deep/file")
    _ = try export()
    _ = try find(["package": ["../../far/deep"]])
    #expect(text("../far/deep/file") == "outside")
    _ = try find(["package": ["../../far"]])
    #expect(text("../far/deep/file") == "outside")
    _ = try find(["package": []])
    let links = try FileManager.default.contentsOfDirectory(atPath: tree.root.deletingLastPathComponent().path)
    #expect(links == ["a checkout"])
    #expect(text("package/Package.swift") == "path")
    #expect(FileManager.default.fileExists(atPath: parent.appendingPathComponent("far/deep/file").path))
  }

  @Test("A package around the repository is linked file by file")
  func enclosingPackage() throws {
    try repository.write("path", to: "package/Package.swift")
    try writeOutside("around", to: "Package.swift")
    try writeOutside("its code", to: "Sources/Code.swift")
    _ = try export()
    let found = try find(["package": ["../.."], parent.lastPathComponent: []])
    #expect(found.paths == [parent.path])
    #expect(text("../Package.swift") == "around" && text("../Sources/Code.swift") == "its code")
    #expect(text("package/Package.swift") == "path")
    #expect(found.fingerprints(leavingOut: tree.checkout.root) != nil)
  }

  @Test("The target of a symbolic link is included, unless it is exported itself")
  func symbolicLinks() throws {
    try repository.write("text", to: "package/Sources/file")
    try writeOutside("outside", to: "common/Code.swift")
    for (link, target) in [("inner", "Sources/file"), ("outer", "../../common"), ("absolute", parent.path + "/common")]
    {
      try FileManager.default.createSymbolicLink(
        atPath: repository.url.appendingPathComponent("package/" + link).path, withDestinationPath: target)
    }
    let found = try find(links: try export())
    #expect(found.paths == [parent.path + "/common"])
    #expect(text("package/outer/Code.swift") == "outside" && text("package/inner") == "text")
  }

  @Test("A manifest without paths is not evaluated, and one that cannot be makes the files unknown")
  func manifests() throws {
    try repository.write("let targets = [Target]()", to: "package/Package.swift")
    _ = try export()
    #expect(try find().areKnown)
    try repository.write("let path = \"\"", to: "package/Package@swift-6.swift")
    _ = try export()
    let found = try find()
    #expect(!found.areKnown)
    #expect(found.fingerprints(leavingOut: tree.checkout.root) == nil)
  }

  @Test("The names of variables that a manifest may read are found")
  func variables() throws {
    try repository.write(
      #"if Context.environment["WITH_CACHE"] != nil { name = "a package" } else { name = "lib" }"#,
      to: "package/Package.swift")
    _ = try export()
    #expect(try find().variables == ["WITH_CACHE", "lib"])
  }

  @Test("A fingerprint changes with any file that a build reads")
  func fingerprintChanges() throws {
    try writeOutside("one", to: "near/Sources/Code.swift")
    try writeOutside("two", to: "near/Sources/Other.swift")
    var surroundings = Surroundings()
    surroundings.paths = [parent.appendingPathComponent("near").path]
    func fingerprint() throws -> [String: String] {
      try #require(surroundings.fingerprints(leavingOut: tree.checkout.root))
    }
    let first = try fingerprint()
    try writeOutside("built", to: "near/.build/Code.o")
    try writeOutside("index", to: "near/.git/index")
    #expect(try fingerprint() == first)
    try writeOutside("three", to: "near/Sources/Third.swift")
    let added = try fingerprint()
    #expect(added != first)
    try writeOutside("uno", to: "near/Sources/Code.swift")
    #expect(try fingerprint() != added)
    try FileManager.default.removeItem(at: parent.appendingPathComponent("near/Sources/Third.swift"))
    #expect(try fingerprint() != added)
  }

  @Test("A file that cannot be read, or is a link to elsewhere, makes the fingerprint unknown")
  func unknown() throws {
    var surroundings = Surroundings()
    surroundings.paths = [parent.appendingPathComponent("absent").path]
    #expect(surroundings.fingerprints(leavingOut: tree.checkout.root) == nil)
    try writeOutside("text", to: "near/file")
    surroundings.paths = [parent.appendingPathComponent("near").path]
    try FileManager.default.createSymbolicLink(
      atPath: parent.appendingPathComponent("near/inner").path, withDestinationPath: "file")
    #expect(surroundings.fingerprints(leavingOut: tree.checkout.root) != nil)
    try FileManager.default.createSymbolicLink(
      atPath: parent.appendingPathComponent("near/outer").path, withDestinationPath: scratch.url.path)
    #expect(surroundings.fingerprints(leavingOut: tree.checkout.root) == nil)
  }
}
