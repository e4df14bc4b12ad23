import PerformanceBuild

/// Commands whose names have the same first word, such as `history list` and `history prune`.
package struct CommandGroup {
  /// The first word.
  package let name: String
  /// A one-line description of all of them.
  package let abstract: String
  /// The commands in the order of the help.
  package let commands: [any Command.Type]

  /// - Parameter types: the types of all commands, those of other words too.
  init(_ row: CommandTable.Row, _ types: [any Command.Type]) {
    name = row.name
    abstract = row.abstract
    commands = row.parts.compactMap { part in types.first { $0.name == part.name } }
  }

  /// The command with a second word.
  func command(_ word: String) -> (any Command.Type)? { commands.first { $0.name == name + " " + word } }

  /// The second words of the commands.
  var words: [String] { commands.map { String($0.name.dropFirst(name.count + 1)) } }
}
