import Foundation
import PerformanceMeasurement
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("A gate against another commit builds both in one folder", .inTurns)
struct PairedBuildTests {
  private let repository: ScratchRepository
  private let toolchain: ScriptedToolchain

  init() throws {
    repository = try ScratchRepository()
    toolchain = try ScriptedToolchain()
    try repository.write(".perftest/\n", to: ".gitignore")
    try repository.write("// swift-tools-version: 6.3\n", to: "package/Package.swift")
    try write(allocations: 11)
    try repository.write("let old = 1\n", to: "package/Sources/Code.swift")
    try repository.commit()
    try write(allocations: 12)
  }

  private func write(allocations: Int) throws {
    try repository.write("\(allocations)", to: "package/allocations")
    try repository.write("100.0", to: "package/time")
  }

  private func gate(_ environment: [String: String] = [:]) async throws -> CommandOutcome {
    await Perftest.run(
      ["gate", "--against", "HEAD", "--no-count"],
      environment: toolchain.environment.merging(environment) { $1 },
      in: repository.url.appendingPathComponent("package")
    )
  }

  /// The allocations that each build so far had in it.
  private var built: [String] { toolchain.builds.compactMap { $0.split(separator: " ").first.map(String.init) } }

  @Test("The other commit comes first and is kept, so that later only changed files are built")
  func keptBuilds() async throws {
    let before = try repository.usersView()
    let first = try await gate()
    #expect(first.status == 0, "\(first)")
    #expect(built == ["11", "12"])
    #expect(Set(toolchain.builds.map { $0.dropFirst(2) }).count == 1, "\(toolchain.builds)")
    let again = try await gate()
    #expect(again.status == 0 && again.output == first.output, "\(again)")
    #expect(built == ["11", "12"])
    try write(allocations: 13)
    #expect(try await gate().status == 0)
    #expect(built == ["11", "12", "13"])
    try write(allocations: 12)
    #expect(try await gate().status == 0)
    #expect(built == ["11", "12", "13"])
    #expect(try repository.usersView() == before)
  }

  @Test("A build that is kept is not reused for another compiler or other settings")
  func otherCompiler() async throws {
    _ = try await gate()
    try toolchain.setVersion("2")
    _ = try await gate()
    #expect(built == ["11", "12", "11", "12"])
    _ = try await gate(["CC": "other"])
    #expect(built == ["11", "12", "11", "12", "11", "12"])
    try repository.write(
      "// swift-tools-version: 6.3\nlet size = Context.environment[\"SIZE\"]\n", to: "package/Package.swift")
    for size in ["1", "2", "1", "1"] { _ = try await gate(["SIZE": size, "OTHER": size]) }
    // The other commit does not ask for the size.
    #expect(built.count == 6 + 3)
  }

  @Test("Each is measured with its own files, where files differ that are not built in")
  func ownFiles() async throws {
    _ = try await gate()
    let tree = repository.state(of: "package").appendingPathComponent("pair/tree").path
    let pair = try #require(try toolchain.request().pair)
    let base = try #require(pair.base)
    #expect(base.files == ExchangedFolders(compiled: tree, aside: tree.replacing("/tree", with: "/other")))
    #expect(base.folder == tree + "/files" + repository.url.resolvingSymlinksInPath().path + "/package")
    #expect(pair.exported + "/package" == base.folder)
    #expect(try String(contentsOfFile: base.folder + "/allocations", encoding: .utf8) == "12")
    let aside = base.folder.replacing("/pair/tree/", with: "/pair/other/")
    #expect(try String(contentsOfFile: aside + "/allocations", encoding: .utf8) == "11")
    try repository.commit()
    try repository.write("let new = 1\n", to: "package/Sources/Code.swift")
    #expect(try await gate().status == 0)
    #expect(try toolchain.request().pair?.base?.files == nil)
  }

  @Test("Identical builds are not measured")
  func sameCode() async throws {
    try repository.commit()
    try repository.write("//\n", to: "package/Tests/Comment.swift")
    let outcome = try await gate()
    #expect(outcome.status == 0 && outcome.error.contains("the built code is the same"), "\(outcome)")
    #expect(built == ["12", "12"])
    #expect(!toolchain.processes.contains { $0.hasSuffix(" session") || $0.hasSuffix(" leads") })
  }

  @Test("A commit that does not build is named with its error")
  func brokenCommit() async throws {
    try repository.write("", to: "package/broken")
    _ = try dependOnPackageOutside()
    try repository.commit()
    try FileManager.default.removeItem(at: repository.url.appendingPathComponent("package/broken"))
    let outcome = try await gate()
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.error.contains("does not build: Catalog.swift:1:1: error: cannot find 'x' in scope"), "\(outcome)")
    let pair = try toolchain.request().pair
    #expect(pair?.base == nil)
    // There is no second build that could have the package outside.
    #expect(pair?.outside == nil)
  }

  /// Writes a manifest that names a package outside of the repository by its path.
  /// - Returns: The folder of that package.
  private func dependOnPackageOutside() throws -> URL {
    try repository.write(
      "// swift-tools-version: 6.3\nlet dependency = Package.Dependency.package(path: \"../../outside\")\n",
      to: "package/Package.swift")
    try repository.write(
      #"{"dependencies": [{"fileSystem": [{"path": "PACKAGE/../../outside"}]}]}"#, to: "package/manifest.json")
    return repository.url.deletingLastPathComponent().appendingPathComponent("outside")
  }

  @Test("A package outside of the repository is found as from the user's folder, and a change there is built")
  func outside() async throws {
    let outside = try dependOnPackageOutside()
    try repository.commit()
    try write(allocations: 13)
    let source = outside.appendingPathComponent("Sources/Outside.swift")
    try FileManager.default.createDirectory(
      at: source.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("one".utf8).write(to: source)
    let first = try await gate()
    #expect(first.status == 0, "\(first)")
    // No pair shows what changed there, so that the run names it.
    #expect(try toolchain.request().pair?.outside == [outside.path])
    let tree = repository.state(of: "package").appendingPathComponent("pair/tree/files").path
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: tree + outside.path) == outside.path)
    _ = try await gate()
    #expect(built == ["12", "13"])
    try Data("two".utf8).write(to: source)
    _ = try await gate()
    #expect(built == ["12", "13", "12", "13"])
  }

  @Test("A gate and a bisection wait for each other")
  func wait() async throws {
    let folder = repository.state(of: "package").appendingPathComponent("pair")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let lock = try MachineLock.take(
      file: folder.appendingPathComponent("lock"), waiting: { _ in }, isWanted: { false })
    let command = try BuiltCommand.start(
      ["gate", "--against", "HEAD", "--no-count"], environment: toolchain.environment,
      in: repository.url.appendingPathComponent("package"))
    try await command.wait { $0.errorSoFar.contains("which compares builds of this package") }
    #expect(!command.hasEnded && built.isEmpty)
    _ = consume lock
    #expect(try await command.outcome().status == 0)
  }
}
