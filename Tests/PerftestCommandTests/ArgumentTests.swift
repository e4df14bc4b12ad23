import Foundation
import PerformanceSystem
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("Arguments of the command", .inTurns)
struct ArgumentTests {
  @Test(
    "Invalid arguments are named on standard error in one line, with a pointer to the usage, and end with 64",
    arguments: [
      [], ["measure"], ["gate", "--fast"], ["gate", "--filter"], ["gate", "--filter", "--all"],
      ["gate", "--filter", "("], ["list", "--skip", "["], ["gate", "operand"], ["record", "--rounds", "11"],
      ["record", "--rounds", "101"], ["record", "--rounds", "many"], ["record", "--rounds", "12", "--rounds", "13"],
      ["record", "--add", "--replace"], ["record", "--reason"], ["gate", "--package-path"],
      ["verify-gate", "--minutes", "0"], ["verify-gate", "--minutes"], ["verify-gate", "operand"], ["replay"],
      ["replay", "a", "b"], ["gate", "--time-limit"], ["gate", "--time-limit", "0"], ["gate", "--time-limit", "-1"],
      ["gate", "--time-limit", "2x"], ["gate", "--time-limit", "0m"], ["gate", "--time-limit", "25h"],
      ["gate", "--time-limit", "soon"], ["gate", "--time-limit=", "--all"],
      ["gate", "--time-limit=1", "--time-limit=2"], ["gate", "--strict", "--strict"],
      ["record", "--time-limit=2m"],
    ])
  func unusableArguments(_ arguments: [String]) async throws {
    let outcome = await Perftest.run(arguments, in: BuiltCommand.checkout)
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

  @Test("A group of commands lists them, and an unknown second word gets the nearest one")
  func groups() async {
    let help = await Perftest.run("history", "--help")
    #expect(help.status == 0 && help.output.contains("\n  history check  "), "\(help)")
    let bare = await Perftest.run("history")
    #expect(bare.status == 64 && bare.error == help.output, "\(bare)")
    let unknown = await Perftest.run("history", "chekc")
    #expect(unknown.status == 64)
    #expect(
      unknown.error
        == "perftest history: there is no command 'chekc'; did you mean check?\nsee perftest history --help\n")
  }

  @Test("The last operand may be given several times, and an optional one may be missing")
  func repeatedOperands() throws {
    let (first, rest) = (Argument<String>.operand("FIRST", "one"), Argument<String>.operands("REST", "any number"))
    let required = Syntax(required: [first, rest])
    let parsed = try required.parse(["a", "b", "c"])
    #expect(try parsed.required(first) == "a" && parsed.all(rest) == ["b", "c"])
    #expect(throws: UsageError.self) { try required.parse(["a"]) }
    #expect(throws: UsageError.self) { try required.parse(["a", "b", ""]) }
    let optional = Syntax(optional: [rest])
    #expect(try optional.parse([]).all(rest).isEmpty && optional.parse(["a", "b"]).all(rest) == ["a", "b"])
  }

  private static let commands = Perftest.commands.map { $0.name }

  @Test("Every command has a help, with and without arguments before it", arguments: commands)
  func helpOfCommands(_ command: String) async throws {
    for arguments in [["--help"], ["-h"], ["--json", "--help"]] {
      let outcome = await Perftest.run(command.split(separator: " ").map(String.init) + arguments)
      #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome)")
      #expect(outcome.output.contains("\n\nUsage: perftest \(command) "), "\(outcome)")
    }
  }

  @Test("The help of a command has each of its arguments once in the list, and in the usage", arguments: commands)
  func completeHelp(_ name: String) async throws {
    let command = try #require(Perftest.commands.first { $0.name == name })
    let parts = await Perftest.run(name.split(separator: " ").map(String.init) + ["--help"]).output.split(
      separator: "\n\n")
    try #require(parts.count >= 3)
    for declaration in command.syntax.declarations {
      #expect(parts[1].contains(declaration.typed), "\(declaration.name)")
      let entries = parts[2].split(separator: "\n").filter { $0.hasPrefix("  \(declaration.typed)  ") }
      #expect(entries.count == 1, "\(declaration.name)")
      #expect(!declaration.help.isEmpty && !declaration.help.hasSuffix("."), "\(declaration.name)")
    }
    #expect(Set(command.syntax.declarations.map(\.name)).count == command.syntax.declarations.count)
  }

  @Test("No line of a help is wider than the terminal", arguments: commands)
  func widthOfHelp(_ command: String) async throws {
    for width in [80, 120] {
      let outcome = await Perftest.run([command, "--help"], width: width)
      #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= width }, "\(outcome.output)")
    }
  }

  @Test("The whole help of a command with several forms")
  func wholeHelp() async throws {
    let outcome = await Perftest.run(["show", "--help"], width: 90)
    #expect(
      outcome.output == """
        Show a baseline, a run, or everything recorded about a benchmark.

        Usage: perftest show TARGET [--json] [--package-path DIR]
               perftest show --red [--json] [--package-path DIR]

          TARGET              a baseline (.json) or a folder of them, the event log of a run
                              (.jsonl), or a benchmark: its id, or a part of it, such as
                              'JSONPerformance/decode()'
          --json              the result as JSON on standard output
          --package-path DIR  the package; the current folder unless given
          --red               every benchmark that is red in the newest run

        A benchmark is looked up in the newest run that has it, else in the baselines of this
        machine and toolchain. The command exits with 78 when there is nothing to show.

        """)
  }

  @Test(
    "A misspelt name is rejected with the nearest ones",
    arguments: [
      (["gate", "--filtr", "x"], "perftest gate: unknown option --filtr; did you mean --filter?"),
      (["record", "--reson=x"], "perftest record: unknown option --reson=x; did you mean --reason?"),
      (["gate", "--no-cout"], "perftest gate: unknown option --no-cout; did you mean --no-count?"),
      (["gate", "--package"], "perftest gate: unknown option --package; did you mean --package-path?"),
      (["gate", "--verbose"], "perftest gate: unknown option --verbose"),
      (["recrod"], "perftest: there is no command 'recrod'; did you mean record?"),
    ])
  func nearestNames(_ arguments: [String], _ message: String) async throws {
    let outcome = await Perftest.run(arguments)
    #expect(
      outcome.status == 64 && outcome.error.split(separator: "\n").first.map(String.init) == message, "\(outcome)")
  }

  @Test(
    "Conflicting arguments are named",
    arguments: [
      (["gate", "--no-count", "--count-only"], "--no-count and --count-only exclude each other"),
      (["gate", "--no-count", "--cycles"], "--no-count and --cycles exclude each other"),
      (["gate", "--against", "main", "--no-pair"], "--against and --no-pair exclude each other"),
      (
        ["gate", "--against", "main", "--count-only"],
        "--against and --count-only exclude each other: counts are compared with the baselines"
      ),
      (["record", "--add", "--replace"], "--add and --replace exclude each other"),
      (["accept", "--list", "--remove"], "--remove and --list exclude each other"),
      (["accept", "x", "--metric", "m", "--json"], "--json goes with --list"),
      (["accept", "x", "--metric", "m", "--remove", "--reason", "r"], "--reason does not go with --remove"),
      (["gpu", "--watch", "--json"], "--watch and --json exclude each other"),
      (["show", "--red", "x"], "unexpected argument 'x'"),
      (["gate", "--json=yes"], "--json takes no value"),
      (["gate", "--json", "--json"], "--json is given more than once"),
      (["gate", "--against", "-x"], "--against takes a branch, a tag or a commit, not '-x'"),
      (["accept", "x", "--metric", "m", "--reason", "r"], "missing --until DATE: the last day (UTC)"),
      (["bisect", "x"], "missing --good REF: a commit in which the benchmark was not worse yet"),
    ])
  func exclusions(_ arguments: [String], _ message: String) async throws {
    let outcome = await Perftest.run(arguments)
    #expect(outcome.status == 64 && outcome.error.hasPrefix("perftest \(arguments[0]): \(message)"), "\(outcome)")
  }

  @Test("The overview names every command and every exit status")
  func overview() async throws {
    let outcome = await Perftest.run("--help")
    #expect(outcome.status == 0)
    let named = outcome.output.split(separator: "\n").filter { $0.hasPrefix("  ") }.compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
    #expect(Set(named).isSuperset(of: Self.commands.map { String($0.prefix { $0 != " " }) }))
    for word in ["Exit status: 0", "64", "70", "75", "78"] { #expect(outcome.output.contains(word)) }
  }

  @Test("An option takes its value behind a space or behind an equals sign")
  func equalsSign() async throws {
    for arguments in [["gate", "--package-path=/"], ["gate", "--package-path", "/"]] {
      let outcome = await Perftest.run(arguments)
      #expect(outcome.status == 78)
      #expect(outcome.error.contains("/: is in no Swift package"))
    }
  }

  @Test(
    "Outside of a package the command reports that and ends with 78",
    arguments: ["gate", "record", "list", "verify-gate"])
  func outsideOfPackage(_ command: String) async throws {
    let folder = try TemporaryFolder()
    let outcome = await Perftest.run(command, in: folder.url)
    #expect(outcome.status == 78)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.contains("is in no Swift package. Change to a package, or use --package-path."))
    #expect(try FolderContents(folder.url).files.isEmpty)
  }

  @Test(
    "A recording in continuous integration is refused before anything is built",
    arguments: ["CI", "TF_BUILD", "TEAMCITY_VERSION"])
  func recordingInContinuousIntegration(variable: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    let before = try FolderContents(folder.url)
    let outcome = await Perftest.run("record", environment: [variable: "true"], in: folder.url)
    #expect(outcome.status == 64)
    #expect(outcome.error.contains("\(variable) is set, and a baseline that CI records is not reviewed; use --force"))
    #expect(try FolderContents(folder.url) == before)
  }
}
