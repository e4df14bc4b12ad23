import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// A package in a subfolder of a git repository whose path has a space, with a package outside of the repository that it
/// needs; built once for all tests of a suite.
final class PairedAdopter: Sendable {
  /// The package of the suite that is running.
  @TaskLocal static var current: PairedAdopter?

  let repository: ScratchRepository
  let package: URL
  private let first: String
  static let path = "packages/fast"
  private static let workFile = path + "/Tests/FastTests/Work.swift"

  /// Writes and commits the package without building it.
  init() throws {
    repository = try ScratchRepository()
    package = repository.url.appendingPathComponent(Self.path)
    let outside = repository.url.deletingLastPathComponent().appendingPathComponent("outside")
    for (path, text) in OutsideSource.files {
      let file = outside.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let manifest = LayeredSource.manifest(
      AdopterSource.manifest(checkout: BuiltCommand.checkout.path).replacing("AdopterTests", with: "FastTests"))
    try repository.write(CxxSource.manifest(OutsideSource.manifest(manifest)), to: Self.path + "/Package.swift")
    try repository.write(".perftest/\n.build/\nPackage.resolved\n", to: ".gitignore")
    for (path, text) in LayeredSource.files.merging(CxxSource.files, uniquingKeysWith: { $1 }) {
      try repository.write(text, to: Self.path + "/" + path)
    }
    try repository.write(Self.work, to: Self.workFile)
    // Of a package that had XCTest cases: the gate's build must ignore it, since the module is gone.
    try repository.write(
      "import RemovedTests\nimport XCTest\n\nXCTMain(RemovedTests.allTests())\n",
      to: Self.path + "/Tests/LinuxMain.swift")
    try repository.write("3", to: Self.path + "/Tests/FastTests/Fixtures/count")
    try repository.commit()
    first = try repository.git("rev-parse", "HEAD").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Has the first commit checked out, and nothing changed.
  func reset() throws { try repository.git("reset", "-q", "--hard", first) }

  /// Edits the work.
  func edit(_ edits: [(text: String, other: String)]) throws {
    let text = edits.reduce(Self.work) { $0.replacing($1.text, with: $1.other) }
    try repository.write(text, to: Self.workFile)
  }

  /// Changes what a benchmark reads from a file.
  func setFixture(_ count: Int) throws {
    try repository.write("\(count)", to: Self.path + "/Tests/FastTests/Fixtures/count")
  }

  /// Lets the code behind the middle modules allocate as often as given.
  func setCore(allocations: Int) throws {
    try repository.write(
      LayeredSource.core(allocations: allocations), to: Self.path + "/" + LayeredSource.coreFile)
    try repository.write(
      LayeredSource.header(allocations: allocations), to: Self.path + "/" + LayeredSource.headerFile)
  }

  /// Lets the code in C++ allocate as often as given, and a benchmark as its resource says.
  func setCxx(allocations: Int) throws {
    try repository.write(CxxSource.header(allocations: allocations), to: Self.path + "/" + CxxSource.headerFile)
    try repository.write("\(allocations)", to: Self.path + "/" + CxxSource.resourceFile)
  }

  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningCommand {
    try BuiltCommand.start(["gate"] + arguments, environment: environment, in: package)
  }

  func gate(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandOutcome {
    try await start(arguments, environment: environment).outcome()
  }

  /// Benchmarks of which only counts are measured: those are the same however busy the machine is. One allocates as often
  /// as a file says, which it finds by its working folder and by the path of its source.
  private static let work = #"""
    import Foundation
    import Outside
    import PerformanceTesting
    import Testing

    @inline(never) func spin(_ count: UInt64) -> UInt64 {
      var state = blackBox(count)
      for _ in 0..<count { state = state &* 6_364_136_223_846_793_005 &+ 1 }
      return state
    }

    @Suite(.performance, .metrics(.allocations), .samples(5), .warmup(.milliseconds(2)))
    struct Work {
      @Test func loop() { measure { spin(20_000) } }
      @Test func other() { measure { spin(30_000) } }
      @Test func array() { measure { [1, 2, 3].map { [blackBox($0)] } } }
      @Test func reading() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/count")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(try String(contentsOfFile: "Tests/FastTests/Fixtures/count", encoding: .utf8) == text)
        let count = try #require(Int(text))
        measure { for number in 0..<count { blackBox([blackBox(number)]) } }
      }
    }

    """#
}

/// A package beside the repository.
private enum OutsideSource {
  static let files = [
    "Package.swift": """
    // swift-tools-version: 6.3
    import PackageDescription

    let package = Package(
      name: "outside", products: [.library(name: "Outside", targets: ["Outside"])],
      targets: [.target(name: "Outside")])

    """,
    "Sources/Outside/Outside.swift": "public func distant() -> Int { 3 }\n",
  ]

  /// The manifest of a package that names it by its path.
  static func manifest(_ manifest: String) -> String {
    manifest
      .replacing("dependencies: [.package(", with: #"dependencies: [.package(path: "../../../outside"), .package("#)
      .replacing(
        "dependencies: [.product(",
        with: #"dependencies: [.product(name: "Outside", package: "outside"), .product("#)
  }
}

/// Gives the tests of a suite one package to share.
struct PairedAdopterTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    try await PairedAdopter.$current.withValue(try PairedAdopter()) { try await body() }
  }
}

/// With the real compiler, whose builds only they can show to be equal, broken or in the right folder. Builds are the slow
/// part: a test begins with what the one before it has built, and one edit shows several things.
@Suite(
  "A gate against another commit, built by the compiler", .serialized, PairedAdopterTrait(), .timeLimit(.minutes(120)))
struct PairedGateTests {
  let adopter: PairedAdopter
  private var repository: ScratchRepository { adopter.repository }

  init() throws {
    adopter = try #require(PairedAdopter.current)
    try adopter.reset()
  }

  @Test("measures nothing when nothing differs, or nothing but comments")
  func same() async throws {
    let before = try repository.usersView()
    let clean = try await adopter.gate("--against", "HEAD")
    #expect(clean.status == 0, "\(clean)")
    #expect(clean.output.contains(" (HEAD): 10 same – green"), "\(clean)")
    #expect(clean.error.contains("the files are the same") && !clean.error.contains("round"))
    #expect(try repository.usersView() == before)

    try adopter.edit([("spin(20_000) } }", "spin(20_000) } }  // a comment")])
    let commented = try await adopter.gate("--against", "HEAD")
    #expect(commented.status == 0 && commented.error.contains("the built code is the same"), "\(commented)")
  }

  /// Changes of every kind: of the work, of a file that it reads, of code behind a middle module, of code in C++, of a
  /// resource, and of a package outside.
  private func editAll() throws {
    try adopter.edit([
      ("[blackBox($0)]", "[[blackBox($0)]]"), ("func other", "func renamed"),
      ("import Testing", "import Testing\n\nlet base = distant()"),
    ])
    try adopter.setFixture(5)
    try adopter.setCore(allocations: 2)
    try adopter.setCxx(allocations: 5)
  }

  @Test("is red at its line for a count that grew, whatever the change, and lists benchmarks of one side alone")
  func redAndOneSided() async throws {
    try editAll()
    let before = try repository.usersView()
    let outcome = try await adopter.gate("--against", "HEAD", "--json", environment: ["CI": "true"])
    #expect(outcome.status == 1, "\(outcome)")
    #expect(!outcome.error.contains("times are not judged"), "\(outcome)")
    let report = try GateReport(outcome)
    let own = Set(["array", "reading", "vectors", "resource"].map { "\($0)() regressed/countGrew" })
    #expect(report.red == LayeredSource.all("regressed/countGrew").union(own), "\(outcome)")
    #expect(report.of("other()") == ["other() incomparable/onlyInBase"], "\(outcome)")
    #expect(report.of("renamed()") == ["renamed() new/onlyInHead"], "\(outcome)")
    #expect(try repository.usersView() == before)
    let log = try #require(StateFolder(package: adopter.package, environment: [:]).eventLogs.first)
    let events = try EventLogReader.all(of: log)
    #expect(events.contains { if case .session(let taken) = $0.body { taken.side == .base } else { false } })
    let location = try #require(report.verdicts.map(\.verdict).first { $0.function.test == "array()" }?.location)
    #expect(location.filePath == adopter.package.path + "/Tests/FastTests/Work.swift")
  }

  @Test("measures code behind a middle module in each side's form, also when it is undone")
  func undone() async throws {
    try editAll()
    try repository.commit("slower")
    try adopter.setCore(allocations: 1)
    let outcome = try await adopter.gate("--against", "HEAD", "--json", "--filter", "LayersPerformance")
    #expect(try GateReport(outcome).all == LayeredSource.all("improved/countFell"), "\(outcome)")
  }

  @Test("builds both sides with the arguments that are passed, such as a trait, and is refused those that do not link")
  func buildArguments() async throws {
    try adopter.setCxx(allocations: 5)
    let traits = ["--swift-build-arg", "--traits", "--swift-build-arg", CxxSource.trait]
    let outcome = try await adopter.start(
      ["--against", "HEAD", "--json", "--filter", "CxxPerformance"] + traits
    ).outcome()
    let all: Set = ["vectors() regressed/countGrew", "resource() regressed/countGrew", "traited() same/countEqual"]
    #expect(try GateReport(outcome).all == all, "\(outcome)")
    let refused = try await adopter.gate("--swift-build-arg=--static-swift-stdlib")
    #expect(refused.status == 64 && refused.error.contains("does not link"), "\(refused)")
  }

  @Test("that is killed while it compiles leaves no process, and the next one works")
  func killed() async throws {
    try adopter.edit([("import Testing", "import Testing\n\nfunc never() -> Int { 1 }")])
    let run = PackageRun(adopter.package, try adopter.start(["--against", "HEAD"]))
    try await run.sendWhileBuilding(SIGKILL)
    #expect(try await run.command.outcome().status == nil)
    try await run.expectNothingLeft()
    let next = try await adopter.gate("--against", "HEAD", "--filter", "other")
    #expect(next.status == 0 && next.output.contains(" same – green"), "\(next)")
  }
}
