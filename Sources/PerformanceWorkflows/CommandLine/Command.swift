import PerformanceSystem

/// One subcommand.
package protocol Command {
  /// The word that selects it.
  static var name: String { get }
  /// What it does, in one line.
  static var abstract: String { get }
  /// What can be typed behind its name.
  static var syntax: Syntax { get }

  /// Takes its arguments.
  /// - Throws: ``UsageError`` or ``InputError``.
  init(_ arguments: Arguments, in context: CommandContext) throws

  /// Does its work.
  func run() throws -> ExitStatus
}
