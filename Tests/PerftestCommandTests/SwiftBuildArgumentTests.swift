import Foundation
import PerformanceBuild
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("Arguments for every build", .inTurns, .timeLimit(.minutes(60)))
struct SwiftBuildArgumentTests {
  private static let variable = PerftestVariable.swiftBuildArguments.rawValue

  @Test(
    "The variable is split as a shell splits words",
    arguments: [
      ("", []), ("  ", []), ("--traits Fast", ["--traits", "Fast"]), (" a\t b\nc ", ["a", "b", "c"]),
      (#"-Xswiftc '-DA B'"#, ["-Xswiftc", "-DA B"]), (#"-Xcc "-DN=\"x\"""#, ["-Xcc", #"-DN="x""#]),
      (#"a\ b 'c\d' "e\f" g\\h"#, ["a b", #"c\d"#, #"e\f"#, #"g\h"#]), (#"'' "" x''y"#, ["", "", "xy"]),
      (#"'it'"'"'s'"#, ["it's"]), (#""$HOME `x`""#, ["$HOME `x`"]),
    ])
  func words(text: String, words: [String]) throws {
    #expect(try ShellWords.split(text) == words)
  }

  @Test("A quote or a backslash without its end is an error", arguments: ["'a", "\"a", "a\\", "\"a\\", "a 'b\" c"])
  func incomplete(text: String) throws {
    #expect(throws: ShellWords.Incomplete.self) { try ShellWords.split(text) }
    let error = try #require(throws: InputError.self) {
      try SwiftBuildArguments(environment: [Self.variable: text])
    }
    #expect(error.file.contains(Self.variable) && error.problem.contains("without its end"))
  }

  @Test("Those of the command stand behind those of the variable")
  func order() throws {
    let arguments = try SwiftBuildArguments(
      typed: ["--disable-default-traits"], environment: [Self.variable: "--traits Fast"])
    #expect(arguments.words == ["--traits", "Fast", "--disable-default-traits"])
    #expect(arguments.comparable == arguments.words)
  }

  @Test("Numbers do not depend on those that only change how a build is done")
  func comparable() throws {
    let typed = [
      "-j", "2", "--jobs=4", "-v", "--traits", "Fast", "--cache-path", "/c", "--disable-sandbox", "-Xswiftc", "-Osize",
    ]
    let arguments = try SwiftBuildArguments(typed: typed, environment: [:])
    #expect(arguments.words == typed)
    #expect(arguments.comparable == ["--traits", "Fast", "-Xswiftc", "-Osize"])
  }

  @Test(
    "What perftest sets itself, what does not link and what is not released is refused, with the reason",
    arguments: [
      ("--configuration=debug", "perftest sets it"), ("-c", "perftest sets it"),
      ("--scratch-path", "perftest sets it"), ("--static-swift-stdlib", "does not link"),
      ("-static-stdlib", "does not link"), ("--enable-testable-imports", "mean nothing"),
      ("--sanitize=thread", "mean nothing"),
    ])
  func refused(word: String, reason: String) async throws {
    let package = try TemporaryFolder()
    try package.write("", to: "Package.swift")
    let typed = await Perftest.run(["gate", "--swift-build-arg", word], in: package.url)
    #expect(typed.status == 64 && typed.error.contains(reason), "\(typed)")
    #expect(typed.error.contains("--swift-build-arg cannot pass \(word.prefix { $0 != "=" }): "), "\(typed)")
    let set = await Perftest.run(["gate"], environment: [Self.variable: "-v \(word)"], in: package.url)
    #expect(set.status == 78 && set.error.contains(reason) && set.error.contains(Self.variable), "\(set)")
  }

  @Test("The doctor reports a variable that cannot be used, and looks at the package all the same")
  func doctor() async throws {
    let package = try TemporaryFolder()
    try package.write("", to: "Package.swift")
    let outcome = await Perftest.run(["doctor"], environment: [Self.variable: "'x"], in: package.url)
    #expect(outcome.output.contains("problem  variables"), "\(outcome)")
    #expect(outcome.output.contains("without its end") && !outcome.output.contains("in no Swift package"), "\(outcome)")
  }

  @Test(
    "A build that links the Swift runtime or an allocator a second time says what to leave out",
    arguments: [
      "ld.lld: error: duplicate symbol: swift_retain",
      "/usr/bin/ld: b.o: multiple definition of `swift_bridgeObjectRelease'",
      "ld.gold: error: c.o: multiple definition of 'malloc'",
    ])
  func linkedTwice(error: String) async throws {
    let toolchain = try ScriptedToolchain()
    let package = try TemporaryFolder()
    for (name, text) in ["Package.swift": "", "allocations": "1", "time": "1", "broken": error + "\n"] {
      try package.write(text, to: name)
    }
    let outcome = await Perftest.run(["gate"], environment: toolchain.environment, in: package.url)
    #expect(outcome.status == 75 && outcome.error.contains("leave out '-static-stdlib'"), "\(outcome)")
  }

  // MARK: - In builds

  private static let fast = ["--swift-build-arg", "--traits", "--swift-build-arg", "Fast"]

  @Test("A gate, a recording and both sides of a pair are built with them, and what is kept of one is not of another")
  func builds() async throws {
    let repository = try ScratchRepository()
    let toolchain = try ScriptedToolchain()
    try repository.write(".perftest/\n", to: ".gitignore")
    try repository.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    for (name, text) in ["allocations": "11", "time": "100.0"] { try repository.write(text, to: name) }
    try repository.commit()
    try repository.write("12", to: "allocations")
    func run(_ arguments: [String], _ variables: [String: String] = [:]) async -> CommandOutcome {
      await Perftest.run(
        arguments + ["--no-count"], environment: toolchain.environment.merging(variables) { $1 }, in: repository.url)
    }
    let against = ["gate", "--against", "HEAD"]
    let paired = await run(against + Self.fast)
    #expect(paired.status == 0, "\(paired)")
    #expect(toolchain.arguments.count == 2 && toolchain.arguments.allSatisfy { $0.hasSuffix(" --traits Fast") })
    #expect(try toolchain.request().buildArguments == ["--traits", "Fast"])
    _ = await run(against, [Self.variable: "--traits 'Fast'"])
    #expect(toolchain.arguments.count == 2, "kept")
    _ = await run(against)
    #expect(toolchain.arguments.count == 4 && !toolchain.arguments[3].contains("--traits"))
    _ = await run(["gate", "--no-pair"] + Self.fast)
    #expect(toolchain.arguments.count == 5 && toolchain.arguments[4].hasSuffix(" --traits Fast"))
  }

  @Test("A baseline of other arguments is incomparable, with the arguments named, and both are on file side by side")
  func comparability() async throws {
    let package = try ScriptedPackage()
    let filter = ["--filter", "WorkPerformance/loop"]
    let recorded = try await package.start(["record", "--rounds", "12"] + filter + Self.fast).outcome()
    try #require(recorded.status == 0, "\(recorded)")
    let same = try await package.start(["gate", "--json"] + filter + Self.fast).outcome()
    #expect(try GateReport(same).all == ["loop() same/withinTolerance", "loop() same/countEqual"], "\(same)")
    let other = try GateReport(try await package.start(["gate", "--json"] + filter).outcome())
    #expect(other.all == ["loop() incomparable/otherBuild"], "\(other)")
    #expect(
      other.text(of: "loop()").contains(
        "recorded with the build arguments '--traits Fast', this is built without build arguments"), "\(other)")
    try #require(try await package.start(["record", "--rounds", "12"] + filter).outcome().status == 0)
    let folders = try FileManager.default.contentsOfDirectory(atPath: package.baselinesFolder.path)
    #expect(folders.count == 2 && folders.contains { $0.contains("-with-traitsFast-") }, "\(folders)")
    for arguments in [Self.fast, []] {
      let gate = try await package.start(["gate"] + filter + arguments).outcome()
      #expect(
        gate.status == 0 && gate.output.hasSuffix("times compared with the baselines of this machine\n"), "\(gate)")
    }
  }
}
