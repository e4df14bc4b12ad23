import PerformanceSystem

/// Finds the subcommand, runs it and turns errors into messages and exit statuses.
package struct CommandRunner {
  /// A command as the overview lists it.
  package struct Listing: Hashable, Sendable {
    /// The word that selects it.
    package let name: String
    /// What it does, in one line.
    package let abstract: String

    /// A command by its name and what it does.
    package init(_ name: String, _ abstract: String) {
      self.name = name
      self.abstract = abstract
    }
  }

  private let commands: [any Command.Type]
  private let others: [Listing]
  private let runOther: ([String]) throws -> ExitStatus

  /// A runner of commands.
  /// - Parameters:
  ///   - commands: those of this executable.
  ///   - others: those that other executables have.
  ///   - runOther: runs one of the others, whose name is the first argument.
  package init(
    _ commands: [any Command.Type], others: [Listing] = [],
    runOther: @escaping ([String]) throws -> ExitStatus = { _ in .usage }
  ) {
    self.commands = commands
    self.others = others
    self.runOther = runOther
  }

  /// The commands of this executable as the overview lists them.
  package var listings: [Listing] { commands.map { Listing($0.name, $0.abstract) } }

  /// Runs the command that the first argument names.
  package func run(_ arguments: [String]) -> ExitStatus {
    guard let name = arguments.first else {
      Output.error(overview)
      return .usage
    }
    if ["--help", "-h", "help"].contains(name) {
      Output.line(overview)
      return .pass
    }
    if let command = commands.first(where: { $0.name == name }) { return run(command, Array(arguments.dropFirst())) }
    guard others.contains(where: { $0.name == name }) else {
      Output.error("perftest: there is no command '\(name.printable(atMost: 60))'\nsee perftest --help")
      return .usage
    }
    return Self.reporting { try runOther(arguments) }
  }

  private func run(_ command: any Command.Type, _ arguments: [String]) -> ExitStatus {
    if arguments.contains("--help") || arguments.contains("-h") {
      Output.line("\(command.abstract)\n\n\(command.usage)")
      return .pass
    }
    return Self.reporting {
      var list = ArgumentList(arguments)
      do {
        return try command.init(&list).run()
      } catch let error as UsageError {
        Output.error("perftest \(command.name): \(error.message.printable)\nsee perftest \(command.name) --help")
        return .usage
      }
    }
  }

  private static func reporting(_ body: () throws -> ExitStatus) -> ExitStatus {
    do {
      try RunClock.check()
      return try body()
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

  private var overview: String {
    let all = listings + others
    let width = all.map(\.name.count).max() ?? 0
    let lines = all.map { command in
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
