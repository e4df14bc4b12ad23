import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// A package in a subfolder of a git repository whose path has a space; built once for all tests of a suite.
final class PairedAdopter: Sendable {
  /// The package of the suite that is running.
  @TaskLocal static var current: PairedAdopter?

  let repository: ScratchRepository
  let package: URL
  static let path = "packages/fast"
  private static let workFile = path + "/Tests/FastTests/Work.swift"
  static let manifest = LayeredSource.manifest(
    AdopterSource.manifest(checkout: BuiltCommand.checkout.path).replacing("AdopterTests", with: "FastTests"))

  /// Writes and commits the package without building it.
  init() throws {
    repository = try ScratchRepository()
    package = repository.url.appendingPathComponent(Self.path)
    try repository.write(Self.manifest, to: Self.path + "/Package.swift")
    try repository.write(".perftest/\n.build/\nPackage.resolved\n", to: ".gitignore")
    for (path, text) in LayeredSource.files(tests: "FastTests") {
      try repository.write(text, to: Self.path + "/" + path)
    }
    try setWork(Self.work)
    try repository.commit()
  }

  func setWork(_ text: String) throws { try repository.write(text, to: Self.workFile) }

  /// Lets the code behind the middle modules allocate as often as given.
  func setCore(allocations: Int) throws {
    try repository.write(
      LayeredSource.core(allocations: allocations), to: Self.path + "/" + LayeredSource.coreFile)
    try repository.write(
      LayeredSource.header(allocations: allocations), to: Self.path + "/" + LayeredSource.headerFile)
  }

  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningCommand {
    try BuiltCommand.start(["gate"] + arguments, environment: environment, in: package)
  }

  func gate(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandOutcome {
    try await start(arguments, environment: environment).outcome()
  }

  /// Three benchmarks of which only counts are measured: those are the same however busy the machine is.
  static let work = #"""
    import Foundation
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
    }

    """#
}

/// Gives the tests of a suite one package to share.
struct PairedAdopterTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    try await PairedAdopter.$current.withValue(try PairedAdopter()) { try await body() }
  }
}

/// With the real compiler, whose builds only they can show to be equal, broken or in the right folder.
@Suite(
  "A gate against another commit, built by the compiler", .serialized, PairedAdopterTrait(), .timeLimit(.minutes(120)))
struct PairedGateTests {
  let adopter: PairedAdopter
  private var repository: ScratchRepository { adopter.repository }
  private static let work = PairedAdopter.work

  init() throws {
    adopter = try #require(PairedAdopter.current)
    try adopter.setWork(PairedAdopter.work)
  }

  private func edit(_ text: String, with other: String) throws {
    try adopter.setWork(Self.work.replacing(text, with: other))
  }

  @Test("measures nothing when nothing differs, or nothing but comments")
  func same() async throws {
    let before = try repository.usersView()
    let clean = try await adopter.gate("--against", "HEAD")
    #expect(clean.status == 0, "\(clean)")
    #expect(clean.output.contains("7 verdicts against HEAD ") && clean.output.contains(": 7 same – green"))
    #expect(clean.error.contains("the files are the same") && !clean.error.contains("round"))
    #expect(try repository.usersView() == before)

    try edit("spin(20_000) } }", with: "spin(20_000) } }  // a comment")
    let commented = try await adopter.gate("--against", "HEAD")
    #expect(commented.status == 0 && commented.error.contains("the built code is the same"), "\(commented)")
  }

  @Test("is red at its line for a count that grew, and lists what only one of the two has")
  func redAndOneSided() async throws {
    try adopter.setWork(
      Self.work.replacing("[blackBox($0)]", with: "[[blackBox($0)]]").replacing("func other", with: "func renamed"))
    let before = try repository.usersView()
    let outcome = try await adopter.gate("--against", "HEAD", "--json", environment: ["CI": "true"])
    #expect(outcome.status == 1, "\(outcome)")
    let report = try GateReport(outcome)
    #expect(report.red == ["array() regressed/countGrew"], "\(outcome)")
    #expect(report.of("other()") == ["other() incomparable/onlyInBase"], "\(outcome)")
    #expect(report.of("renamed()") == ["renamed() new/onlyInHead"], "\(outcome)")
    #expect(try repository.usersView() == before)
    let log = try #require(StateFolder(package: adopter.package, environment: [:]).eventLogs.first)
    let events = try EventLogReader.all(of: log)
    #expect(events.contains { if case .baseSession = $0.body { true } else { false } })
    let location = try #require(report.verdicts.compactMap(\.verdict.location).first)
    #expect(location.filePath == adopter.package.path + "/Tests/FastTests/Work.swift")
  }

  @Test("measures code that comes from behind a middle module as each of the two has it")
  func layers() async throws {
    let filter = ["--against", "HEAD", "--json", "--filter", "LayersPerformance"]
    try adopter.setCore(allocations: 2)
    let slower = try await adopter.start(filter).outcome()
    #expect(try GateReport(slower).red == LayeredSource.all("regressed/countGrew"), "\(slower)")
    try repository.commit("slower")
    try adopter.setCore(allocations: 1)
    let faster = try await adopter.start(filter).outcome()
    #expect(try GateReport(faster).all == LayeredSource.all("improved/countFell"), "\(faster)")
    try repository.git("reset", "-q", "--hard", "HEAD~1")
  }

  @Test("measures each with the files it reads, by its working folder and by the path of its source")
  func ownFiles() async throws {
    let fixture = PairedAdopter.path + "/Tests/FastTests/Fixtures/count"
    try adopter.setWork(Self.work + Self.reading)
    try repository.write("3", to: fixture)
    try repository.commit("with a fixture")
    try repository.write("5", to: fixture)
    let outcome = try await adopter.gate("--against", "HEAD", "--filter", "Reading", "--json")
    #expect(outcome.status == 1, "\(outcome)")
    #expect(try GateReport(outcome).red == ["reading() regressed/countGrew"], "\(outcome)")
    try repository.git("reset", "-q", "--hard", "HEAD~1")
  }

  /// A benchmark that allocates as often as a file says.
  private static let reading = #"""

    @Suite(.performance, .metrics(.allocations), .samples(5), .warmup(.milliseconds(2)))
    struct Reading {
      @Test func reading() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/count")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(try String(contentsOfFile: "Tests/FastTests/Fixtures/count", encoding: .utf8) == text)
        let count = try #require(Int(text))
        measure { for number in 0..<count { blackBox([blackBox(number)]) } }
      }
    }

    """#

  @Test("builds in packages outside of the repository as the user's folder does")
  func outside() async throws {
    let folder = repository.url.deletingLastPathComponent().appendingPathComponent("outside")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in [("Package.swift", Self.outsideManifest), ("Sources/Outside/Outside.swift", Self.outsideCode)] {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let manifest = PairedAdopter.manifest
      .replacing("dependencies: [.package(", with: #"dependencies: [.package(path: "../../../outside"), .package("#)
      .replacing(
        "dependencies: [.product(",
        with: #"dependencies: [.product(name: "Outside", package: "outside"), .product("#)
    try repository.write(manifest, to: PairedAdopter.path + "/Package.swift")
    try edit("import Testing", with: "import Outside\nimport Testing")
    try repository.commit("with a package outside")
    try edit("import Testing", with: "import Outside\nimport Testing\nlet base = distant()")
    let outcome = try await adopter.gate("--against", "HEAD", "--filter", "array")
    #expect(outcome.status == 0 && outcome.output.contains(" same – green"), "\(outcome)")
    #expect(!outcome.error.contains("times are not judged"), "\(outcome)")
    try repository.git("reset", "-q", "--hard", "HEAD~1")
  }

  private static let outsideManifest = """
    // swift-tools-version: 6.3
    import PackageDescription

    let package = Package(
      name: "outside", products: [.library(name: "Outside", targets: ["Outside"])],
      targets: [.target(name: "Outside")])

    """

  private static let outsideCode = "public func distant() -> Int { 3 }\n"

  @Test("that is ended while it compiles leaves no process, and the next one works")
  func ended() async throws {
    try adopter.setWork(Self.work + "func never() -> Int { 1 }\n")
    let run = PackageRun(adopter.package, try adopter.start(["--against", "HEAD"]))
    try await run.waitForBuild()
    kill(run.command.process, SIGKILL)
    #expect(try await run.command.outcome().status == nil)
    try await run.expectNothingLeft()
    let next = try await adopter.gate("--against", "HEAD", "--filter", "other")
    #expect(next.status == 0 && next.output.contains(" same – green"), "\(next)")
  }
}
