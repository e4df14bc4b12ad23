import PerformanceSystem

/// One subcommand.
package protocol Command {
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
