import PerformanceSystem

/// Finds the subcommand, runs it and turns errors into messages and exit statuses.
package struct CommandRunner {
  /// A command as the overview lists it.
  package struct Listing: Hashable, Sendable {
    /// The word that selects it.
    package let name: String
    /// A one-line description.
    package let abstract: String

    package init(_ name: String, _ abstract: String) {
      self.name = name
      self.abstract = abstract
    }
  }

  /// The commands of this executable.
  package let commands: [any Command.Type]
  private let others: [Listing]
  private let runOther: ([String], CommandContext) throws -> ExitStatus

  /// - Parameters:
  ///   - commands: the commands of this executable.
  ///   - others: the commands of other executables.
  ///   - runOther: runs one of the others; its name is the first argument.
  package init(
    _ commands: [any Command.Type], others: [Listing] = [],
    runOther: @escaping ([String], CommandContext) throws -> ExitStatus = { _, _ in .usage }
  ) {
    self.commands = commands
    self.others = others
    self.runOther = runOther
  }

  /// The commands of this executable as the overview lists them.
  package var listings: [Listing] { commands.map { Listing($0.name, $0.abstract) } }

  /// Runs the command named by the first argument.
  package func run(_ arguments: [String], in context: CommandContext) -> ExitStatus {
    let output = context.output
    guard let name = arguments.first else {
      output.error(overview)
      return .usage
    }
    if ["--help", "-h", "help"].contains(name) {
      output.line(overview)
      return .pass
    }
    if let command = commands.first(where: { $0.name == name }) {
      return run(command, Array(arguments.dropFirst()), in: context)
    }
    guard others.contains(where: { $0.name == name }) else {
      let question = NearestNames(to: name, among: (listings + others).map(\.name)).question
      output.error("perftest: there is no command '\(name.printable(atMost: 60))'\(question)\nsee perftest --help")
      return .usage
    }
    return Self.reporting(to: output) { try runOther(arguments, context) }
  }

  private func run(_ command: any Command.Type, _ words: [String], in context: CommandContext) -> ExitStatus {
    let output = context.output
    if words.contains("--help") || words.contains("-h") {
      output.line(Help(command, width: output.results.width).text)
      return .pass
    }
    return Self.reporting(to: output) {
      do {
        return try command.init(command.syntax.parse(words), in: context).run()
      } catch let error as UsageError {
        output.error("perftest \(command.name): \(error.message.printable)\nsee perftest \(command.name) --help")
        return .usage
      }
    }
  }

  private static func reporting(to output: Output, _ body: () throws -> ExitStatus) -> ExitStatus {
    do {
      try RunClock.check()
      return try body()
    } catch let error as InputError {
      output.error("perftest: \(error)")
      return .configuration
    } catch let error as CommandFailure {
      output.error("perftest: \(error.message)")
      return error.status
    } catch {
      output.error("perftest: \("\(error)".printable)")
      return .failure
    }
  }

  private var overview: String {
    let commands = Self.columns((listings + others).map { ($0.name, $0.abstract) })
    let variables = Self.columns(
      PerftestVariable.allCases.compactMap { variable in variable.meaning.map { (variable.rawValue, $0) } })
    return """
      Performance regression tests for Swift Testing.

      Usage: perftest COMMAND [OPTIONS]        perftest COMMAND --help

      \(commands)

      Environment:

      \(variables)

      Exit status: 0 pass · 1 regression, budget violation, failed or missing benchmark · 64 usage · 70 internal
      75 not measurable now · 78 configuration or broken input file
      """
  }

  /// Rows of a name and a text, aligned in two columns.
  private static func columns(_ rows: [(name: String, text: String)]) -> String {
    let width = rows.map(\.name.count).max() ?? 0
    return rows.map { row in
      "  " + row.name + String(repeating: " ", count: width + 2 - row.name.count) + row.text
    }.joined(separator: "\n")
  }
}
