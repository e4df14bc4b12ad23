import Foundation
import PerformanceTestSupport
import Testing

@Suite("Arguments of the command")
struct ArgumentTests {
  @Test(
    "Arguments that cannot be used print the usage on standard error and end with 64",
    arguments: [
      [], ["measure"], ["gate", "--fast"], ["gate", "--filter"], ["gate", "--filter", "--all"],
      ["gate", "--filter", "("], ["list", "--skip", "["], ["gate", "operand"], ["record", "--rounds", "11"],
      ["record", "--rounds", "101"], ["record", "--rounds", "many"], ["record", "--rounds", "12", "--rounds", "13"],
      ["record", "--add", "--replace"], ["record", "--reason"], ["gate", "--package-path"],
      ["verify-gate", "--minutes", "0"], ["verify-gate", "--minutes"], ["verify-gate", "operand"], ["replay"],
      ["replay", "a", "b"],
    ])
  func unusableArguments(_ arguments: [String]) async throws {
    let outcome = try await BuiltCommand.start(arguments, in: BuiltCommand.checkout).outcome()
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.contains("Usage: perftest"))
    if let wrong = arguments.last, arguments.count == 2 { #expect(outcome.error.contains(wrong)) }
  }

  @Test("Every command explains itself", arguments: ["gate", "record", "list", "verify-gate"])
  func helpOfCommands(_ command: String) async throws {
    for option in ["--help", "-h"] {
      let outcome = try await BuiltCommand.run(command, option)
      #expect(outcome.status == 0)
      #expect(outcome.error.isEmpty)
      #expect(outcome.output.contains("Usage: perftest \(command)"))
      #expect(outcome.output.contains("--filter REGEX"))
    }
  }

  @Test("The overview names every command and every exit status")
  func overview() async throws {
    let outcome = try await BuiltCommand.run("--help")
    #expect(outcome.status == 0)
    for word in [
      "gate", "record", "list", "accept", "bisect", "verify-gate", "replay", "Exit status: 0", "64", "70", "75", "78",
    ] {
      #expect(outcome.output.contains(word))
    }
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
