import Foundation
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("Arguments of the command")
struct ArgumentTests {
  @Test(
    "Arguments that cannot be used are named on standard error in one line, with where the usage is, and end with 64",
    arguments: [
      [], ["measure"], ["gate", "--fast"], ["gate", "--filter"], ["gate", "--filter", "--all"],
      ["gate", "--filter", "("], ["list", "--skip", "["], ["gate", "operand"], ["record", "--rounds", "11"],
      ["record", "--rounds", "101"], ["record", "--rounds", "many"], ["record", "--rounds", "12", "--rounds", "13"],
      ["record", "--add", "--replace"], ["record", "--reason"], ["gate", "--package-path"],
      ["verify-gate", "--minutes", "0"], ["verify-gate", "--minutes"], ["verify-gate", "operand"], ["replay"],
      ["replay", "a", "b"], ["gate", "--time-limit"], ["gate", "--time-limit", "0"], ["gate", "--time-limit", "-1"],
      ["gate", "--time-limit", "2x"], ["gate", "--time-limit", "0m"], ["gate", "--time-limit", "25h"],
      ["gate", "--time-limit", "soon"], ["gate", "--time-limit=", "--all"],
      ["gate", "--time-limit=1", "--time-limit=2"],
      ["record", "--time-limit=2m"],
    ])
  func unusableArguments(_ arguments: [String]) async throws {
    let outcome = try await BuiltCommand.start(arguments, in: BuiltCommand.checkout).outcome()
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    switch arguments.first {
    case nil: #expect(outcome.error.contains("Usage: perftest COMMAND"))
    case "measure": #expect(outcome.error == "perftest: there is no command 'measure'\nsee perftest --help\n")
    case let command?:
      #expect(outcome.error.hasPrefix("perftest \(command): "))
      #expect(outcome.error.hasSuffix("\nsee perftest \(command) --help\n"))
      #expect(outcome.error.split(separator: "\n").count == 2)
    }
    if let wrong = arguments.last, arguments.count == 2 { #expect(outcome.error.contains(wrong)) }
  }

  private static let commands = ["gate", "record", "list"] + Tool.all.flatMap(\.commands).map(\.name)

  @Test("Every command explains itself, with and without arguments before", arguments: commands)
  func helpOfCommands(_ command: String) async throws {
    for arguments in [["--help"], ["-h"], ["--json", "--help"]] {
      let outcome = try await BuiltCommand.start([command] + arguments).outcome()
      #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome)")
      #expect(outcome.output.contains("\n\nUsage: perftest \(command) "), "\(outcome)")
    }
  }

  @Test("The overview names every command and every exit status")
  func overview() async throws {
    let outcome = try await BuiltCommand.run("--help")
    #expect(outcome.status == 0)
    let named = outcome.output.split(separator: "\n").filter { $0.hasPrefix("  ") }.compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
    #expect(Set(named) == Set(Self.commands))
    for word in ["Exit status: 0", "64", "70", "75", "78"] { #expect(outcome.output.contains(word)) }
  }

  @Test("An option takes its value behind a space or behind an equals sign")
  func equalsSign() async throws {
    for arguments in [["gate", "--package-path=/"], ["gate", "--package-path", "/"]] {
      let outcome = try await BuiltCommand.start(arguments).outcome()
      #expect(outcome.status == 78)
      #expect(outcome.error.contains("/: is in no Swift package"))
    }
  }

  @Test(
    "Outside of a package the command says so and ends with 78", arguments: ["gate", "record", "list", "verify-gate"])
  func outsideOfPackage(_ command: String) async throws {
    let folder = try TemporaryFolder()
    let outcome = try await BuiltCommand.run(command, in: folder.url)
    #expect(outcome.status == 78)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.contains("is in no Swift package. Change to a package, or use --package-path."))
    #expect(try FolderContents(folder.url).files.isEmpty)
  }

  @Test("A recording in continuous integration is refused before anything is built")
  func recordingInContinuousIntegration() async throws {
    let folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    let before = try FolderContents(folder.url)
    let outcome = try await BuiltCommand.run("record", environment: ["CI": "true"], in: folder.url)
    #expect(outcome.status == 64)
    #expect(outcome.error.contains("use --force if it is meant"))
    #expect(try FolderContents(folder.url) == before)
  }
}
