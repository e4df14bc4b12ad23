import PerformanceMeasurement
import PerformanceRecords

/// One subcommand.
protocol Command {
  /// The word that selects it.
  static var name: String { get }
  /// What it does, in one line.
  static var abstract: String { get }
  /// The lines below `Usage:`.
  static var usage: String { get }

  /// Takes its arguments.
  /// - Throws: ``UsageError``.
  init(_ arguments: inout ArgumentList) throws

  /// Does its work.
  func run() throws -> ExitStatus
}

/// Finds the subcommand, runs it and turns errors into messages and exit statuses.
enum CommandRunner {
  private static var commands: [any Command.Type] {
    [
      GateCommand.self, RecordCommand.self, AcceptCommand.self, ListCommand.self, ShowCommand.self, CompareCommand.self,
      ExplainCommand.self, BisectCommand.self, VerifyGateCommand.self, ReplayCommand.self, DoctorCommand.self,
      GPUCommand.self,
    ]
  }

  static func run(_ arguments: [String]) -> ExitStatus {
    guard let name = arguments.first else {
      Output.error(overview)
      return .usage
    }
    if ["--help", "-h", "help"].contains(name) {
      Output.line(overview)
      return .pass
    }
    guard let command = commands.first(where: { $0.name == name }) else {
      Output.error("perftest: there is no command '\(name.printable(atMost: 60))'\n\n" + overview)
      return .usage
    }
    return run(command, Array(arguments.dropFirst()))
  }

  private static func run(_ command: any Command.Type, _ arguments: [String]) -> ExitStatus {
    if arguments.contains("--help") || arguments.contains("-h") {
      Output.line("\(command.abstract)\n\n\(command.usage)")
      return .pass
    }
    do {
      try RunClock.check()
      var list = ArgumentList(arguments)
      return try command.init(&list).run()
    } catch let error as UsageError {
      Output.error("perftest \(command.name): \(error.message.printable)\n\n\(command.usage)")
      return .usage
    } catch let error as InputError {
      Output.error("perftest: \(error)")
      return .configuration
    } catch let error as CommandFailure {
      Output.error("perftest: \(error.message)")
      return error.status
    } catch {
      Output.error("perftest: \("\(error)".printable)")
      return .failure
    }
  }

  private static var overview: String {
    let width = commands.map { $0.name.count }.max() ?? 0
    let lines = commands.map { command in
      "  " + command.name + String(repeating: " ", count: width + 2 - command.name.count) + command.abstract
    }
    return """
      Performance regression tests for Swift Testing.

      Usage: perftest COMMAND [OPTIONS]        perftest COMMAND --help

      \(lines.joined(separator: "\n"))

      Exit status: 0 pass · 1 regression, budget violation, failed or missing benchmark · 64 usage · 70 internal
      75 not measurable now · 78 configuration or broken input file
      """
  }
}
