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
  static let manifest = AdopterSource.manifest(checkout: BuiltCommand.checkout.path)
    .replacing("AdopterTests", with: "FastTests")

  /// Writes and commits the package without building it.
  init() throws {
    repository = try ScratchRepository()
    package = repository.url.appendingPathComponent(Self.path)
    try repository.write(Self.manifest, to: Self.path + "/Package.swift")
    try repository.write(".perftest/\n.build/\nPackage.resolved\n", to: ".gitignore")
    try setWork(Self.work)
    try repository.commit()
  }

  func setWork(_ text: String) throws { try repository.write(text, to: Self.workFile) }

  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningCommand {
    try BuiltCommand.start(["gate"] + arguments, environment: environment, in: package)
  }

  /// Gates, again while the machine is too busy to tell.
  func gate(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandOutcome {
    for _ in 0..<4 {
      let outcome = try await start(arguments, environment: environment).outcome()
      if !outcome.output.contains("contaminated") { return outcome }
    }
    return try await start(arguments, environment: environment).outcome()
  }

  /// Three benchmarks; tolerances of times are wide, because other tests run beside on the same processors.
  static let work = #"""
    import Foundation
    import PerformanceTesting
    import Testing

    @inline(never) func spin(_ count: UInt64) -> UInt64 {
      var state = opaque(count)
      for _ in 0..<count { state = state &* 6_364_136_223_846_793_005 &+ 1 }
      return state
    }

    @Suite(
      .performance, .metrics(.wallClock, .allocations), .tolerance(.wallClock, .percent(60)), .samples(5),
      .warmup(.milliseconds(2)))
    struct Work {
      @Test func loop() { measure { spin(20_000) } }
      @Test func other() { measure { spin(30_000) } }
      @Test func array() { measure { [1, 2, 3].map { [opaque($0)] } } }
    }

    """#
}

/// Gives the tests of a suite one package to share, when no other suite builds one.
struct PairedAdopterTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    try await Turn.shared.hold {
      try await PairedAdopter.$current.withValue(try PairedAdopter()) { try await body() }
    }
  }
}

@Suite("A gate against another commit", .serialized, PairedAdopterTrait(), .timeLimit(.minutes(10)))
struct PairedGateTests {
  let adopter: PairedAdopter
  private var repository: ScratchRepository { adopter.repository }
  private static let work = PairedAdopter.work
  private static let thrice = work.replacing("spin(20_000)", with: "spin(60_000)")

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
    #expect(clean.output.contains("3 verdicts against HEAD ") && clean.output.contains(": 3 same – green"))
    #expect(clean.error.contains("the files are the same") && !clean.error.contains("round"))
    #expect(try repository.usersView() == before)

    try edit("spin(20_000) } }", with: "spin(20_000) } }  // a comment")
    let commented = try await adopter.gate("--against", "HEAD")
    #expect(commented.status == 0 && commented.error.contains("the built code is the same"), "\(commented)")
  }

  @Test("is red for exactly what became slower, and for a count that grew")
  func red() async throws {
    try adopter.setWork(Self.thrice.replacing("[opaque($0)]", with: "[[opaque($0)]]"))
    let before = try repository.usersView()
    let outcome = try await adopter.gate("--against", "HEAD", "--json")
    #expect(outcome.status == 1, "\(outcome)")
    #expect(
      try GateReport(outcome).red == ["loop() regressed/everySessionWorse", "array() regressed/countGrew"],
      "\(outcome)")
    #expect(try repository.usersView() == before)
    let log = try #require(StateFolder(package: adopter.package, environment: [:]).eventLogs.first)
    let events = try EventLogReader.all(of: log)
    let base = events.filter { if case .baseSession = $0.body { true } else { false } }
    #expect(!base.isEmpty && base.count == events.filter { if case .session = $0.body { true } else { false } }.count)
    let place = try #require(try GateReport(outcome).verdicts.compactMap(\.verdict.place).first)
    #expect(place.filePath == adopter.package.path + "/Tests/FastTests/Work.swift")
  }

  @Test("lists what only one of the two has, and is not red for it")
  func oneSided() async throws {
    try edit("func other", with: "func renamed")
    let outcome = try await adopter.gate("--against", "HEAD", environment: ["CI": "true"])
    #expect(outcome.status == 0, "\(outcome)")
    for text in ["other()", "gone since then", "renamed()", "not there before"] {
      #expect(outcome.output.contains(text), "\(outcome)")
    }
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
        measure { for number in 0..<count { opaque([opaque(number)]) } }
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

  @Test("judges only counts on file when the other commit does not build")
  func brokenBase() async throws {
    try edit("import Foundation", with: "import Nowhere")
    try repository.commit("broken")
    try adopter.setWork(Self.thrice)
    let outcome = try await adopter.gate("--against", "HEAD")
    try adopter.setWork(Self.work)
    try repository.commit("mended")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.error.contains("times are not judged") && outcome.error.contains("no such module 'Nowhere'"))
    #expect(outcome.output.contains("3 incomparable: there is nothing to compare with: HEAD "), "\(outcome)")
  }

  @Test("is what continuous integration does on a machine without times, unless it cannot or must not")
  func byDefault() async throws {
    let ci = ["CI": "true"]
    let alone = try await adopter.gate("--filter", "loop", environment: ci)
    #expect(alone.status == 1 && alone.error.contains("there is no default branch to compare with"), "\(alone)")
    try repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    try repository.git("checkout", "-q", "--detach")
    try adopter.setWork(Self.thrice)
    try repository.commit("slower")
    let paired = try await adopter.gate("--filter", "loop", environment: ci)
    #expect(paired.status == 1 && paired.output.contains("against merge base with origin/main"), "\(paired)")
    let unpaired = try await adopter.gate("--filter", "loop", "--no-pair", "--no-count", environment: ci)
    #expect(unpaired.output.contains(": 2 new – RED"), "\(unpaired)")
    try repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    let merged = try await adopter.gate("--filter", "loop", environment: ci)
    #expect(merged.status == 1 && merged.output.contains("the commit before on origin/main"), "\(merged)")
    try repository.git("update-ref", "-d", "refs/remotes/origin/main")
    try repository.git("checkout", "-q", "main")
  }

  @Test(
    "that is ended leaves no process, lock or work tree, and the next one works", arguments: [SIGINT, SIGTERM, SIGKILL])
  func ended(signal: Int32) async throws {
    try adopter.setWork(Self.thrice)
    let before = try repository.usersView()
    for stage in ["tree", "-frontend", "PERFTEST_CHILD=session"] {
      // Another number of functions each time, so that both sides have something to write and to build.
      try adopter.setWork(Self.thrice + "func never\(signal)\(stage.count)() -> Int { \(stage.count) }\n")
      let command = try adopter.start(["--against", "HEAD"])
      try await wait(for: stage, of: command)
      kill(command.process, signal)
      #expect(try await command.outcome().status == nil, "\(stage)")
      let left = try await ProcessTable.remaining(mentioning: adopter.package.path)
      #expect(left.isEmpty, "\(stage): \(left.map(ProcessTable.arguments))")
    }
    try adopter.setWork(Self.thrice)
    #expect(try repository.usersView() == before)
    let next = try await adopter.gate("--against", "HEAD", "--filter", "other")
    #expect(next.status == 0 && next.output.contains(" same – green"), "\(next)")
  }

  /// Waits until the command exports, compiles or measures.
  private func wait(for stage: String, of command: RunningCommand) async throws {
    let index = adopter.package.appendingPathComponent(".perftest/pair/tree/root.index")
    try? FileManager.default.removeItem(at: index)
    while !command.hasEnded {
      if stage == "tree" {
        if FileManager.default.fileExists(atPath: index.path) { return }
      } else {
        for process in ProcessTable.processes(mentioning: adopter.package.path) {
          if ProcessTable.arguments(of: process).contains(stage) || ProcessTable.process(process, has: stage) { return }
        }
      }
      try await Task.sleep(for: .milliseconds(1))
    }
    Issue.record("it ended before \(stage): \(try await command.outcome())")
  }
}
