import PerformanceBuild
import PerformanceSystem

/// Finds the subcommand, runs it and turns errors into messages and exit statuses.
package struct CommandRunner {
  /// The types of the commands that one word selects.
  package let commands: [any Command.Type]
  /// The commands that share their first word with others.
  package let groups: [CommandGroup]
  /// The commands as the overview lists them.
  private let rows: [CommandTable.Row]
  private let others: [CommandTable.Product]

  /// - Parameters:
  ///   - rows: the commands of this executable in the table.
  ///   - types: their types.
  ///   - others: other executables, whose commands the overview lists too.
  package init(
    _ rows: [CommandTable.Row], _ types: [any Command.Type], others: [CommandTable.Product] = []
  ) {
    self.rows = rows
    self.others = others
    groups = rows.filter { !$0.parts.isEmpty }.map { CommandGroup($0, types) }
    let grouped = Set(groups.flatMap { $0.commands.map { $0.name } })
    commands = types.filter { !grouped.contains($0.name) }
  }

  private var allRows: [CommandTable.Row] { rows + others.flatMap(\.commands) }

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
    if let group = groups.first(where: { $0.name == name }) {
      return run(group, Array(arguments.dropFirst()), in: context)
    }
    output.error(message(aboutUnknown: name))
    return .usage
  }

  private func run(_ group: CommandGroup, _ words: [String], in context: CommandContext) -> ExitStatus {
    let output = context.output
    guard let word = words.first else {
      output.error(Self.overview(of: group))
      return .usage
    }
    if ["--help", "-h", "help"].contains(word) {
      output.line(Self.overview(of: group))
      return .pass
    }
    if let command = group.command(word) { return run(command, Array(words.dropFirst()), in: context) }
    let question = NearestNames(to: word, among: group.words).question
    output.error(
      "perftest \(group.name): there is no command '\(word.printable(atMost: 60))'\(question)\n"
        + "see perftest \(group.name) --help")
    return .usage
  }

  private static func overview(of group: CommandGroup) -> String {
    let commands = columns(group.commands.map { ($0.name, $0.abstract) })
    return """
      \(group.abstract)

      Usage: perftest \(group.name) COMMAND [OPTIONS]        perftest \(group.name) COMMAND --help

      \(commands)
      """
  }

  private func message(aboutUnknown name: String) -> String {
    if let other = others.first(where: { $0.commands.contains { $0.name == name } }) {
      return "perftest: '\(name)' is a command of \(other.name), which perftest starts"
    }
    let question = NearestNames(to: name, among: allRows.map(\.name)).question
    return "perftest: there is no command '\(name.printable(atMost: 60))'\(question)\nsee perftest --help"
  }

  private func run(_ command: any Command.Type, _ words: [String], in context: CommandContext) -> ExitStatus {
    let output = context.output
    if words.contains("--help") || words.contains("-h") {
      output.line(Help(command, width: output.results.width).text)
      return .pass
    }
    return LoggedCommand(command, words, in: context).run()
  }

  private var overview: String {
    let commands = Self.columns(allRows.map { ($0.name, $0.abstract) })
    let variables = Self.columns(
      PerftestVariable.allCases.compactMap { variable in variable.meaning.map { (variable.rawValue, $0) } })
    return """
      Performance regression tests for Swift Testing.

      Usage: perftest COMMAND [OPTIONS]        perftest COMMAND --help

      \(commands)

      Environment:

      \(variables)

      Exit status: 0 pass · 1 regression, budget violation, failed or missing benchmark · 3 no release: see
      'slo gate' · 64 usage · 70 internal · 75 not measurable now · 78 configuration or broken input file
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
