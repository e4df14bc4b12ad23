import PerformanceBuild
import PerformanceSystem

/// A subcommand; ``CommandTable`` has its one-line description and its executable.
package protocol Command {
  /// The word that selects it, or the two words.
  static var name: String { get }
  /// The arguments that it accepts.
  static var syntax: Syntax { get }

  /// Creates the command from its arguments.
  /// - Throws: ``UsageError`` or ``InputError``.
  init(_ arguments: Arguments, in context: CommandContext) throws

  /// Runs the command to its end.
  /// - Returns: The exit status of the process.
  func run() throws -> ExitStatus
}

extension Command {
  /// A one-line description.
  package static var abstract: String { CommandTable.abstract(of: name) ?? "" }
}
