import PerformanceSystem

/// A subcommand.
package protocol Command {
  /// The word that selects it.
  static var name: String { get }
  /// A one-line description.
  static var abstract: String { get }
  /// The arguments that it accepts.
  static var syntax: Syntax { get }

  /// Creates the command from its arguments.
  /// - Throws: ``UsageError`` or ``InputError``.
  init(_ arguments: Arguments, in context: CommandContext) throws

  /// Runs the command.
  func run() throws -> ExitStatus
}
